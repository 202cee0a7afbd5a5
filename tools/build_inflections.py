"""Build the list of dictionary forms that the search by inflections uses.

    python -m tools.build_inflections

Writes ``analysis/corpus/data/inflections.csv.gz`` from the lemmatizer of the installed pipeline:
its nouns, verbs and adjectives, and their irregular forms. ``inflection_rules.csv`` beside it holds
the rules of the same lemmatizer.
"""

import csv
import gzip
import io
from collections import defaultdict
from pathlib import Path
from typing import Any

import spacy

from analysis.corpus.inflections import INFLECTED
from analysis.settings import Settings

DATA = Path(__file__).parents[1] / "analysis" / "corpus" / "data"
#: First line of the file.
_ORIGIN = (
    "Nouns, verbs and adjectives with their irregular forms: lemmatizer of spaCy's {model} (MIT), "
    "from WordNet 3.0 (WordNet License). Changed: words of plain letters only, sorted."
)
#: Names of parts of speech that the lemmatizer abbreviates.
_NAMES = {"adjective": "adj"}


def main() -> None:
    """Write the file."""
    model = Settings.from_environment().model
    component: Any = spacy.load(model).get_pipe("lemmatizer")
    words, exceptions = (component.lookups.get_table(f"lemma_{name}") for name in ("index", "exc"))
    forms: dict[tuple[str, str], set[str]] = defaultdict(set)
    for pos in INFLECTED:
        name = _NAMES.get(pos, pos)
        for word in filter(_is_plain, words[name]):
            forms[pos, word] |= set()
        for form, lemmas in exceptions[name].items():
            if lemmas and form != lemmas[0] and _is_plain(form) and _is_plain(lemmas[0]):
                forms[pos, lemmas[0]].add(form)
    content = io.StringIO()
    content.write(f"# {_ORIGIN.format(model=model)}\n")
    table = csv.writer(content, lineterminator="\n")
    table.writerow(["pos", "lemma", "irregular"])
    table.writerows([pos, word, " ".join(sorted(forms[pos, word]))] for pos, word in sorted(forms))
    packed = gzip.compress(content.getvalue().encode(), compresslevel=9, mtime=0)
    (DATA / "inflections.csv.gz").write_bytes(packed)


def _is_plain(word: str) -> bool:
    return word.isascii() and word.isalpha()


if __name__ == "__main__":
    main()
