"""Attributions without a reporting verb: "according to", "X: speaker", the signature of a post."""

import re

from spacy.tokens import Span, Token

from analysis.nlp.lexicon import words as listed_words
from analysis.nlp.quotes.article_parse import ArticleParse
from analysis.nlp.quotes.attribution import AttributionCandidate
from analysis.nlp.quotes.attribution_syntax import find_source, is_finite
from analysis.nlp.span_index import TextSpan

_ACCORDING = re.compile(r"\baccording to\b", re.IGNORECASE)
_ACCORDING_TOKENS = 2
#: The signature of an embedded post: a dash, a name, a handle and a date.
_POST_SIGNATURE = re.compile(
    r"[—–-]\s*(?P<name>[^\n@()—]{2,60}?)\s*\(@\w{1,30}\)\s*\w+ \d{1,2}, \d{4}"
)
#: A post below the name and the handle of its author, in lines of their own, above its date.
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_POST_BELOW_NAME = re.compile(
    r"^(?P<name>[A-Z][^\n@()]{1,40}?)\s*\(?@\w{1,30}\)?\s*\n+(?P<post>[^\n]+(?:\n+[^\n]+){0,3}?)"
    rf"\n+[^\n]{{0,20}}(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH}),? \d{{4}}[^\n]{{0,20}}$",
    re.MULTILINE,
)
#: A dash and a name after a quote, on its line or the next: '"…" — Anna Weber'.
_SIGNATURE = re.compile(
    r"\s{0,4}(?P<dash>[―—–]|--?)\s*(?P<name>[A-Z][^\n,;:()―—–]{1,40}?)\s*(?:[,(][^\n]*|\.?\s*)(?=\n|$)"
)
#: Distance (tokens) from the start of the sentence beyond which the clause that "according to"
#: depends on is the content, rather than the whole sentence before it. This and the following
#: numbers are judgement, checked by `python -m benchmarks.quotes`.
_CLAUSE_DISTANCE = 6
#: Minimum number of words of a content that contains the cue of another candidate.
_MIN_WORDS_BESIDE_CUE = 4
#: Minimum number of words of what a headline or caption attributes with a colon.
_MIN_WORDS_IN_TITLE = 4
#: Maximum number of words of a name beside a headline's colon or after a dash.
_MAX_NAME_WORDS = 5
#: Parts of speech of words that connect a sentence with the one before it.
_CONNECTIVES = frozenset(("ADV", "CCONJ", "SCONJ", "PUNCT", "INTJ"))
#: The verb of the content is within this many tokens of a comma or a mark.
_VERB_WINDOW = 40


def find_according_to_candidates(
    article: ArticleParse, candidates: list[AttributionCandidate]
) -> list[AttributionCandidate]:
    """Return what "according to" attributes, without what ``candidates`` attribute by it."""
    used_cues = {candidate.cue.i for candidate in candidates if candidate.cue is not None}
    cues = _find_cues(article)
    according_candidates: list[AttributionCandidate] = []
    for first_cue in cues:
        cue, speaker_head = first_cue, find_source(first_cue)
        if speaker_head is None or cue.i in used_cues:
            continue
        if speaker_head.lemma_.lower() in listed_words("no source"):
            continue  # 'ranked according to their size'
        sentence = cue.sent
        start, end = _find_clause_start(cue, sentence), cue.i
        # A quotation mark may come first; 'It ignores that, according to …' has nothing before.
        is_leading = cue.i - sentence.start <= 1 or _is_after_that(cue)
        if is_leading:
            start, end = _find_source_end(cue, speaker_head), sentence.end
            # "According to A, …, according to B": the nearer one attributes.
            later = next((other for other in cues if start < other.i < end), None)
            if later is not None:
                used_cues.add(later.i)
                cue, speaker_head, end = later, find_source(later) or speaker_head, later.i
        block = article.block_at(cue.idx)
        candidate = article.make_candidate(start, end, cue, speaker_head, block)
        if candidate is not None and not _is_attribution(article, candidate, used_cues):
            candidate.cue_span = article.doc[cue.i : cue.i + _ACCORDING_TOKENS]
            rest = None if is_leading else _find_rest(article, candidate, cue, speaker_head, start)
            if _is_connective(article, candidate):  # 'Furthermore, according to …'
                candidate, rest = rest, None
            according_candidates += [part for part in (candidate, rest) if part is not None]
            if candidate is not None:
                candidate.continues = None
    return according_candidates


