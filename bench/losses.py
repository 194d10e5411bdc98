"""The command `bench/lost`: characters that an independent extractor finds and no block holds.

FOLDER holds files of applicants (default: the samples). Counted are characters, as many as
there are of each, without white space, whatever their order and layer: a count of 0 says that
nothing was dropped. Beside it what only our blocks hold (numbers of lists, values of forms).
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import subprocess
import sys
import warnings
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.accuracies import SAMPLES
from bench.anchored.check import bare, shortened
from bench.conversion import converted
from bench.extraction import files_of
from extractors.model import Document
from extractors.readers import Equipment, read_bytes

# Problems that say of a file that something in it was not read.
TELLING = frozenset(
    {"unread_part", "no_text", "no_recogniser", "limit_size", "limit_time", "repaired", "damaged"}
)


@dataclass(frozen=True, slots=True)
class Loss:
    """Characters of the other extractor, those of them not ours, those only ours; examples."""

    characters: int
    lost: int
    added: int
    examples: tuple[str, ...]


def main(arguments: Sequence[str]) -> int:
    """Print a line a file and the sum; 1 where anything was lost without a problem saying so."""
    parser = argparse.ArgumentParser(
        prog="bench/lost",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLES / "submissions")
    parser.add_argument("--all", action="store_true", help="list files without loss too")
    chosen = parser.parse_args(arguments)
    sums: Counter[str] = Counter()
    print(f"{'lost':>6}{'of':>8}{'added':>7}  file")
    for data, name in files_of(chosen.folder):
        document = read_bytes(data, name, Equipment(recognise=False))
        text = independent_text(data, document.kind)
        if text is None:
            sums["files not compared"] += 1
            continue
        loss = loss_of(text, document)
        silent = TELLING.isdisjoint(problem.code for problem in document.problems)
        sums += Counter(
            files=1, characters=loss.characters, lost=loss.lost, silent=loss.lost * silent
        )
        if loss.lost or chosen.all:
            codes = ",".join(sorted({problem.code for problem in document.problems}))
            print(f"{loss.lost:6}{loss.characters:8}{loss.added:7}  {name}  {codes}")
            for example in loss.examples:
                print(f"{'':23}{example}")
    told = ("files", "characters", "lost", "silent", "files not compared")
    print(", ".join(f"{sums[what]} {what}" for what in told))
    return int(bool(sums["silent"]))


def loss_of(text: str, document: Document) -> Loss:
    """Compare the other extractor's text with our blocks."""
    ours = bare("".join(block.text for block in document.blocks))
    have, want = Counter(ours), Counter(bare(text))
    missing = want - have
    examples = [
        line
        for line in map(bare, text.splitlines())
        if line not in ours and Counter(line) & missing
    ]
    lost = missing.total()
    shown = [shortened("".join(sorted(missing.elements())), 60)] if lost else []
    shown += [shortened(line, 60) for line in examples[:2]] if lost else []
    return Loss(want.total(), lost, (have - want).total(), tuple(shown))


def independent_text(data: bytes, kind: str) -> str | None:
    """All text of the file as something else reads it; None where nothing here does."""
    match kind:
        case "pdf":
            return _pdf_text(data)
        case "docx":
            return _word_text(data)
        case "xlsx":
            return _workbook_text(data)
        case "doc" | "rtf":
            made = converted(data, f"document.{kind}", "txt:Text (encoded):UTF8")
            return made.decode("utf-8-sig") if made else None
        case _:
            return None


def _pdf_text(data: bytes) -> str:
    """By poppler, or by pdfminer where poppler is not installed."""
    if shutil.which("pdftotext"):
        done = subprocess.run(
            ["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=False
        )
        return done.stdout.decode("utf-8", "replace")
    from pdfminer.high_level import extract_text

    return extract_text(io.BytesIO(data))


def _word_text(data: bytes) -> str:
    """Every text of the package's main parts; a text box's second version is cut out."""
    wanted = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
    out = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if wanted.fullmatch(name):
                xml = package.read(name).decode("utf-8", "replace")
                xml = re.sub(r"<mc:Fallback>.*?</mc:Fallback>", "", xml, flags=re.S)
                for paragraph in xml.split("</w:p>"):
                    out += re.findall(r"<w:(?:t|delText)(?: [^>]*)?>([^<]*)<", paragraph)
                    out.append("\n")
    import html

    return html.unescape("".join(out))


def _workbook_text(data: bytes) -> str:
    """Texts only: numbers and dates are spelt in too many ways."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    cells = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    return "\n".join(cell.value for cell in cells if isinstance(cell.value, str))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
