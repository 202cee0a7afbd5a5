"""The named mentions of an article.

The model's entities are the start, repaired where the text proves them wrong: possessives and
articles are removed, a span never crosses a line, a demonym or an abbreviation that the model
missed is found in the table of countries, a surname that a fuller name introduces is a person
whatever its label, and further uses of a name are found where the model missed them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from analysis.entity_types import FAC, GPE, NORP, ORG, PERSON, Trait, labels_with
from analysis.nlp.entities import organisation_names, person_names
from analysis.nlp.entities.chapters import join_chapters
from analysis.nlp.entities.common_words import drop_common_words
from analysis.nlp.entities.divided_names import join_divided_names
from analysis.nlp.entities.entity_trimming import is_role, is_title
from analysis.nlp.entities.entity_type_repair import drop_titles, repair_entity_types
from analysis.nlp.entities.explained_acronyms import add_explained_acronyms
from analysis.nlp.entities.first_uses import complete_first_uses
from analysis.nlp.entities.joined_names import split_joined_names
from analysis.nlp.entities.known_names import KnownNames
from analysis.nlp.entities.listed_forms import (
    complete_listed_names,
    drop_unexplained_short_forms,
)
from analysis.nlp.entities.name_spans import (
    Name,
    find_country_beginnings,
    find_country_names,
    find_model_names,
    find_possible_country,
)
from analysis.nlp.entities.nickname_names import join_nicknamed
from analysis.nlp.entities.no_persons import drop_no_persons
from analysis.nlp.entities.particle_names import join_particle_names
from analysis.nlp.entities.person_mending import mend_person_names
from analysis.nlp.entities.single_names import settle_single_names
from analysis.nlp.entities.speaking_persons import find_speaking_persons
from analysis.nlp.entities.swallowed_words import drop_swallowed_words
from analysis.nlp.entities.unfinished_bodies import complete_bodies
from analysis.nlp.lexicon import nouns, words
from analysis.nlp.span_index import HasSpan, SpanIndex
from analysis.nlp.text_positions import index_blocks
from analysis.nlp.token_ids import find_tokens

#: Labels of names that can come before 'administration'.
_LEADERS = frozenset(labels_with(Trait.LED_BY))
#: Labels of names that can come before 'Police'.
_POLICED = frozenset((GPE, ORG, FAC))
#: Labels of names that are searched for where the model missed them.
_SEARCHED_LABELS = frozenset(labels_with(Trait.SEARCHED))
#: Kinds of block whose capital letters do not mark names, and whose names the text explains.
TITLE_KINDS = frozenset(("headline", "subhead"))
#: Minimum length of a surname that is searched for; shorter ones ('Ng', 'Li') are too often other
#: words (judgement).
_MIN_SURNAME_LENGTH = 3
#: Minimum number of times that a word names a person in an article for a subject of that form to be
#: the person whatever its part of speech (judgement).
_MIN_USES_AS_NAME = 3
#: Number of letters of initials that stand for a given name: 'TJ' (judgement).
_INITIALS = 2
#: Number of tokens in an institution after its leader: 'Weber White House'.
_LED_INSTITUTION_TOKENS = 3
#: Maximum number of tokens of what a body is for, with "for": 'Center for Public Health'.
_MAX_PURPOSE = 5


def find_names(doc: Doc, blocks: SpanIndex[HasSpan]) -> list[Name]:
    """Return the named mentions inside ``blocks``, in order, without overlap, not yet linked."""
    model_names = join_particle_names(list(complete_bodies(find_model_names(doc, blocks))))
    model_names = join_divided_names(model_names)
    model_names = join_nicknamed(doc, blocks, model_names)
    model_names = list(mend_person_names(list(drop_swallowed_words(model_names))))
    model_names = list(join_chapters(model_names))
    surnames = {name.text.split()[-1] for name in model_names if name.label == PERSON}
    proper_names = (name for name in model_names if not _is_common_text(name))
    names = drop_titles(_drop_leader(name, surnames) for name in proper_names)
    beginnings = find_country_beginnings(doc)
    names += find_country_names(doc, beginnings, blocks, SpanIndex(names))
    known_names = KnownNames(names)
    names = drop_common_words(doc, [_complete_name(name, known_names) for name in names])
    names += find_speaking_persons(doc, blocks, names)
    names = [_add_article(name) for name in repair_entity_types(doc, names)]
    names = list(complete_listed_names(names))
    names = settle_single_names(doc, list(drop_no_persons(names)))
    names = drop_unexplained_short_forms(names)
    titles = index_blocks(doc, TITLE_KINDS)
    missed_uses = list(_find_missed_uses(doc, blocks, names))
    known_names = KnownNames(names)
    names += [
        use if use.start in titles else _complete_name(use, known_names) for use in missed_uses
    ]
    names = complete_first_uses(doc, blocks, names)
    names = _add_places([_extend_to_purpose(_extend_to_organisation(name)) for name in names])
    names = _drop_unconfirmed_in_titles(doc, list(split_joined_names(names)))
    # What has been dropped in a headline may have hidden a person's name or a country's.
    uses = _find_missed_uses(doc, titles, names)
    names += [use for use in uses if not _is_after_given_name(use.span)]
    names += find_country_names(doc, beginnings, blocks, SpanIndex(names))
    names = add_explained_acronyms(doc, blocks, names)
    return sorted(drop_unexplained_short_forms(names), key=lambda name: name.start)


def _drop_leader(name: Name, surnames: set[str]) -> Name:
    """Return 'the White House' for 'the Weber White House'; Weber is found by the surname.

    So too 'National Council' for 'Weber's National Council' where the article names a Weber.
    """
    span = name.span
    form = find_possible_country(span[-2:].text) if len(span) == _LED_INSTITUTION_TOKENS else None
    if form is not None and form.kind == "institution" and span[0].text.istitle():
        start = span[1].idx
        return Name(start, name.end, span.doc._.text[start : name.end], ORG, span[1:])
    if name.label != ORG or len(span) == 1 or span[0].text not in surnames:
        return name
    rest = span[1:]
    is_possessed = rest[0].tag_ == "POS" and len(rest) > 1
    rest = rest[1:] if is_possessed else rest
    text = span.doc._.text[rest.start_char : name.end]
    is_body = organisation_names.find_listed_name(text) or (
        is_possessed and organisation_names.is_generic_office(text)
    )
    return Name(rest.start_char, name.end, text, ORG, rest) if is_body else name


def _add_article(name: Name) -> Name:
    """Return the medium 'The Hill' for the surname 'Hill' after its article."""
    doc, start = name.span.doc, name.span.start
    is_medium = name.label in (ORG, PERSON) and name.text.lower() in words("medium after the")
    if not is_medium or start == 0 or doc[start - 1].text != "The":
        return name
    if name.span.root.dep_ == "compound" and name.span.root.head.i >= name.span.end:
        return name  # 'The Hill family'
    span = doc[start - 1 : name.span.end]
    return Name(span.start_char, name.end, span.text, ORG, span)


def _is_common_text(name: Name) -> bool:
    """Whether the model took words that name nothing for a name: 'Congressional', 'coin tosses'."""
    if name.text.lower() in words("no name"):
        return True
    is_in_lower_case = name.text.islower() and name.label != NORP  # peoples may be in lower case
    return is_in_lower_case and not organisation_names.find_listed_name(name.text)


def _complete_name(name: Name, known_names: KnownNames) -> Name:
    """Add the word before a name that is part of it and that the model missed.

    'Nippon' becomes 'All Nippon' where the text has 'All Nippon Airways'. A person's single name
    gets the given name before it, unless a fuller name in the article explains it, or after it, if
    it is a family name that comes first ('Xi Jinping').
    """
    doc, start = name.span.doc, name.span.start
    if name.label == PERSON and len(name.span) == 1 and (longer_span := _add_given_name(name)):
        text = doc._.text[longer_span.start_char : longer_span.end_char]
        return Name(name.start, longer_span.end_char, text, PERSON, longer_span)
    if longer_span := _add_surname(name):
        text = doc._.text[longer_span.start_char : longer_span.end_char]
        return Name(name.start, longer_span.end_char, text, PERSON, longer_span)
    before = doc[start - 1] if start else None
    if before is None or before.ent_type_ or before.tag_ not in ("NNP", "DT", "PDT"):
        return name
    if not before.text[0].isupper() or before.lower_ == "the" or find_possible_country(name.text):
        return name
    text = f"{before.text} {name.text}"
    longer = known_names.find_longer(text)
    if longer is None and not _is_given_name(before, name, known_names):
        return name
    span = doc[start - 1 : name.span.end]
    label = longer.label if longer is not None else PERSON
    return Name(span.start_char, name.end, text, label, span)


def _add_surname(name: Name) -> Span | None:
    """Return the tokens of a rare given name, which the model takes for a body, and its surname."""
    doc, end = name.span.doc, name.span.end
    if name.label != ORG or len(name.span) > 1 or end == len(doc):
        return None
    given_name, after = name.span[0], doc[end]
    is_before = given_name.dep_ == "compound" and given_name.head == after
    is_written_so = (given_name.is_title and after.is_title) or (
        given_name.is_upper and after.is_upper
    )
    if not (is_before and is_written_so) or after.tag_ != "NNP" or after.ent_type_:
        return None
    if organisation_names.find_listed_name(name.text) or is_role(after):
        return None
    is_person = person_names.is_listed_full_name(given_name.text, after.text)
    return doc[name.span.start : end + 1] if is_person else None


def _add_given_name(name: Name) -> Span | None:
    """Return the tokens of a family name that comes first and of the given name after it."""
    doc, end = name.span.doc, name.span.end
    after = doc[end] if end < len(doc) else None
    if after is None or not (after.is_title and after.tag_ == "NNP" and not after.ent_type_):
        return None
    parsed = person_names.parse_name(f"{name.text} {after.text}")
    is_first = parsed.is_full and parsed.surname == person_names.fold(name.text)
    return doc[name.span.start : end + 1] if is_first else None


def _is_given_name(before: Token, name: Name, known_names: KnownNames) -> bool:
    """Whether the word before a person's single name is the given name."""
    if name.label != PERSON or len(name.span) > 1 or before.dep_ != "compound":
        return False
    if organisation_names.find_listed_name(name.text) or before.tag_ == "JJ":
        return False
    if is_role(before) or before.lower_.strip(".") in words("honorific"):
        return False
    if before.lower_ in nouns() and not person_names.is_given_name(before.text):
        return False  # 'Team Boon'
    is_initials = before.is_upper and len(before.text) == _INITIALS  # 'TJ Boon'
    is_written_so = before.text.istitle() or is_initials
    if before.head != name.span[0] or not is_written_so:
        return False
    # 'Ivana Boon' where the article has 'Ada Boon' in full
    return not known_names.is_explained(name.text) or person_names.is_given_name(before.text)