def _find_rest(
    article: ArticleParse,
    first: AttributionCandidate,
    cue: Token,
    speaker_head: Token,
    start: int,
) -> AttributionCandidate | None:
    """Return the rest of the clause that "according to" interrupts, or None.

    'The walls, according to Ann Orr, have been damp': the verb of the clause follows.
    """
    sentence, doc = cue.sent, article.doc
    if any(is_finite(word) for word in doc[start : cue.i]):
        return None
    end = _find_source_end(cue, speaker_head)
    if end >= sentence.end or doc[end - 1].text != "," or end <= speaker_head.i + 1:
        return None
    rest = article.make_candidate(end, sentence.end, cue, speaker_head, article.block_at(cue.idx))
    if rest is not None:
        rest.cue_span, rest.continues = first.cue_span, first
    return rest


def find_titled_candidate(
    article: ArticleParse, title: TextSpan, candidates: list[AttributionCandidate]
) -> AttributionCandidate | None:
    """Return what a headline or caption attributes with a colon, or None.

    Both orders are possible: 'content: speaker' and 'speaker: content'.

    Args:
        article: The article.
        title: The headline or caption.
        candidates: The candidates so far; a title that shares a character with one has no other.
    """
    text = article.text[title.start : title.end]
    if text.count(": ") != 1 or any(candidate.has_overlap(*title) for candidate in candidates):
        return None
    position = title.start + text.index(": ")
    colon = article.doc.char_span(position, position + 1)
    if colon is None:
        return None
    before, after = article.tokens(title.start, position), article.tokens(position + 1, title.end)
    for source, content in ((after, before), (before, after)):
        name = [token for token in source if not token.is_space]
        if len(content) >= _MIN_WORDS_IN_TITLE and _is_name(name):
            candidate = article.make_candidate(
                content[0].i, content[-1].i + 1, None, name[-1], title
            )
            if candidate is not None:
                candidate.cue_span = colon
                return candidate
    return None


def find_signed_candidates(article: ArticleParse) -> list[AttributionCandidate]:
    """Return the posts quoted with their signature: '… — Name (@handle) December 28, 2017'."""
    candidates: list[AttributionCandidate] = []
    for number, block in enumerate(article.blocks.spans):
        match = _POST_SIGNATURE.search(article.text, block.start, block.end)
        if match is None:
            continue
        post = TextSpan(block.start, match.start())
        if not article.text[post.start : post.end].strip() and number:
            post = article.blocks.spans[number - 1]
        words, name = article.tokens(*post), article.tokens(*match.span("name"))
        if not words or not name:
            continue
        candidate = article.make_candidate(words[0].i, words[-1].i + 1, None, name[-1], post)
        if candidate is None and post.start in article.standalone_quotes:
            candidate = AttributionCandidate(post.start, post.end, None, name[-1])
        if candidate is not None:
            candidate.start, candidate.is_direct, candidate.is_led = post.start, True, True
            candidates.append(candidate)
    return candidates + _find_posts_below_names(article)


def _find_posts_below_names(article: ArticleParse) -> list[AttributionCandidate]:
    """Return the posts below the name of their author: 'Name @handle', the post, its date."""
    candidates: list[AttributionCandidate] = []
    if "@" not in article.text:
        return candidates
    for match in _POST_BELOW_NAME.finditer(article.text):
        words, name = article.tokens(*match.span("post")), article.tokens(*match.span("name"))
        if words and name and words[0].idx in article.blocks:
            post = AttributionCandidate(
                *match.span("post"), None, name[-1], is_direct=True, is_led=True
            )
            candidates.append(post)
    return candidates


