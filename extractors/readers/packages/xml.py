"""XML parts of office packages, parsed without entities, network or document types.

Enter: bytes of one part. Leave: its root element, without comments and processing
instructions. Any document type is refused before the parser sees it, which ends entity bombs
and external entities alike. Names of the strict standard become those of the transitional
one, which every program writes, so that the readers know one set of names.
"""

from __future__ import annotations

import re

from lxml import etree

from extractors.errors import LimitReached, Unreadable
from extractors.limits import LIMITS

Element = etree._Element

DOCTYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
WIDE_ENCODINGS = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")

# ISO 29500-1 (strict) and 29500-4 (transitional) differ in the names of their vocabularies.
STRICT = b"http://purl.oclc.org/ooxml/"
STRICT_NAME = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/([\w/]+)")


def parse_part(data: bytes, name: str) -> Element:
    """The root element of an XML part.

    Args:
        data: The part's bytes.
        name: The file's name, for the error.

    Raises:
        Unreadable: not well-formed, or it carries a document type.
        LimitReached: larger than a part may be.
    """
    if len(data) > LIMITS.xml_part_bytes:
        raise LimitReached(name, "limit_size", "XML part")
    refuse_doctype(data, name)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(transitional(data), parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise LimitReached(name, "limit_size", "XML depth") from error
        raise Unreadable(name, "damaged", "XML is not well-formed") from error
    except ValueError as error:  # an encoding the parser does not know
        raise Unreadable(name, "damaged", "XML encoding") from error


def transitional(data: bytes) -> bytes:
    """The part with strict names replaced; the same bytes where it has none.

    Example:
        >>> transitional(b'"http://purl.oclc.org/ooxml/wordprocessingml/main"')
        b'"http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    """
    if STRICT not in data:
        return data
    return STRICT_NAME.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", data)


def refuse_doctype(data: bytes, name: str) -> None:
    """Office programs never write a document type; attackers do.

    Raises:
        Unreadable: the part carries one.
    """
    text = _as_ascii(data)
    if b"<!" in text and DOCTYPE.search(text):
        raise Unreadable(name, "damaged", "document type in an XML part")


def _as_ascii(data: bytes) -> bytes:
    """Two-byte encodings hide a document type behind zero bytes."""
    return data.replace(b"\x00", b"") if data[:2] in WIDE_ENCODINGS else data
