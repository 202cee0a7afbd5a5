"""Descriptions: whom 'the NSC official', 'a top U.S. official' or 'the airline' means.

A definite description goes to the person or organisation whose title, apposition or name fits it;
an indefinite one in the opening of an article to the first person introduced right after it with
a title, as news leads do. A spokesperson without a name stands for the organisation, a statement
for who spoke last. What fits nobody is left as the words of the description.
"""

from spacy.tokens import Token

from analysis.entity_types import FIGURE_KINDS, GPE, LANGUAGE, ORG, PERSON, Trait, labels_with
from analysis.nlp.coref.antecedents import organisation_meant, person_meant
from analysis.nlp.coref.discourse_state import NOBODY, DiscourseState, Speaker
from analysis.nlp.entities import person_names
from analysis.nlp.entities.person_name_matching import is_compatible
from analysis.nlp.entities.person_roles import get_content_words, get_role_phrase, join_tokens
from analysis.nlp.lexicon import nouns, words

#: 'The statement' is the last speaker's for so many sentences.
_STATEMENT_REACH = 2
#: Labels of figures and languages, which cannot speak.
_FIGURES = frozenset((*FIGURE_KINDS, LANGUAGE))
#: Labels of entities that can issue a statement.
_AUTHORS = frozenset(labels_with(Trait.AUTHOR))


def described_by(scene: DiscourseState, head: Token) -> Speaker:
    """Return whom the noun phrase of ``head`` describes: an entity, or just its words."""
    lemma = head.lemma_.lower()
    noun = nouns().get(lemma)
    phrase = join_tokens(get_role_phrase(head))
    definite = head.left_edge.lower_ in ("the", "this", "that")
    shown = Speaker(without_article(phrase), "", "description")
    if head.ent_type_ in _FIGURES:
        return NOBODY
    if head.tag_ in ("NNS", "NNPS") and (noun is None or head.lower_ != lemma):
        return shown
    if head.pos_ == "PROPN" and noun is None:
        return _unlabelled(scene, head)
    if noun is None:
        if definite and lemma in words("document") and len(get_content_words(phrase)) == 1:
            return _author(scene, head)
        return shown if len(get_content_words(phrase)) > 1 and not definite else NOBODY
    key = ""
    if noun.kind == "person":
        key = person_meant(scene, head, definite)
        if not key and lemma in words("spokesperson"):
            return _spoken_for(scene, head) or shown
    elif noun.kind == "organisation" and (definite or head.tag_ == "NNS"):
        key = organisation_meant(scene, head, definite)
    if key:
        return scene.speaker(key, "description")
    if definite:
        return scene.described.get(lemma, shown)
    scene.described[lemma] = shown
    return shown


def without_article(phrase: str) -> str:
    """Return a phrase without the article in front of it."""
    first, _, rest = phrase.partition(" ")
    return rest if first.lower() in ("the", "a", "an") and rest else phrase


def _unlabelled(scene: DiscourseState, head: Token) -> Speaker:
    """A proper noun the model gave no label: a known person's, or the name as it stands."""
    doc, start = scene.doc, head.i
    while start > head.left_edge.i and doc[start - 1].pos_ == "PROPN":
        start -= 1
    name = person_names.strip_title(doc[start : head.i + 1].text)
    fitting = [
        key
        for key, entity in scene.entities.items()
        if entity.label == PERSON and is_compatible(name, entity.name)
    ]
    if len(fitting) == 1:
        return scene.speaker(fitting[0], "named")
    described = any(token.lower_ in nouns() for token in doc[head.left_edge.i : head.i])
    if described and len(name.split()) > 2:
        name = " ".join(name.split()[-2:])
    return Speaker(without_article(name), "", "named")


def _author(scene: DiscourseState, head: Token) -> Speaker:
    """Whose 'the statement' is: the last speaker's."""
    near = scene.sentence_of(head) - scene.focus_sentence <= _STATEMENT_REACH
    if near and scene.label(scene.focus) in _AUTHORS:
        return scene.speaker(scene.focus.key, "description")
    return NOBODY


def _spoken_for(scene: DiscourseState, head: Token) -> Speaker | None:
    """'a spokesman for the ministry', 'an Equifax spokesperson': the organisation."""
    end = head.right_edge.idx + len(head.right_edge)
    for name in scene.names_in(head.left_edge.idx, end):
        if name.label == ORG and name.end <= end:
            return scene.speaker(name.key, "description")
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in ("for", "of", "from"):
            for noun in child.children:
                own = scene.name_at(noun.idx)
                if own is not None and own.label in (ORG, GPE):
                    return scene.speaker(own.key, "description")
                return _called(scene, without_article(join_tokens(get_role_phrase(noun))))
    named = [child for child in head.lefts if child.dep_ == "compound" and child.pos_ == "PROPN"]
    return _called(scene, join_tokens(named)) if named else None


def _called(scene: DiscourseState, name: str) -> Speaker:
    """The entity of a name the model missed here, or the name as it stands."""
    for key, entity in scene.entities.items():
        if name in entity.forms:
            return scene.speaker(key, "description")
    return Speaker(name, "", "description")
