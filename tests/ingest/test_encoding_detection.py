"""Detection of encodings from where letters and punctuation marks appear."""

import pytest

from analysis.ingest.encoding_detection import can_decode, guess_encoding, misplaced_share


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("plain", 0.0),
        ("“We agree,” she said.", 0.0),
        ("ÒWe agree,Ó she said.", 1.0),  # two capitals, and a letter after a comma
        ("a“b", 1.0),
        ("the ’90s", 1.0),
        ("it’s", 0.0),
        ("José ÉCOLE Élan", 0.0),
        ("josÉ", 1.0),
        ("ÉÈÀ", 1.0),  # no ASCII letter among three
        ("ÉÈ", 0.0),
        ("Москва", 0.0),
        ("Мoscow", 1.0),  # two scripts
        ("20°C", 1.0),
        ("20° C", 0.0),
        ("soft\xadhyphen", 0.0),
        ("\x93We\x94", 1.0),
        ("¿Qué?", 0.0),
        ("Qué¿ no", 0.5),
        ("— and", 0.0),
    ],
)
def test_the_share_of_misplaced_characters(text: str, share: float) -> None:
    assert misplaced_share(text) == pytest.approx(share, abs=0.01)


@pytest.mark.parametrize(("misplaced", "encoding"), [(1, "cp1252"), (2, "mac_roman")])
def test_the_usual_encoding_is_kept_up_to_a_share_of_misplaced_characters(
    misplaced: int, encoding: str
) -> None:
    # Bytes that are a letter in the wrong place as cp1252, and a quotation mark as mac_roman.
    text = "é " * (5 - misplaced) + "word,\xd3 " * misplaced
    data = ("word " * 20 + text).encode("cp1252")
    assert guess_encoding(data) == encoding


def test_a_codec_decodes_all_bytes_or_none() -> None:
    assert can_decode(b"caf\xe9", "cp1252")
    assert not can_decode(b"caf\xe9", "utf-8")
    assert not can_decode(b"cafe", "no codec")


def test_an_encoding_that_gives_the_same_text_as_the_usual_one_is_the_usual_one() -> None:
    data = "Zeitung;Titel\nSüddeutsche;Müller räumt ein;Köln;Ärger;größer".encode("cp1252")
    assert data.decode("cp1250") == data.decode("cp1252")
    assert guess_encoding(data) == "cp1252"
