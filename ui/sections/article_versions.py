"""Other versions of an article, each as a word diff with the article."""

from collections.abc import Iterable, Iterator

import streamlit as st

from analysis.corpus.wording_diff import Change
from analysis.findings.article_versions import ArticleVersion, list_versions
from ui.core import address, data
from ui.sections import utterance_wordings
from ui.widgets import evidence, markup
from ui.widgets.article_links import build_article_link
from ui.widgets.evidence import UNDATED
from ui.widgets.markup import Html

#: Length in characters from which unchanged text is folded, and what is left of it on each side.
_FOLDED_FROM, _LEFT = 500, 160


def draw_versions(article_id: str, text: str) -> None:
    """Show what changed between other versions of an article and it; nothing if there are none.

    Args:
        article_id: of the article.
        text: of the article.
    """
    versions = data.cached_query(list_versions, article_id)
    if not versions:
        return
    box = st.expander(
        f"Other versions of this article: {len(versions)}", key="versions", on_change="rerun"
    )
    if not box.open:
        return
    with box:
        labels = {str(number): _label_version(version) for number, version in enumerate(versions)}
        number = address.draw_select("version", "Compared with", labels, "0")
        version = versions[int(number)]
        if version.article_id:
            evidence.draw_note(
                "Same outlet and address, changed text. The days of publication alone say which "
                "came first."
            )
            link = build_article_link(version.article_id, None, "Read that version")
            markup.render(Html("<p>{}</p>").format(link))
        else:
            evidence.draw_note("A former text of this article, before it was loaded again.")
        legend = utterance_wordings.build_legend("From that version to this one", version.changes)
        markup.render(utterance_wordings.STYLE + legend)
        markup.render(build_version_diff(version, text))


def build_version_diff(version: ArticleVersion, text: str) -> Html:
    """Return a text with what was changed from another version; long unchanged parts are folded."""
    pieces = markup.join(_build_pieces(version.text, text, version.changes))
    return Html('<div class="px-wording" style="white-space:pre-wrap">{}</div>').format(pieces)


def _build_pieces(before: str, after: str, changes: Iterable[Change]) -> Iterator[Html]:
    position = 0
    for change in changes:
        start, end = change.right
        yield markup.escape_visibly(after[position:start])
        words = after[start:end]
        if change.kind == "unchanged" and len(words) >= _FOLDED_FROM:
            first = words[:_LEFT].rpartition(" ")[0]
            last = words[-_LEFT:].partition(" ")[2]
            # Words without a space have no part that is left.
            n_folded = len(words[len(first) : len(words) - len(last)].split())
            fold = Html("<em> … {:,} words unchanged … </em>").format(n_folded)
            yield markup.escape_visibly(first) + fold + markup.escape_visibly(last)
        else:
            yield utterance_wordings.build_change(change, before[slice(*change.left)], words)
        position = end
    yield markup.escape_visibly(after[position:])


def _label_version(version: ArticleVersion) -> str:
    day = evidence.format_day(version.published, UNDATED)
    when = f"of {day}" if version.article_id else f"loaded before, of {day}"
    return " · ".join(part for part in (when, version.title, version.source) if part)
