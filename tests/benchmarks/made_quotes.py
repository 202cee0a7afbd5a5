"""Makes quotes of one short text for tests of scoring."""

from benchmarks.article_quotes import ArticleQuotes, Quote, Spans

TEXT = (
    "“We will go,” Mayor Ann Lee said. Bo thinks it rains. Cy told us that the sea is rising fast."
)
DIRECT, BELIEF, INDIRECT = "“We will go,”", "it rains", "the sea is rising fast"


def find_spans(words: str, text: str = TEXT) -> Spans:
    start = text.index(words)
    return ((start, start + len(words)),)


def make_quote(
    words: str, speaker: str = "", cue: str = "", text: str = TEXT, **fields: str
) -> Quote:
    return Quote(
        find_spans(words, text),
        find_spans(cue, text) if cue else (),
        find_spans(speaker, text) if speaker else (),
        **fields,
    )


def make_direct(**fields: str) -> Quote:
    return make_quote(DIRECT, **({"speaker": "Ann Lee", "cue": "said", "kind": "direct"} | fields))


def make_indirect(words: str = INDIRECT, **fields: str) -> Quote:
    return make_quote(words, **({"speaker": "Cy", "cue": "told", "kind": "indirect"} | fields))


def make_article(
    *quotes: Quote, article_id: str = "a", text: str = TEXT, **fields: str
) -> ArticleQuotes:
    return ArticleQuotes(article_id, quotes, text, **fields)
