"""XML in pieces: what it calls, and what it refuses."""

import io

import pytest

from analysis.ingest.formats import xml_pieces
from analysis.ingest.formats.xml_pieces import MOST_OPEN_ELEMENTS, XmlError, read_xml


class Log:
    """Notes what is called."""

    def __init__(self):
        self.calls = []

    def start(self, name, attributes):
        self.calls.append((name, attributes))

    def end(self, name):
        self.calls.append(name)

    def add_text(self, text):
        self.calls.append(text)


def calls_of(xml: str) -> list[object]:
    log = Log()
    for _ in read_xml(io.BytesIO(xml.encode()), log):
        pass
    return log.calls


def test_elements_come_without_prefix_and_text_as_it_is():
    xml = '<x:a xmlns:x="u" x:b="1"> &lt;é</x:a>'
    assert calls_of(xml) == [("a", {"xmlns:x": "u", "x:b": "1"}), " <é", "a"]


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE a [<!ENTITY b "long">]><a>&b;</a>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>',
    ],
    ids=["inside", "outside"],
)
def test_entities_are_refused(xml):
    with pytest.raises(XmlError, match="declares entities"):
        calls_of(xml)


@pytest.mark.parametrize("xml", ["", "text", "<a>", "<a></b>"])
def test_broken_xml_is_named(xml):
    with pytest.raises(XmlError):
        calls_of(xml)


@pytest.mark.parametrize(
    ("depth", "is_read"), [(MOST_OPEN_ELEMENTS, True), (MOST_OPEN_ELEMENTS + 1, False)]
)
def test_elements_may_be_nested_as_deep_as_the_limit(depth, is_read):
    xml = "<a>" * depth + "</a>" * depth
    if is_read:
        assert calls_of(xml)[-1] == "a"
    else:
        with pytest.raises(XmlError, match="too deep"):
            calls_of(xml)


@pytest.mark.parametrize(("n_bytes", "is_read"), [(96, True), (97, False)])
def test_the_begin_of_a_tag_may_be_as_long_as_the_limit(monkeypatch, n_bytes, is_read):
    monkeypatch.setattr(xml_pieces, "_PIECE_BYTES", 1)
    monkeypatch.setattr(xml_pieces, "MOST_TAG_BYTES", 96)
    xml = '<a b="'.ljust(n_bytes - 2, "c") + '"/>'
    if is_read:
        assert calls_of(xml)
    else:
        with pytest.raises(XmlError, match="tag is too long"):
            calls_of(xml)
