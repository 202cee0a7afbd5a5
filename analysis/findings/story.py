"""The findings on one story: how its outlets differ, in sentences, with their evidence.

Each finder speaks of all outlets of the selection, and says that an outlet lacks something only
where the letters of its text bear it out: a name that another outlet alone has, or all others have,
is searched in every text; a statement that may be in an outlet is not called missing from it.
"""

from collections.abc import Callable, Sequence

import pandas as pd

from analysis.corpus.differing_figures import Verdict
from analysis.findings import framing
from analysis.findings.differing_figures import find_differing_figures
from analysis.findings.finding import (
    MAX_FINDINGS,
    MAX_OF_KIND,
    Certainty,
    Finding,
    FindingKind,
    FindingValue,
    TextSpan,
    join_names,
    rank_findings,
)
from analysis.findings.shared_text import find_shared_text
from analysis.findings.story_names import find_name_findings
from analysis.findings.utterances import (
    OutletSpread,
    Wording,
    find_outlets_without_utterances,
    group_speakers,
    list_all_wordings,
    list_utterance_reports,
)
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.store.queries.filter_choices import list_outlets

#: Minimum number of words of a quotation that a finding shows; shorter ones say little (judgement).
MIN_QUOTED_WORDS = 4
#: Minimum share of an article's words that stand in another's too. Judgement: below it are common
#: phrases and titles of documents.
MIN_SHARED_SHARE = 0.1
#: Number of utterances, the most unevenly reported first, whose gaps are checked (judgement).
_MAX_CHECKED_UTTERANCES = 6
#: Maximum number of characters of a quotation in a sentence (judgement).
_MAX_CHARACTERS = 160
#: Maximum number of outlets that a sentence names instead of counting them (judgement).
_MAX_NAMED_OUTLETS = 3


def find_story_findings(
    catalogue: Catalogue, filters: Filters, limit: int = MAX_FINDINGS
) -> tuple[Finding, ...]:
    """Return the findings that tell most about a story, the most certain kinds first.

    Args:
        catalogue: The workspace's catalogue.
        filters: The current filters; they leave the articles of one story.
        limit: Maximum number of findings.
    """
    outlets = list_outlets(catalogue, filters)
    if len(outlets) < 2:  # noqa: PLR2004 - one outlet has nothing to be compared with
        return ()
    names = find_name_findings(catalogue, filters)
    finders: tuple[Callable[[], Sequence[Finding]], ...] = (
        lambda: find_quotation_gaps(catalogue, filters, outlets),
        lambda: find_figures(catalogue, filters),
        lambda: [finding for finding in names if finding.kind is FindingKind.OMISSION],
        lambda: [finding for finding in names if finding.kind is FindingKind.EXCLUSIVE],
        lambda: find_framing(catalogue, filters),
        lambda: find_copies(catalogue, filters),
    )
    return rank_findings([find() for find in finders], limit)


def find_quotation_gaps(
    catalogue: Catalogue, filters: Filters, outlets: tuple[str, ...]
) -> list[Finding]:
    """Return the utterances that several outlets report and others do not.

    An outlet is called one without it by the rule of :mod:`analysis.findings.absence`, as in the
    coverage matrix.

    Args:
        catalogue: The workspace's catalogue.
        filters: The current filters.
        outlets: All selected outlets.
    """
    reports = list_utterance_reports(catalogue, filters, OutletSpread.SEVERAL)
    gaps: list[Finding] = []
    noun = catalogue.outlet_noun
    checked = tuple(dict.fromkeys(reports["utterance_id"]))[:_MAX_CHECKED_UTTERANCES]
    wordings_of = list_all_wordings(catalogue, filters, checked)
    without = find_outlets_without_utterances(catalogue, filters, checked)
    for utterance_id in checked:
        wordings = wordings_of[utterance_id]
        fullest = wordings[0]
        if fullest.kind == "indirect" or len(fullest.text.split()) < MIN_QUOTED_WORDS:
            continue
        nearest = without[utterance_id]
        missing = sorted(nearest.loc[nearest["absent"].astype(bool), "outlet_label"])
        if not missing:
            continue
        reporting = sorted({wording.outlet_label for wording in wordings})
        credited = group_speakers(wordings)
        is_cut = _is_cut(_strip_marks(fullest.text))
        is_rest = len(reporting) + len(missing) == len(outlets)
        lacking = (
            f"the other {len(missing)} {noun}s"
            if is_rest and len(missing) > _MAX_NAMED_OUTLETS
            else join_names(missing)
        )
        gaps.append(
            Finding(
                kind=FindingKind.QUOTATION,
                sentence=(
                    f"{_name_reporting(reporting, len(outlets), noun)}"
                    f"{' ' if _are_complete(wordings) else ', in whole or in part, '}"
                    f"{_describe_statement(fullest, credited)} "
                    f"({_describe_wording(wordings, noun, is_cut=is_cut)}). "
                    f"Not quoted in {lacking}."
                ),
                outlets=tuple(sorted({*reporting, *missing})),
                values=(
                    *(FindingValue(*item) for item in credited.items()),
                    FindingValue("not quoted", tuple(missing)),
                ),
                certainty=Certainty.IN_THE_TEXTS,
                evidence=tuple(
                    TextSpan(w.article_id, w.start, w.start + len(w.text)) for w in wordings
                ),
                weight=len(reporting) * len(missing) / len(outlets) ** 2,
            )
        )
    return gaps


