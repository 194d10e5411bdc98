"""Word files made part by part, and short views of what was read from them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.oxml import parse_xml

from extractors.model import Document, Layer
from extractors.readers import read_bytes

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"


def packed(document: WordDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def word_bytes(*bodies: str) -> bytes:
    """A Word file whose body holds these elements."""
    document = docx.Document()
    for body in bodies:
        document.element.body.insert_element_before(parse_xml(body), "w:sectPr")
    return packed(document)


def word(*bodies: str) -> Document:
    """What is read from a Word file whose body holds these elements."""
    return read_bytes(word_bytes(*bodies), "材料.docx")


def p(runs: str, properties: str = "") -> str:
    inner = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p {W}>{inner}{runs}</w:p>"


def t(text: str, properties: str = "") -> str:
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tbl(*rows: str) -> str:
    return f"<w:tbl {W}>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def bare(body: str, **parts: str | bytes) -> bytes:
    """The smallest package: these elements in the body, and other parts of it.

    Args:
        body: What stands in w:body.
        parts: Kind of relation (styles, numbering, header, chart_2 …) and the part's content;
            its relation's id is the kind.
    """
    named = {kind: kind.partition("_")[0] for kind in parts}
    relations = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}{kind}" Target="{key}.xml"/>'
        for key, kind in named.items()
    )
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}relationships">'
        f"{relations}</Relationships>",
    }
    files |= {f"word/{key}.xml": content for key, content in parts.items()}
    return zipped(files)


def zipped(files: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


def changed(data: bytes, change: Callable[[str, bytes], bytes | None], **more: Any) -> bytes:
    """The package with its parts changed or left out, and others added."""
    files: dict[str, str | bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                files[name] = content
    return zipped(files | more)


def texts(document: Document, layer: Layer = Layer.BODY) -> list[str]:
    return [block.text for block in document.blocks if block.layer is layer]


def codes(document: Document) -> list[str]:
    return [problem.code for problem in document.problems]


def places(document: Document) -> list[str]:
    return [problem.place for problem in document.problems if problem.code == "unread_part"]


def cells(document: Document) -> list[tuple[object, ...]]:
    return [
        (a.table, a.row, a.column, a.row_span, a.column_span, block.text)
        for block in document.blocks
        if (a := block.anchor).table is not None
    ]
