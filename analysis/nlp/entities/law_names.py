"""Names of laws, treaties and cases in court that the model takes for bodies or persons."""

import re
from functools import cache

from analysis.entity_types import ORG, PERSON
from analysis.nlp.entities.name_spans import Name
from analysis.nlp.entities.person_names import fold
from analysis.word_lists import read_rows

#: The end of a name of a law or treaty: 'Fair Lending Act', 'First Amendment', 'Title IX'.
_LAW = re.compile(r"\b(?:[A-Z]\w+ (?:Accord|Act|Amendment|Treaty|Trade Agreement)|Title [IVX]+)$")
#: What is between the parties of a case.
_VERSUS = frozenset(("v.", "vs."))


def is_law(name: Name) -> bool:
    """Whether a body is a law by its name, or a body or person a case in court: 'Boon v. Holt'."""
    if name.label == ORG and _LAW.search(name.text):
        return True
    return name.label in (PERSON, ORG) and any(token.lower_ in _VERSUS for token in name.span[1:-1])


@cache
def listed_laws() -> dict[str, str]:
    """Return, by each name, folded, of a well-known law, the name it is listed under."""
    rows = read_rows("nlp", "laws.csv")
    names = {fold(row["name"]): row["name"] for row in rows}
    return names | {fold(row["form"]): row["name"] for row in rows}
