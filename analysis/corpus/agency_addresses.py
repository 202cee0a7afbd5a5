"""Which news agency the address of an article names: ``/wires/ap/``, ``/aponline/``."""

from functools import cache
from urllib.parse import urlsplit

from analysis.word_lists import read_mapping

#: Spellings of an agency in credits, by the name that its addresses give.
_SAME_AGENCY = {"associated press": "ap", "the associated press": "ap", "press association": "pa"}


def find_agency(address: str) -> str:
    """Return the agency that the address of an article names, or an empty string.

    The words of the last part of the path, which come from the headline, do not count.
    """
    try:
        split = urlsplit(address.lower())
        domain = (split.hostname or "").split(".")
    except ValueError:  # an address with a broken host
        return ""
    folders = split.path.strip("/").split("/")[:-1]
    runs = ["/".join(folders[start : start + 2]) for start in range(len(folders))]
    domains = [".".join(domain[start:]) for start in range(len(domain))]
    names = _read_parts()
    return next((names[part] for part in (*runs, *folders, *domains) if part in names), "")


def is_same_agency(name: str, other: str) -> bool:
    """Return whether two credits name one agency."""
    first, second = (_SAME_AGENCY.get(text.lower(), text.lower()) for text in (name, other))
    return first == second


@cache
def _read_parts() -> dict[str, str]:
    return read_mapping("corpus", "agency_addresses.csv", "part", "agency")
