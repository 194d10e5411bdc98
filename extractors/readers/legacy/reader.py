"""Old office formats: .doc, .wps, .rtf and .et. Bytes in; the blocks of their conversion out.

LibreOffice writes the file anew as docx or xlsx, and the readers of those read it. What
stands in the document is the applicant's; that it went through a converter is said.
"""

from __future__ import annotations

from dataclasses import replace

from extractors.errors import Unreadable, Unsupported
from extractors.problems import problem
from extractors.readers.equipment import DEFAULT, Equipment
from extractors.readers.legacy.libreoffice import converted
from extractors.readers.legacy.ole import is_encrypted_word, streams_of
from extractors.readers.reading import Reading
from extractors.readers.sheet.reader import read_xls, read_xlsx
from extractors.readers.word.reader import read_docx


def read_doc(data: bytes, name: str, equipment: Equipment = DEFAULT) -> Reading:
    """Read a Word document of 1995 to 2003 (.doc, .dot) or of WPS (.wps).

    Raises:
        Unreadable: locked with a password (`encrypted`), or not convertible.
        Unsupported: there is no LibreOffice (`no_converter`).
        LimitReached: converting or reading it takes more than allowed.
    """
    if ("WordDocument",) not in streams_of(data):
        raise Unreadable(name, "damaged", "no Word stream")  # LibreOffice would show it as text
    if is_encrypted_word(data):
        raise Unreadable(name, "encrypted")
    return _read_as_docx(data, "doc", name, equipment, _macros(data))


def read_rtf(data: bytes, name: str, equipment: Equipment = DEFAULT) -> Reading:
    """Read rich text; raises like `read_doc`."""
    return _read_as_docx(data, "rtf", name, equipment, ())


def read_et(data: bytes, name: str, equipment: Equipment = DEFAULT) -> Reading:
    """Read a workbook of WPS (.et), which is built like Excel's of 1997.

    Where the Excel reader cannot, LibreOffice may; raises like `read_doc`.
    """
    try:
        return read_xls(data, name, equipment)
    except Unreadable as error:
        top = {path[0].casefold() for path in streams_of(data)}
        if error.code != "damaged" or not top & {"workbook", "book"}:
            raise
    converter_wanted(equipment, name)
    return _said(read_xlsx(converted(data, "et", "xlsx", name), name, equipment), _macros(data))


def converter_wanted(equipment: Equipment, name: str) -> None:
    """Raise Unsupported (`no_converter`) where conversion is switched off."""
    if not equipment.convert:
        raise Unsupported(name, "no_converter", "switched off")


def _read_as_docx(
    data: bytes, kind: str, name: str, equipment: Equipment, codes: tuple[str, ...]
) -> Reading:
    converter_wanted(equipment, name)
    try:
        reading = read_docx(converted(data, kind, "docx", name), name, equipment)
    except Unreadable as error:
        # What cannot be read now is LibreOffice's work, not what was handed in.
        raise Unreadable(name, "conversion_failed", str(error)) from error
    return _said(reading, codes)


def _said(reading: Reading, codes: tuple[str, ...]) -> Reading:
    said = tuple(problem(code) for code in ("converted", *codes))
    return replace(reading, problems=(*said, *reading.problems))


def _macros(data: bytes) -> tuple[str, ...]:
    """LibreOffice leaves macros behind, so they are told of from the original."""
    found = {part.casefold() for path in streams_of(data) for part in path}
    return ("contains_macros",) if found & {"macros", "_vba_project_cur", "_vba_project"} else ()
