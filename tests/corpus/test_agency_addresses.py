import pytest

from analysis.corpus.agency_addresses import find_agency, is_same_agency


@pytest.mark.parametrize(
    ("address", "agency"),
    [
        ("https://www.ledger.example/wires/ap/article-1/Ferry-sinks.html", "AP"),
        ("https://ledger.example/aponline/2017/12/27/us/ferry.html", "AP"),
        ("https://ledger.example/reuters/2017/ferry.html", "Reuters"),
        ("https://uk.reuters.com/article/ferry", "Reuters"),
        ("https://ledger.example/news/why-reuters", ""),
        ("https://ledger.example/news/reuters", ""),
        ("https://ledger.example/apples/reuters-shares/ferry", ""),
        ("https://notreuters.com/article/ferry", ""),
        ("https://[broken/wires/ap/ferry", ""),
        ("", ""),
    ],
)
def test_the_agency_is_read_from_whole_parts_of_an_address(address, agency):
    assert find_agency(address) == agency


def test_an_agency_has_one_name_or_several():
    assert is_same_agency("The Associated Press", "AP")
    assert not is_same_agency("AP", "AFP")
