"""Word files and workbooks from their XML, for what no library writes. Not a test itself."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = {
    W: "http://purl.oclc.org/ooxml/wordprocessingml/main",
    R: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    S: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "http://purl.oclc.org/ooxml/"
    "drawingml/main",
}
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "application/vnd.openxmlformats-officedocument"

# Folder or part: its content type below OFFICE, and the relationship that leads to it.
WORD_PARTS = {
    "header": ("wordprocessingml.header+xml", "header"),
    "footer": ("wordprocessingml.footer+xml", "footer"),
    "footnotes": ("wordprocessingml.footnotes+xml", "footnotes"),
    "endnotes": ("wordprocessingml.endnotes+xml", "endnotes"),
    "comments": ("wordprocessingml.comments+xml", "comments"),
    "styles": ("wordprocessingml.styles+xml", "styles"),
    "numbering": ("wordprocessingml.numbering+xml", "numbering"),
    "settings": ("wordprocessingml.settings+xml", "settings"),
    "charts/chart": ("drawingml.chart+xml", "chart"),
    "diagrams/data": ("drawingml.diagramData+xml", "diagramData"),
    "afchunk": ("wordprocessingml.document.main+xml", "aFChunk"),
    "media/": ("", "image"),
    "glossary/document": ("wordprocessingml.document.glossary+xml", "glossaryDocument"),
}


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of runs; plain text becomes a run."""
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    return (
        f"<w:r>{properties and f'<w:rPr>{properties}</w:rPr>'}"
        f'<w:t xml:space="preserve">{text}</w:t></w:r>'
    )


def tc(content: str, properties: str = "") -> str:
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    inner = "".join(cell if cell.startswith("<w:") else tc(cell) for cell in cells)
    return f"<w:tr>{properties and f'<w:trPr>{properties}</w:trPr>'}{inner}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def sdt(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def docx(body: str, parts: Mapping[str, str | bytes] | None = None, strict: bool = False) -> bytes:
    """A package of a body and parts below word/, each joined to the document by rId1, rId2 …

    A part given as text is wrapped in its root where it has none.
    """
    parts = parts or {}
    types, links = [], []
    held: dict[str, bytes] = {}
    for number, (path, content) in enumerate(parts.items(), start=1):
        kind = next((k for k in WORD_PARTS if path.startswith(k)), "")
        if kind and WORD_PARTS[kind][0]:
            types.append(
                f'<Override PartName="/word/{path}" ContentType="{OFFICE}.{WORD_PARTS[kind][0]}"/>'
            )
        relation = WORD_PARTS[kind][1] if kind else "package"
        links.append(f'<Relationship Id="rId{number}" Type="{R}/{relation}" Target="{path}"/>')
        held[f"word/{path}"] = content if isinstance(content, bytes) else content.encode()
    main = f"<w:document {SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>"
    held |= {
        "[Content_Types].xml": _types(
            types, f"{OFFICE}.wordprocessingml.document.main+xml", "word/document.xml"
        ),
        "_rels/.rels": _links(
            [f'<Relationship Id="r" Type="{R}/officeDocument" Target="word/document.xml"/>']
        ),
        "word/_rels/document.xml.rels": _links(links),
        "word/document.xml": ('<?xml version="1.0" encoding="UTF-8"?>' + main).encode(),
    }
    return packed(_strict(held) if strict else held)


def part(tag: str, inner: str) -> str:
    return f"<w:{tag} {SPACES}>{inner}</w:{tag}>"


def _types(overrides: list[str], main: str, path: str) -> bytes:
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="bin" ContentType="application/octet-stream"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Default Extension="xlsx" ContentType="{OFFICE}.spreadsheetml.sheet"/>'
        f'<Default Extension="docx" ContentType="{OFFICE}.wordprocessingml.document"/>'
        f'<Override PartName="/{path}" ContentType="{main}"/>{"".join(overrides)}</Types>'
    ).encode()


def _links(links: list[str]) -> bytes:
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(links)}</Relationships>'.encode()
    )


def _strict(held: dict[str, bytes]) -> dict[str, bytes]:
    """The package in the namespaces of ISO 29500 Strict."""
    out = {}
    for path, content in held.items():
        for loose, strict in STRICT.items():
            content = content.replace(loose.encode(), strict.encode())
        out[path] = content
    return out


def packed(held: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for path, content in held.items():
            package.writestr(zipfile.ZipInfo(path, (2022, 5, 1, 0, 0, 0)), content)
    return buffer.getvalue()


def repacked(data: bytes, changes: Mapping[str, bytes | None]) -> bytes:
    """The package with parts replaced, added or (None) left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        held = {name: package.read(name) for name in package.namelist()}
    held |= {name: content for name, content in changes.items() if content is not None}
    return packed(
        {name: c for name, c in held.items() if name not in changes or changes[name] is not None}
    )


def replaced(data: bytes, path: str, old: bytes, new: bytes) -> bytes:
    """The package with something replaced in one part, which must be there."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        content = package.read(path)
    assert old in content
    return repacked(data, {path: content.replace(old, new)})
