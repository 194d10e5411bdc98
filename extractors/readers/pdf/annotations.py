"""Fields, remarks and stamps laid over a PDF page. A page of pdfium in; what they say out.

The text layer does not hold them. Values typed into fields become glyphs where the fields
stand, so that they fall into the cell or line in which a reader sees them; free text likewise.
Remarks (notes, what is written to a highlight) are no part of the page and kept apart. Nothing
is calculated and no action runs.
"""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass, field
from typing import Any

from extractors.model import Box
from extractors.readers.layout.glyphs import Glyph
from extractors.readers.pdf.spread import spread
from extractors.readers.symbols import TICKED, UNTICKED

# A page of a form has a hundred fields; more annotations than this are not looked through.
MOST = 5_000
LONGEST = 100_000  # bytes of one value
CHINESE = re.compile(r"[\u4e00-\u9fff]")
HIDDEN, NOT_VIEWED = 2, 32  # flags of an annotation that is not shown


@dataclass(slots=True)
class Annotations:
    """What lies over a page. `files` are names of attached files; `unread` says what else."""

    glyphs: list[Glyph] = field(default_factory=list)
    hidden: list[Glyph] = field(default_factory=list)
    notes: list[tuple[str, Box]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def annotations_of(page: Any, form: Any, window: Box) -> Annotations:
    """Everything laid over a page.

    Args:
        page: pypdfium2's raw handle of the page.
        form: That of the document's form, None where it has none.
        window: What a viewer shows, in the page's coordinates (x0, low, x1, high).
    """
    import pypdfium2.raw as pdfium

    found = Annotations()
    count = pdfium.FPDFPage_GetAnnotCount(page)
    if count > MOST:
        found.unread.append("批注")
    for number in range(min(count, MOST)):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        if not annotation:
            continue
        try:
            _take(found, annotation, form, window)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return found


def _take(found: Annotations, annotation: Any, form: Any, window: Box) -> None:
    import pypdfium2.raw as pdfium

    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    if kind in (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP):
        return
    box = _box(annotation, window)
    text = _string(annotation, b"Contents")
    is_hidden = bool(pdfium.FPDFAnnot_GetFlags(annotation) & (HIDDEN | NOT_VIEWED))
    if kind == pdfium.FPDF_ANNOT_FILEATTACHMENT:
        found.files.append(_attached(annotation))
    elif kind == pdfium.FPDF_ANNOT_WIDGET:
        value = _value(annotation, form) if form is not None else _string(annotation, b"V")
        if value is None:
            found.unread.append("过长的表单域")
        else:
            (found.hidden if is_hidden else found.glyphs).extend(spread(value, box))
    elif text is None:
        found.unread.append("过长的批注")
    elif kind == pdfium.FPDF_ANNOT_FREETEXT:
        (found.hidden if is_hidden else found.glyphs).extend(spread(text, box))
    elif text.strip():
        found.notes.append((text, box))
    elif kind == pdfium.FPDF_ANNOT_STAMP and pdfium.FPDFAnnot_GetObjectCount(annotation):
        found.unread.append("图章")
    elif kind in (
        pdfium.FPDF_ANNOT_SCREEN,
        pdfium.FPDF_ANNOT_MOVIE,
        pdfium.FPDF_ANNOT_SOUND,
        pdfium.FPDF_ANNOT_RICHMEDIA,
        pdfium.FPDF_ANNOT_THREED,
    ):
        found.unread.append("音视频")


def _box(annotation: Any, window: Box) -> Box:
    import pypdfium2.raw as pdfium

    rect = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(rect))
    left, right = sorted((rect.left, rect.right))
    low, high = sorted((rect.bottom, rect.top))
    return (left - window[0], window[3] - high, right - window[0], window[3] - low)


def _value(annotation: Any, form: Any) -> str | None:
    """What a viewer shows in the field; None where it is too long to be read."""
    import pypdfium2.raw as pdfium

    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind in (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON):
        return TICKED if pdfium.FPDFAnnot_IsChecked(form, annotation) else UNTICKED
    if kind in (pdfium.FPDF_FORMFIELD_LISTBOX, pdfium.FPDF_FORMFIELD_COMBOBOX):
        count = min(pdfium.FPDFAnnot_GetOptionCount(form, annotation), MOST)
        chosen = [n for n in range(count) if pdfium.FPDFAnnot_IsOptionSelected(form, annotation, n)]
        labels = "、".join(
            _text(pdfium.FPDFAnnot_GetOptionLabel, form, annotation, number) or ""
            for number in chosen
        )
        if labels or kind == pdfium.FPDF_FORMFIELD_LISTBOX:
            return _as_chinese(labels)
    if kind in (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX):
        value = _text(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation)
        return value and _as_chinese(value)
    return ""


def _as_chinese(text: str) -> str:
    """A value that an old program wrote in GB 2312, which a PDF does not provide for.

    Letters of Latin-1 come in such pairs by chance in no language.
    """
    if text.isascii() or max(text) > "\xff":
        return text
    try:
        read = text.encode("latin-1").decode("gb2312")
    except UnicodeError:
        return text
    return read if CHINESE.search(read) else text


def _string(annotation: Any, key: bytes) -> str | None:
    import pypdfium2.raw as pdfium

    return _text(pdfium.FPDFAnnot_GetStringValue, annotation, key)


def _attached(annotation: Any) -> str:
    import pypdfium2.raw as pdfium

    attachment = pdfium.FPDFAnnot_GetFileAttachment(annotation)
    return (attachment and _text(pdfium.FPDFAttachment_GetName, attachment)) or ""


def _text(function: Any, *arguments: Any) -> str | None:
    """A string that pdfium writes in UTF-16 into a buffer of the size that it names.

    Returns:
        The string; None where it is longer than a value is read.
    """
    import pypdfium2.raw as pdfium

    size = function(*arguments, None, 0)
    if size <= 2:
        return ""
    if size > LONGEST:
        return None
    buffer = ctypes.create_string_buffer(size)
    function(*arguments, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return buffer.raw[:size].decode("utf-16-le", "replace").rstrip("\0")
