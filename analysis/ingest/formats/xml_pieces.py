"""XML that is read piece by piece, in little memory whatever is in it."""

from collections.abc import Iterator
from typing import IO, Protocol
from xml.parsers import expat

#: Bytes that are read at once.
_PIECE_BYTES = 1 << 18
#: Elements inside each other: a workbook has about ten; each that is open takes memory (judgement).
MOST_OPEN_ELEMENTS = 64
#: Bytes of one tag with its attributes: the parser holds it whole (judgement).
MOST_TAG_BYTES = 1 << 20


class ElementHandler(Protocol):
    """What is called for the elements of XML; names come without the prefix of a namespace."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note that an element begins."""

    def end(self, name: str) -> None:
        """Note that an element ends."""

    def add_text(self, text: str) -> None:
        """Add a piece of text."""


class XmlError(ValueError):
    """XML that is broken, or no XML that an ordinary program writes."""


def read_xml(stream: IO[bytes], handler: ElementHandler) -> Iterator[None]:
    """Call a handler for the elements of a stream; yield after each piece.

    Raises:
        XmlError: It is no XML, declares entities, or would take much memory.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    n_open = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal n_open
        n_open += 1
        if n_open > MOST_OPEN_ELEMENTS:
            raise XmlError("elements are nested too deep")
        handler.start(name.rpartition(":")[2], attributes)

    def end(name: str) -> None:
        nonlocal n_open
        n_open -= 1
        handler.end(name.rpartition(":")[2])

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.add_text
    parser.StartDoctypeDeclHandler = _refuse_declaration
    n_bytes = 0
    try:
        while piece := stream.read(_PIECE_BYTES):
            parser.Parse(piece, False)  # noqa: FBT003 - expat has no keyword for it
            n_bytes += len(piece)
            if n_bytes - parser.CurrentByteIndex > MOST_TAG_BYTES:
                raise XmlError("a tag is too long")
            yield
        parser.Parse(b"", True)  # noqa: FBT003
        yield
    except expat.ExpatError as error:
        raise XmlError(str(error)) from error


def _refuse_declaration(*_: object) -> None:
    raise XmlError("it declares entities")