def find_signature(article: ArticleParse, end: int) -> tuple[Span, Token] | None:
    """Return the dash and the head of the name after a quote that ends at ``end``, or None."""
    match = _SIGNATURE.match(article.text, end)
    if match is None:
        return None
    # A dash may be one token with the mark before it.
    dash = article.doc.char_span(*match.span("dash"), alignment_mode="expand")
    name = article.tokens(*match.span("name"))
    return (dash, name[-1]) if dash is not None and _is_name(name) else None


def _find_cues(article: ArticleParse) -> list[Token]:
    """Return the word "according" of each "according to" outside quotation marks."""
    return [
        tokens[0]
        for match in _ACCORDING.finditer(article.text)
        if match.start() in article.blocks
        and match.start() not in article.quoted_spans
        and len(tokens := article.tokens(*match.span())) == _ACCORDING_TOKENS
    ]


def _is_attribution(
    article: ArticleParse, candidate: AttributionCandidate, used_cues: set[int]
) -> bool:
    """Return whether only another attribution is left: '"…," he said in a memo, according to'."""
    tokens = article.tokens(candidate.start, candidate.end)
    words = [token.i for token in tokens if token.is_alpha]
    cues = [token for token in tokens if token.i in used_cues]
    is_after_quote = article.text[: candidate.start].rstrip().endswith((',"', '",', '?"', '!"'))
    has_content = any(
        child.dep_ in ("ccomp", "xcomp") and child in tokens for cue in cues for child in cue.rights
    )
    is_short = len(words) < _MIN_WORDS_BESIDE_CUE or (is_after_quote and not has_content)
    return bool(cues) and is_short


def _is_after_that(cue: Token) -> bool:
    """Return whether "that" and a comma are before "according to"."""
    before = cue.doc[max(cue.i - 2, cue.sent.start) : cue.i]
    return [token.lower_ for token in before] == ["that", ","] and before[0].dep_ == "mark"


def _is_connective(article: ArticleParse, candidate: AttributionCandidate) -> bool:
    """Return whether a content only connects: 'Furthermore'."""
    tokens = article.tokens(candidate.start, candidate.end)
    return all(token.pos_ in _CONNECTIVES for token in tokens)


def _find_source_end(cue: Token, speaker_head: Token) -> int:
    """Return where the noun phrase after a leading "according to" ends and the content begins."""
    sentence_end = cue.sent.end
    end = speaker_head.right_edge.i + 1
    if end >= sentence_end - 2:  # the parse leaves no words for the content
        end = speaker_head.i + 1
    for token in cue.doc[end:sentence_end]:
        if token.text in (",", '"'):
            following = cue.doc[token.i + 1 : min(token.i + _VERB_WINDOW, sentence_end)]
            if any(is_finite(word) for word in following):
                return token.i + (token.text == ",")
    return end


def _find_clause_start(cue: Token, sentence: Span) -> int:
    """Return where the content before a trailing "according to" starts: with its own clause."""
    verb = cue.head
    if verb.pos_ in ("VERB", "AUX") and verb.dep_ == "conj" and verb.i < cue.i:
        start = verb.left_edge.i
        has_subject = any(child.dep_ == "nsubj" for child in verb.children)
        if start - sentence.start > _CLAUSE_DISTANCE and has_subject:
            return start
    return sentence.start


def _is_name(words: list[Token]) -> bool:
    """Return whether a few words name somebody: no verb, and a name or a plural at the end."""
    if not 1 <= len(words) <= _MAX_NAME_WORDS or any(is_finite(word) for word in words):
        return False
    if any(word.pos_ not in ("PROPN", "NOUN", "ADJ", "ADP", "PART", "DET") for word in words):
        return False
    last = words[-1]
    if last.lemma_.lower() in listed_words("label"):  # "Photos:", "Read more:"
        return False
    return last.pos_ == "PROPN" or bool(last.ent_type_) or last.tag_ == "NNS"
