import pytest

from analysis.nlp.entities.organisation_index import OrganisationIndex


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("NSC", "National Security Council"),
        ("the N.S.C.", "National Security Council"),
        ("Times", "The Straits Times"),
        ("The Times", "Straits Times"),
        ("Yonhap", "Yonhap News Agency"),
        ("Department of Justice", "Justice Department"),
        ("Acme Inc.", "Acme"),
    ],
)
def test_names_of_one_organisation_are_candidates(short, full):
    index = OrganisationIndex()
    index.add("Harbour Mill Works", "other")
    index.add(full, "full")
    assert index.find_candidates(short) == ["full"]


def test_candidates_come_in_the_order_in_which_they_were_added():
    index = OrganisationIndex()
    for name in ("Orlo Times", "Boon Times", "Orlo Mail"):
        index.add(name, name)
    assert index.find_candidates("Orlo") == ["Orlo Times", "Orlo Mail"]
    assert index.find_candidates("Times") == ["Orlo Times", "Boon Times"]
    assert "Orlo Mail" in index
    assert "Orlo" not in index
