"""Verbs of saying that report nothing: of things, of nobody in particular, unwilled or in question.

'His tenure suggests that it leaks', 'it is too soon to say whether it leaks', 'she declined to say
whether it leaks', 'she left without saying that it leaks', 'asked whether he says that it leaks':
nobody says so.
"""

from spacy.tokens import Token

from analysis.nlp.lexicon import group_nouns, nouns, words
from analysis.nlp.quotes.attribution_syntax import find_relative_antecedent, is_negated, is_ordering

_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
#: Endings of nouns for persons.
_PERSON_ENDINGS = ("er", "or", "ist", "ian", "ant", "ee", "man", "woman")
#: Relations of an infinitive to the word that governs it.
_GOVERNED = frozenset(("xcomp", "ccomp", "advcl"))


def is_unsaid(cue: Token, speaker_head: Token | None) -> bool:
    """Return whether a verb of saying reports nothing.

    Args:
        cue: The verb.
        speaker_head: The head of the phrase that speaks with it.
    """
    if cue.lemma_ in words("also of things") and _is_thing(cue, speaker_head):
        return True
    if speaker_head is None and (_is_impersonal(cue) or _is_order(cue)):
        return True
    return _is_unwilled(cue) or _is_left_out(cue) or _is_in_question(cue)


def _is_thing(cue: Token, speaker_head: Token | None) -> bool:
    """Return whether the subject of a verb is none that speaks: 'the murder', 'that'."""
    head = speaker_head
    if head is not None and head.lower_ in ("who", "whom"):
        return False
    if head is not None and head.lower_ in words("relative of things"):
        head = find_relative_antecedent(head)
    if head is None:
        subjects = [child for child in cue.children if child.dep_ in _SUBJECTS]
        return any(child.lower_ in words("no speaker") or child.pos_ == "DET" for child in subjects)
    # Taggers take an unknown name for a noun; a sentence may begin with one.
    is_name = head.is_title and (not head.is_sent_start or head.left_edge == head)
    if head.pos_ != "NOUN" or head.ent_type_ or is_name:
        return False
    lemma = head.lemma_.lower()
    works = words("document") | words("study") | words("speech noun") | words("work")
    is_listed = lemma in works or lemma in nouns() or lemma in group_nouns()
    # A plural may be persons that are not listed; with an owner it must end so: 'backers'.
    has_owner = any(child.dep_ == "poss" for child in head.lefts)
    is_plural = head.tag_ == "NNS" and (not has_owner or lemma.endswith(_PERSON_ENDINGS))
    return not is_listed and not is_plural


def _is_impersonal(cue: Token) -> bool:
    """Return whether an infinitive is said of nobody: 'it is too soon to say', 'not to say'."""
    if cue.tag_ != "VB" or cue.dep_ not in _GOVERNED:
        return False
    governor = cue.head
    if governor.dep_ in ("acomp", "advmod"):
        governor = governor.head
    if governor.pos_ != "AUX":
        return False
    subjects = (child for child in governor.children if child.dep_ in _SUBJECTS)
    return any(subject.lower_ in words("impersonal") for subject in subjects)


def _is_order(cue: Token) -> bool:
    """Return whether an infinitive tells somebody to do something: 'a law to order them to pay'."""
    return cue.tag_ == "VB" and is_ordering(cue)


def _is_unwilled(cue: Token) -> bool:
    """Return whether somebody does not say it: 'declined to say', 'do not want to say'."""
    governor = cue.head
    if cue.tag_ != "VB" or cue.dep_ != "xcomp" or governor.pos_ not in ("VERB", "AUX"):
        return False
    is_withheld = governor.lemma_ in words("withholding")
    return is_withheld if not is_negated(governor) else governor.lemma_ in words("wanting")


def _is_left_out(cue: Token) -> bool:
    """Return whether somebody does something else and does not say it: 'without saying that'."""
    return cue.dep_ == "pcomp" and cue.head.lower_ == "without"


def _is_in_question(cue: Token) -> bool:
    """Return whether the verb itself is in question: 'asked whether he says that it leaks'."""
    return any(child.dep_ == "mark" and child.lower_ == "whether" for child in cue.lefts)
