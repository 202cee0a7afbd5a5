"""Descriptions: whom 'the NSC official', 'a top U.S. official' or 'the airline' means.

A definite description goes to a person whose title or apposition fits its head and its names; an
indefinite one in the opening of an article to the first person introduced right after it with a
title, as news leads do. A spokesperson without a name stands for the organisation. What fits
nobody is left as the words of the description.
"""

from spacy.tokens import Token

from analysis.annotate import names
from analysis.annotate.lexicon import nouns, words
from analysis.annotate.roles import content_words, fit, phrase_of, written
from analysis.annotate.scene import NOBODY, Scene, Speaker, Use

#: How far back, in sentences, a description looks for its antecedent, and how far ahead.
_REACH, _AHEAD = 12, 2
#: An indefinite description is looked up ahead within so many sentences of the opening.
_OPENING = 4
#: The last speaker can be meant by a description that tells nothing for so many sentences.
_FOCUS_REACH = 2


def described_by(scene: Scene, head: Token) -> Speaker:
    """Return whom the noun phrase of ``head`` describes: an entity, or just its words."""
    lemma = head.lemma_.lower()
    noun = nouns().get(lemma)
    phrase = written(phrase_of(head))
    definite = head.left_edge.lower_ in ("the", "this", "that")
    shown = Speaker(without_article(phrase), "", "description")
    if head.tag_ in ("NNS", "NNPS"):
        return shown
    if head.pos_ == "PROPN" and noun is None:
        return _unlabelled(scene, head)
    if noun is None:
        return shown if len(content_words(phrase)) > 1 and not definite else NOBODY
    if noun.kind == "person":
        key = _person(scene, head, noun.gender, definite)
        if key:
            return scene.speaker(key, "description")
        if lemma in words("spokesperson") and (body := _spoken_for(scene, head)) is not None:
            return body
    elif definite and noun.kind == "organisation":
        key = _organisation(scene, head)
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


def _unlabelled(scene: Scene, head: Token) -> Speaker:
    """A proper noun the model gave no label: a known person's, or the name as it stands."""
    doc, start = scene.doc, head.i
    while start > head.left_edge.i and doc[start - 1].pos_ == "PROPN":
        start -= 1
    name = names.bare(doc[start : head.i + 1].text)
    fitting = [
        key
        for key, entity in scene.entities.items()
        if entity.label == "PERSON" and names.compatible(name, entity.name)
    ]
    if len(fitting) == 1:
        return scene.speaker(fitting[0], "named")
    described = any(token.lower_ in nouns() for token in doc[head.left_edge.i : head.i])
    if described and len(name.split()) > 2:
        name = " ".join(name.split()[-2:])
    return Speaker(without_article(name), "", "named")


def _person(scene: Scene, head: Token, gender: str, definite: bool) -> str:
    """The key of the person a description means; empty when it fits none."""
    here = scene.sentence_of(head)
    phrase = phrase_of(head)
    wanted = content_words(written(phrase))
    countries = _countries(scene, phrase)
    noun = head.lemma_.lower()
    best, best_score = "", 0.0
    for use in scene.uses:
        key = use.name.key
        if use.name.label != "PERSON" or (gender and not scene.may_be(key, gender)):
            continue
        if not _in_reach(scene, use, head, definite):
            continue
        likeness = fit(noun, wanted, countries, scene.entities[key])
        ahead, in_focus = use.token > head.i, scene.focus.key == key
        if likeness < 0 or (
            likeness == 0
            and not (ahead and noun in words("any person"))
            and not (in_focus and here - scene.focus_sentence <= _FOCUS_REACH)
        ):
            continue
        distance = abs(use.sentence - here)
        score = likeness + 1 / (1 + distance) + 0.5 * use.subject + 0.8 * in_focus
        if score > best_score:
            best, best_score = key, score
    return best


def _in_reach(scene: Scene, use: Use, head: Token, definite: bool) -> bool:
    """Whether a description may mean a name at its distance, before or after it."""
    here = scene.sentence_of(head)
    if use.token <= head.i:
        return definite and here - use.sentence <= _REACH
    return (
        not definite
        and here - scene.opening <= _OPENING
        and 0 < use.sentence - here <= _AHEAD
        and use.subject
        and use.first
        and bool(scene.entities[use.name.key].roles)
    )


def _countries(scene: Scene, phrase: list[Token]) -> set[str]:
    found = (scene.name_at(token.idx) for token in phrase)
    return {name.country.country for name in found if name is not None and name.country}


def _spoken_for(scene: Scene, head: Token) -> Speaker | None:
    """'a spokesman for the ministry', 'an Equifax spokesperson': the organisation."""
    end = head.right_edge.idx + len(head.right_edge)
    for name in scene.names_in(head.left_edge.idx, end):
        if name.label == "ORG" and name.end <= end:
            return scene.speaker(name.key, "description")
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in ("for", "of", "from"):
            for noun in child.children:
                own = scene.name_at(noun.idx)
                if own is not None and own.label in ("ORG", "GPE"):
                    return scene.speaker(own.key, "description")
                return Speaker(without_article(written(phrase_of(noun))), "", "description")
    return None


def _organisation(scene: Scene, head: Token) -> str:
    """The key of the organisation a description means; empty when there is none before it."""
    here = scene.sentence_of(head)
    noun = head.lemma_.lower()
    modifiers = content_words(written(phrase_of(head))) - {noun}
    scores: dict[str, float] = {}
    for use in scene.uses:
        if use.token >= head.i:
            break
        key = use.name.key
        parts = set(names.fold(scene.entities[key].name).split())
        if use.name.label != "ORG" or (modifiers and not modifiers & parts):
            continue
        score = 1 / (1 + here - use.sentence) + 0.6 * use.subject
        score += 1.5 * (noun in parts) + 0.8 * (key == scene.focus.key)
        scores[key] = max(scores.get(key, 0.0), score) + 0.1
    return max(scores, key=lambda key: scores[key], default="")