def _find_missed_uses(doc: Doc, blocks: SpanIndex[HasSpan], names: list[Name]) -> Iterator[Name]:
    """Yield the uses of a name, or of a person's surname alone, that the model missed.

    A use begins with a proper noun, or is a subject or the first word of a sentence that the model
    takes for another word ('Trump'), and is no part of a longer name.
    """
    labels = _collect_searched_names(names)
    n_uses = Counter(name.text for name in names if name.label == PERSON)
    by_first_word: dict[int, list[str]] = defaultdict(list)
    for name_text in sorted(labels, key=lambda name_text: -len(name_text.split())):
        by_first_word[doc.vocab.strings[name_text.split()[0]]].append(name_text)
    text, last_end, name_index = doc._.text, 0, SpanIndex(names)
    for position in find_tokens(doc, "ORTH", by_first_word):
        token = doc[position]
        start = token.idx
        is_prominent = token.dep_ == "nsubj" or bool(token.is_sent_start)
        is_known = is_prominent and n_uses[token.text] >= _MIN_USES_AS_NAME
        is_name = token.pos_ == "PROPN" or is_known or _is_in_brackets(token)
        is_surname = token.is_title and labels.get(token.text) == PERSON
        is_name |= is_surname and token.dep_ == "nsubj" and _is_said(token.head)
        if start < last_end or not is_name or start not in blocks:
            continue
        for name_text in by_first_word[token.orth]:
            end = start + len(name_text)
            if text[start:end] != name_text or name_index.has_overlap(start, end):
                continue
            if is_title(token) and name_index.has_overlap(end + 1, end + 2):
                continue  # 'Judge Boon' is not Mark Judge
            span = doc.char_span(start, end)
            label = labels[name_text]
            if span is not None and (label == PERSON or not _is_part_of_name(span)):
                yield Name(start, end, name_text, label, span)
                last_end = end
                break


