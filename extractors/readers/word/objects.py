"""What drawings refer to: diagrams and charts are read, the rest is shown or listed.

Enter: a drawing's content as found. Leave: its words as blocks of the walk, or a problem with
its place. Pictures go to `pictures`; an inserted Word file is read in its place.
"""

from __future__ import annotations

import re

from extractors.errors import FileError
from extractors.model import Layer
from extractors.problems import problem
from extractors.readers.packages.office import open_office
from extractors.readers.packages.xml import Element, parse_part
from extractors.readers.packages.zipped import Budget
from extractors.readers.word.drawings import Kind
from extractors.readers.word.names import CHART, DIAGRAM, A, W
from extractors.readers.word.numbering import lists_of
from extractors.readers.word.parts import Parts, parts_of
from extractors.readers.word.styles import styles_of, without_unused
from extractors.readers.word.walk import Found, Source, Walk

NO_STORY = re.compile("^image/|styles", re.IGNORECASE).search  # by its type
WORD_TYPES = ("wordprocessingml.document", "ms-word.document")
# What a program calls itself in an embedded object, and what an official calls it.
PROGRAMS = {
    "excel": "Excel 表格",
    "et.": "WPS 表格",
    "word": "Word 文档",
    "wps.": "WPS 文档",
    "powerpoint": "演示文稿",
    "equation": "公式",
    "acro": "PDF 文件",
    "visio": "Visio 图",
    "package": "附件",
}


def source_of(parts: Parts, shaded: bool = False) -> Source:
    """A package's styles and lists.

    Raises:
        Unreadable: one of these parts is not well-formed.
    """
    styles = next(parts.of_kind(parts.main, "styles"), None)
    lists = next(parts.of_kind(parts.main, "numbering"), None)
    looks = None
    if styles is not None:
        stories = [part.data for part in parts.by_name.values() if not NO_STORY(part.content_type)]
        looks = parse_part(without_unused(styles.data, stories), parts.name)
    return Source(
        parts,
        styles_of(looks),
        lists_of(None if lists is None else parts.root(lists)),
        shaded,
    )


def show_object(walk: Walk, found: Found) -> None:
    """Read or list what a drawing holds, but for text boxes and pictures."""
    kind = found.what.kind
    if kind is Kind.WORDS:
        walk.say(found.what.text, found)
    elif kind is Kind.DIAGRAM:
        _diagram(walk, found)
    elif kind is Kind.CHART:
        _chart(walk, found)
    elif kind is Kind.OBJECT:
        _listed(walk, found, f"嵌入的{_program(found.what.text)}")
    elif kind is Kind.CONTROL:
        _listed(walk, found, "控件")


def insert_file(walk: Walk, budget: Budget, found: Found) -> None:
    """Read a Word file that Word would take into the text on opening; list others."""
    parts = found.source.parts
    part = parts.target(found.part, found.what.relation)
    if part is None or not any(kind in part.content_type for kind in WORD_TYPES):
        _listed(walk, found, "插入的文件")
        return
    try:
        inner = parts_of(open_office(part.data, walk.name, budget))
        body = inner.root(inner.main).find(W + "body")
        source = source_of(inner, shaded=True)
    except FileError:
        _listed(walk, found, "插入的文件")
        return
    if body is not None:
        walk.inserted(source, body, found.layer)


def _diagram(walk: Walk, found: Found) -> None:
    """An organisation chart or process: one block a shape, in the order they were drawn up."""
    root = _root(found)
    if root is None:
        _listed(walk, found, "图示")
        return
    for point in root.iter(DIAGRAM + "pt"):
        body = point.find(DIAGRAM + "t")
        if body is not None:
            walk.say(_lines(body), found)


def _chart(walk: Walk, found: Found) -> None:
    """Titles are read; a figure that stands in a chart alone is for a person to read off."""
    root = _root(found)
    if root is None:
        _listed(walk, found, "图表")
        return
    titles = [_lines(rich) for rich in root.iter(CHART + "rich")]
    for title in titles:
        walk.say(title, found)
    title = next((f"「{text}」" for text in titles if text.strip()), "")
    _listed(walk, found, f"图表{title}的数据")


def _root(found: Found) -> Element | None:
    part = found.source.parts.target(found.part, found.what.relation)
    return None if part is None else found.source.parts.root(part)


def _lines(body: Element) -> str:
    paragraphs = ("".join(t.text or "" for t in p.iter(A + "t")) for p in body.iter(A + "p"))
    return "\n".join(text for text in paragraphs if text.strip())


def _program(name: str) -> str:
    return next((chinese for key, chinese in PROGRAMS.items() if key in name.lower()), "对象")


def _listed(walk: Walk, found: Found, what: str) -> None:
    if found.layer is Layer.DELETED:
        return
    part = found.source.parts.target(found.part, found.what.relation)
    name = f"「{part.file}」" if part is not None and found.what.kind is Kind.OBJECT else ""
    walk.unread.append(problem("unread_part", f"{found.place} {what}{name}".strip()))