def _name_reporting(reporting: list[str], n_outlets: int, noun: str) -> str:
    """Return which outlets report something, or how many of all do."""
    if len(reporting) <= _MAX_NAMED_OUTLETS:
        return f"{join_names(reporting)} report"
    return f"{len(reporting)} of {n_outlets} {noun}s report"


def _are_complete(wordings: Sequence[Wording]) -> bool:
    """Return whether every outlet has all words of the first wording."""
    complete = {w.outlet_label for w in wordings if w.share_reported == 1}
    return complete == {wording.outlet_label for wording in wordings}


def _describe_wording(wordings: Sequence[Wording], noun: str, *, is_cut: bool = False) -> str:
    """Return whose wording the first is, or which outlets have all its words, if cut beside it."""
    if _are_complete(wordings):
        return "in full there, cut here" if is_cut else "in full"
    complete = sorted({w.outlet_label for w in wordings if w.share_reported == 1})
    if len(complete) == 1:
        return f"wording of {complete[0]}"
    if len(complete) > _MAX_NAMED_OUTLETS:
        return f"in full in {len(complete)} {noun}s{', cut here' * is_cut}"
    return f"in full in {join_names(complete)}{', cut here' * is_cut}"


def find_figures(catalogue: Catalogue, filters: Filters) -> list[Finding]:
    """Return the figures and spellings on which outlets differ, one finding a case."""
    findings = []
    for case in find_differing_figures(catalogue, filters):
        if case.verdict is Verdict.UPDATE:
            continue
        is_spelling = case.verdict is Verdict.SPELLING
        values = tuple(FindingValue(value.text, value.outlets) for value in case.tally)
        tally = " · ".join(f"{value.value} in {join_names(value.outlets)}" for value in values)
        heading = "Spelling" if is_spelling else case.heading[:1].upper() + case.heading[1:]
        verb = "may differ, check" if case.verdict is Verdict.MAY_CONFLICT else "differs"
        findings.append(
            Finding(
                kind=FindingKind.FIGURE,
                sentence=f"{heading or 'Figure'} {verb}: {tally}.",
                outlets=tuple(sorted({name for value in values for name in value.outlets})),
                values=values,
                certainty=Certainty.TO_CHECK
                if case.verdict is Verdict.MAY_CONFLICT
                else Certainty.IN_THE_TEXTS,
                evidence=tuple(
                    TextSpan(statement.article_id, statement.start, statement.end)
                    for value in case.tally
                    for statement in value.evidence
                ),
                weight=case.similarity * (0.5 if is_spelling else 1),
            )
        )
    return findings