def _is_said(verb: Token) -> bool:
    return verb.lower_ in words("attributing")


def _is_in_brackets(token: Token) -> bool:
    """Whether a quotation has a word instead of a pronoun: 'I told [Boon] so'."""
    is_last = token.i + 1 == len(token.doc)
    return token.i > 0 and not is_last and token.nbor(-1).text == "[" and token.nbor().text == "]"


def _collect_searched_names(names: list[Name]) -> dict[str, str]:
    """Return the names, and the surnames of persons, to search for, with their labels."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        # 'Google', and '3M', whose only letter is a capital.
        is_capitalised = name.text[0].isupper() or name.text.isupper()
        if name.label in _SEARCHED_LABELS and is_capitalised:
            votes[name.text][name.label] += 1
        if name.label == PERSON and (surname := _find_searched_surname(name.text)):
            votes[surname][PERSON] += 1
    return {name_text: counts.most_common(1)[0][0] for name_text, counts in votes.items()}


def _find_searched_surname(full_name: str) -> str:
    """Return the last word of a person's full name if it is the surname and nothing else."""
    parsed = person_names.parse_name(full_name)
    last = full_name.rsplit(maxsplit=1)[-1]
    if not parsed.is_full or len(last) < _MIN_SURNAME_LENGTH:
        return ""
    is_surname = person_names.fold(last) == parsed.surname
    return last if is_surname and not _is_listed(last) else ""


