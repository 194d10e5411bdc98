"""The command `bench/anchors`: every block's text looked for where its anchor says.

FOLDER holds files of applicants (default: the samples). Each format is asked by a route that
is not our reader's: pdfplumber, LibreOffice's pages, the bare XML, openpyxl, poppler's picture.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.accuracies import SAMPLES
from bench.anchored import pdf, picture, sheet, word
from bench.anchored.check import Check, Outcome
from bench.conversion import converted
from bench.extraction import files_of
from extractors.model import Document
from extractors.readers import Equipment, read_bytes


def main(arguments: Sequence[str]) -> int:
    """Print shares by kind and what was not found; 1 where anything was not."""
    parser = argparse.ArgumentParser(
        prog="bench/anchors",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLES / "submissions")
    parser.add_argument("--recognise", action="store_true", help="read scans too (seconds a page)")
    parser.add_argument("--place", action="store_true", help="place Word blocks on pages too")
    parser.add_argument("--list", type=int, default=20, help="how many of the missing to show")
    chosen = parser.parse_args(arguments)
    equipment = Equipment(recognise=chosen.recognise, place=chosen.place)
    counts: dict[str, Counter[Outcome]] = defaultdict(Counter)
    missing = []
    for data, name in files_of(chosen.folder):
        document = read_bytes(data, name, equipment)
        for kind, one in checks(data, document, chosen.place):
            counts[kind][one.outcome] += 1
            if one.outcome is Outcome.MISSING:
                missing.append(f"{name}: {one}")
    for kind, held in sorted(counts.items()):
        print(shown(kind, held))
    for line in missing[: chosen.list]:
        print(f"  not found: {line}")
    return int(bool(missing))


def checks(data: bytes, document: Document, place: bool = False) -> Iterator[tuple[str, Check]]:
    """Each check of a document with the word for its route."""
    if not document.blocks:
        return
    match document.kind:
        case "pdf":
            scans = {page.number for page in document.pages if page.recognised}
            if len(scans) < len(document.pages):
                yield from (("pdf", one) for one in pdf.checks(data, document) if _of(one, scans))
            yield from (("pdf, recognised", one) for one in picture.checks(data, document))
        case "docx":
            yield from (("docx", one) for one in word.checks(data, document))
            if place:
                held = word.rendered_checks(data, document)
                yield from (("docx, on pages", one) for one in held)
        case "xlsx":
            yield from (("xlsx", one) for one in sheet.workbook_checks(data, document))
        case "csv":
            yield from (("csv", one) for one in sheet.field_checks(data, document))
        case "txt":
            yield from (("txt", one) for one in sheet.line_checks(data, document))
        case "image":
            yield from (("image", one) for one in picture.checks(data, document))
        case "doc" | "rtf":
            held = word.checks(converted(data, document.name, "docx") or b"", document)
            yield from ((document.kind, one) for one in held)
        case "xls" | "et":
            held = sheet.workbook_checks(converted(data, document.name, "xlsx") or b"", document)
            yield from ((document.kind, one) for one in held)
        case _:
            held_blocks = document.blocks
            yield from ((document.kind, Check(b, Outcome.UNCHECKED)) for b in held_blocks)


def _of(one: Check, scans: set[int]) -> bool:
    """Whether the check is of a page with text of its own."""
    return not any(line.page in scans for line in one.block.lines)


def shown(kind: str, held: Counter[Outcome]) -> str:
    found, missing = held[Outcome.FOUND], held[Outcome.MISSING]
    asked = found + missing
    share = f"{100 * found / asked:.2f} %" if asked else "–"
    return (
        f"{kind:18} {found} of {asked} blocks found again ({share}), "
        f"{held[Outcome.UNCHECKED]} by no such route"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