def find_framing(catalogue: Catalogue, filters: Filters, limit: int = MAX_OF_KIND) -> list[Finding]:
    """Return the differences in framing that hold after correction, with the outlet's sentences.

    The most certain come first, at most ``limit``.
    """
    table = framing.list_clear_differences(catalogue, filters)
    table = table[table["verdict"] == framing.Verdict.HOLDS_AFTER_CORRECTION]
    findings = []
    for row in table.head(limit).to_dict("records"):
        passages = framing.find_evidence(
            catalogue, filters, row["measure"], row["item"], row["outlet_label"]
        )
        findings.append(
            Finding(
                kind=FindingKind.FRAMING,
                sentence=framing.describe_difference(row),
                outlets=(str(row["outlet_label"]),),
                values=(),
                certainty=Certainty(row["verdict"]),
                evidence=tuple(
                    TextSpan(str(article_id), mark["start"], mark["end"])
                    for article_id, marks in zip(
                        passages["article_id"], passages["marks"], strict=True
                    )
                    for mark in marks
                    if mark["start"] >= 0
                ),
                weight=min(abs(float(row["effect"])), 1.0),
            )
        )
    return findings


def find_copies(catalogue: Catalogue, filters: Filters) -> list[Finding]:
    """Return the pairs of outlets whose articles share much of their words outside quotations."""
    shared = find_shared_text(catalogue, filters)
    articles = shared.articles.set_index("article_id")
    n_articles = articles["outlet_label"].value_counts()
    findings = []
    for pair in shared.pairs.to_dict("records"):
        left, right = (articles.loc[pair[side]] for side in ("left", "right"))
        if left["outlet_label"] == right["outlet_label"]:
            continue
        shorter, longer = sorted((left, right), key=lambda row: row["words"])
        share = pair["words"] / shorter["words"] if shorter["words"] else 0.0
        if share < MIN_SHARED_SHARE:
            continue
        runs = shared.runs[
            (shared.runs["left"] == pair["left"]) & (shared.runs["right"] == pair["right"])
        ]
        findings.append(
            Finding(
                kind=FindingKind.SHARED_TEXT,
                sentence=(
                    f"{share:.0%} of the words of {_name_article(shorter, n_articles)} also "
                    f"appear, word for word, in {_name_article(longer, n_articles)}."
                ),
                outlets=tuple(sorted((left["outlet_label"], right["outlet_label"]))),
                values=(),
                certainty=Certainty.IN_THE_TEXTS,
                evidence=tuple(
                    TextSpan(str(pair[side]), int(start), int(end))
                    for side in ("left", "right")
                    for start, end in zip(runs[f"{side}_start"], runs[f"{side}_end"], strict=True)
                ),
                weight=share,
            )
        )
    return findings


def _name_article(article: pd.Series, n_articles: pd.Series) -> str:
    """Return whose article one is, and of several of the outlet which, by its headline or day."""
    outlet = str(article["outlet_label"])
    if n_articles[outlet] == 1:
        return f"{outlet}'s article"
    day = article["published"]
    dated = "" if pd.isna(day) else f"{day.day} {day:%B %Y}"
    which = f"“{_shorten(article['title'])}”" if article["title"] else dated
    return f"one of {outlet}'s {n_articles[outlet]} articles{f' ({which})' if which else ''}"


def _describe_statement(fullest: Wording, credited: dict[str, tuple[str, ...]]) -> str:
    """Return what is reported and whose it is, with both speakers where outlets credit two.

    What is partly in the outlet's words is not called the speaker's words.
    """
    is_direct = fullest.kind == "direct"
    text = f"“{_shorten(_strip_marks(fullest.text))}”" if is_direct else _shorten(fullest.text)
    if not credited:
        return f"{'the words' if is_direct else 'the statement'} {text}"
    if len(credited) == 1:
        noun = "these words" if is_direct else "this statement"
        return f"{noun} of {next(iter(credited))}: {text}"
    parts = [f"{speaker} in {join_names(outlets)}" for speaker, outlets in credited.items()]
    noun = "words" if is_direct else "a statement"
    return f"{noun} credited to {'; to '.join(parts)}: {text}"


def _strip_marks(text: str) -> str:
    return text.strip().strip("\"'“”‘’,").strip()


def _is_cut(text: str) -> bool:
    """Return whether a sentence has no room for all of a text."""
    return len(" ".join(text.split())) > _MAX_CHARACTERS


def _shorten(text: str) -> str:
    words = " ".join(text.split())
    if not _is_cut(words):
        return words
    return words[:_MAX_CHARACTERS].rsplit(" ", 1)[0] + " …"