def _is_listed(word: str) -> bool:
    """Whether a word names an organisation or a country by itself: 'House' is nobody's surname."""
    is_organisation = bool(organisation_names.find_listed_name(word))
    return is_organisation or find_possible_country(word) is not None


def _is_part_of_name(span: Span) -> bool:
    """Whether a name is a part of a longer one: 'Google' in 'Google Science Fair'."""
    last = span[-1]
    return last.dep_ == "compound" and last.head.pos_ == "PROPN" and last.head.i > last.i


def _is_after_given_name(span: Span) -> bool:
    """Whether a word before a name belongs to it: 'Boon' of 'Ada Boon' where Ada is unknown."""
    first = span[0]
    return first.i > 0 and first.nbor(-1).dep_ == "compound" and first.nbor(-1).head.i >= first.i


def _extend_to_organisation(name: Name) -> Name:
    """Return 'Trump administration' for 'Trump' before that noun: it is not the person.

    So too 'Leeds Police' for 'Leeds', and 'Boon Transport police' for a body of several words.
    """
    span = name.span
    if span.end >= len(span.doc):
        return name
    noun = span.doc[span.end]
    is_led = name.label in _LEADERS and noun.lower_ in words("led by a person")
    if not (is_led and noun.tag_ in ("NN", "NNP")) and not _is_of_police(name, noun):
        return name
    longer = span.doc[span.start : span.end + 1]
    text = span.doc._.text[name.start : longer.end_char]
    return Name(name.start, longer.end_char, text, ORG, longer)


def _is_of_police(name: Name, noun: Token) -> bool:
    form = find_possible_country(name.text)
    is_town = form is None or form.kind == "capital"
    if name.label not in _POLICED or not is_town or name.text.lower() in words("media name"):
        return False  # 'Picture: BBC Police have …'
    is_body = name.label == ORG and len(name.span) > 1 and name.span.root.head == noun
    is_other_body = is_body and not organisation_names.find_listed_name(name.text)
    return noun.text == "Police" or (noun.text == "police" and is_other_body)


def _extend_to_purpose(name: Name) -> Name:
    """Return 'Boon Center for Justice' where the model has 'Boon Center' alone."""
    doc, end = name.span.doc, name.span.end
    is_body = name.label in (ORG, FAC) and name.span[-1].lower_ in words("has a purpose")
    if not is_body or end + 1 >= len(doc) or doc[end].lower_ != "for":
        return name
    last = end + 1
    while last < min(len(doc), end + _MAX_PURPOSE) and doc[last].tag_ in ("NNP", "NNPS"):
        last += 1
    if last == end + 1 or any(token.ent_type_ == PERSON for token in doc[end + 1 : last]):
        return name
    longer = doc[name.span.start : last]
    text = doc._.text[name.start : longer.end_char]
    return Name(name.start, longer.end_char, text, ORG, longer)


def _add_places(names: list[Name]) -> list[Name]:
    """Return the names; 'the ACLU of Iowa' is one, for a chapter is not the whole body.

    A country after 'of' is no part of the name, since it is counted as the country.
    """
    places = {
        name.span.start: name
        for name in names
        if name.label == GPE and find_possible_country(name.text) is None
    }
    extended: list[Name] = []
    joined: set[int] = set()
    for name in names:
        doc, end = name.span.doc, name.span.end
        place = places.get(end + 1)
        if name.label != ORG or place is None or doc[end].lower_ != "of":
            extended.append(name)
            continue
        joined.add(place.start)
        text = doc._.text[name.start : place.end]
        span = doc[name.span.start : place.span.end]
        extended.append(Name(name.start, place.end, text, ORG, span))
    return [name for name in extended if name.start not in joined]


def _drop_unconfirmed_in_titles(doc: Doc, names: list[Name]) -> list[Name]:
    """Drop names in headlines and subheads whose words are in no name of the text.

    There capital letters do not mark names. Names of countries stay, and all names stay where the
    text has none.
    """
    titles = index_blocks(doc, TITLE_KINDS)
    confirmed_words = {
        word
        for name in names
        if name.start not in titles
        for word in person_names.fold(name.text).split()
    }
    if not confirmed_words:
        return names
    return [
        name
        for name in names
        if name.start not in titles
        or find_possible_country(name.text, name.label) is not None
        or confirmed_words.issuperset(person_names.fold(name.text).split())
    ]
