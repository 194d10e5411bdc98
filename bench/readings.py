"""The command `bench/read`: time, memory and tables of our readers beside other tools.

Every contestant reads the same files in a fresh process, the contestants in turn, round after
round; medians are shown. Time is processor time, the clock's beside it. FOLDER holds files of
applicants (default: the samples); longer files are generated.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.accuracies import SAMPLES
from bench.contestants import installed
from bench.extraction import files_of
from bench.rounds import Result, rounds
from bench.specimens.office import form_docx, workbook
from bench.specimens.pdf import filled_rectangles, office_made
from bench.specimens.scan import scanned_pdf
from bench.trials import trial

BASE, BARE = "pdfplumber words+tables", "pdfium bare text"
# Our reader keeps pdfium from the machine's fonts; so does this one, for a like comparison.
LIKE = "pdfium text, no fonts"
OTHERS = ("pdftotext", "pypdf text", "pdfminer.six text", "markitdown")
SCANS = "ours, scans recognised"
MIB = 1024 * 1024

# What the project promises.
TIMES_PLUMBER, TIMES_PDFIUM, ALIKE, PDF_PEAK = 10.0, 4.0, 0.99, 200.0
# A 500-page file may hold this much more than one of 100, for its blocks.
FLAT = 60.0
TIMES_CALAMINE, SCAN_SECONDS, SCAN_PEAK = 2.0, 4.5, 700.0
HEAD = f"  {'':26}{'cpu ms/page':>12}{'wall':>8}{'peak MiB':>10}"
PARTS = ("pdf", "memory", "word", "excel", "ocr")


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run: rounds of the main contestants, size of generated files, where they lie."""

    folder: Path
    place: Path
    rounds: int
    quick: bool

    def held(self, data: bytes, name: str) -> Path:
        path = self.place / name
        path.write_bytes(data)
        return path


def main(arguments: Sequence[str]) -> int:
    """Print every part; 1 where a target was missed."""
    chosen = _parser().parse_args(arguments)
    parts = {"pdf": pdf, "memory": memory, "word": word, "excel": excel, "ocr": ocr}
    missed = 0
    with tempfile.TemporaryDirectory(prefix="reading-") as place:
        plan = Plan(
            chosen.folder, Path(place), chosen.rounds or (1 if chosen.quick else 3), chosen.quick
        )
        for name in chosen.only:
            for line in parts[name](plan):
                missed += line.endswith("MISS")
                print(line, flush=True)
    print(f"\n{missed} targets missed" if missed else "\nevery measured target met")
    return int(bool(missed))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bench/read",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLES / "submissions")
    parser.add_argument("--rounds", type=int, help="of each measurement, default 3, quick 1")
    parser.add_argument("--quick", action="store_true", help="smaller files, one round")
    parser.add_argument(
        "--only", type=_parts, default=PARTS, help=f"some of {','.join(PARTS)}, by comma"
    )
    return parser


def _parts(text: str) -> list[str]:
    parts = text.split(",")
    if unknown := set(parts) - set(PARTS):
        raise argparse.ArgumentTypeError(f"no part {', '.join(sorted(unknown))}")
    return parts


def pdf(plan: Plan) -> Iterator[str]:
    """PDFs with a text layer: time a page, ratios, agreement about tables."""
    pages = 30 if plan.quick else 100
    given = [
        plan.held(data, f"given-{number}-{name}")
        for number, (data, name) in enumerate(files_of(plan.folder))
        if name.lower().endswith(".pdf")
    ]
    made = office_made(pages)
    sets = [
        (f"PDFs of {plan.folder.name}", given),
        (
            "borders as filled rectangles, font not embedded",
            [plan.held(filled_rectangles(pages), "rectangles.pdf")],
        ),
        ("LibreOffice's, fonts embedded", [plan.held(made, "office.pdf")] if made else []),
    ]
    for title, files in sets:
        if not files:
            yield f"\nPDF · {title}: none"
            continue
        yield from _pdf_set(plan, title, files)


def _pdf_set(plan: Plan, title: str, files: Sequence[Path]) -> Iterator[str]:
    warm = plan.held(filled_rectangles(1), "warm.pdf")
    results = rounds(("ours", BASE, BARE, LIKE), files, warm, plan.rounds)
    if not plan.quick:
        results |= rounds(OTHERS, files, warm, 1)
    pages = results[BASE].pages
    yield f"\nPDF · {title}: {len(files)} files, {pages} pages"
    if failed := next((name for name in ("ours", BASE, BARE) if results[name].failed), ""):
        yield f"  {failed}: {results[failed].failed}: MISS"
        return
    yield HEAD + f"{'× pdfplumber':>14}{'× pdfium':>10}"
    for name, result in results.items():
        yield _pdf_row(name, result, pages, results)
    own = results["ours"].cpu
    yield _verdict(
        "times as fast as pdfplumber", results[BASE].cpu / own, TIMES_PLUMBER, least=True
    )
    yield _verdict("times pdfium's bare text", own / results[BARE].cpu, TIMES_PDFIUM)
    if not results[LIKE].failed:
        yield f"  {own / results[LIKE].cpu:.1f} times pdfium's text without the machine's fonts"
    yield from _tables(files)


def _pdf_row(name: str, result: Result, pages: int, results: dict[str, Result]) -> str:
    if result.failed:
        return f"  {name:26}{result.failed}"
    faster, slower = results[BASE].cpu / result.cpu, result.cpu / results[BARE].cpu
    return (
        f"  {name:26}{1000 * result.cpu / pages:12.2f}{1000 * result.wall / pages:8.2f}"
        f"{result.peak / MIB:10.0f}{faster:14.1f}{slower:10.2f}"
    )


def _tables(files: Sequence[Path]) -> Iterator[str]:
    """How many pages show the tables that pdfplumber finds."""
    from bench.structure import Agreement, agreement
    from extractors.readers import Equipment, read_bytes

    whole = Agreement()
    for file in files:
        data = file.read_bytes()
        whole += agreement(data, read_bytes(data, file.name, Equipment(recognise=False)))
    share = whole.alike / whole.pages if whole.pages else 0.0
    yield _verdict(
        f"pages with pdfplumber's tables ({whole.alike} of {whole.pages}, "
        f"{whole.with_tables} hold any)",
        100 * share,
        100 * ALIKE,
        least=True,
    )
    for message in whole.differing[:5]:
        yield f"    differs: {message}"


def memory(plan: Plan) -> Iterator[str]:
    """Peak memory of one file of more and more pages, each in a fresh process."""
    sizes = (100, 250) if plan.quick else (100, 250, 500)
    yield "\nMemory · one PDF, peak of a fresh process"
    peaks = []
    for pages in sizes:
        file = plan.held(filled_rectangles(pages), f"{pages}.pdf")
        result = trial("ours", [file], None)
        if result.failed:
            yield f"  {pages:4} pages: {result.failed}: MISS"
            return
        peaks.append(result.peak / MIB)
        yield f"  {pages:4} pages{peaks[-1]:8.0f} MiB"
    yield _verdict("MiB for the longest", peaks[-1], PDF_PEAK)
    yield _verdict(f"MiB more than for {sizes[0]} pages", peaks[-1] - peaks[0], FLAT)


def word(plan: Plan) -> Iterator[str]:
    """A long form with rosters: ours beside python-docx's row.cells."""
    file = plan.held(form_docx(rows=200 if plan.quick else 900, plan=20), "form.docx")
    results = rounds(("ours", "python-docx row.cells", "markitdown"), [file], file, plan.rounds)
    yield "\nWord · form and rosters"
    yield from _per_file(results)
    share = results["ours"].cpu / results["python-docx row.cells"].cpu
    yield _verdict("of the time of python-docx's row.cells", share, 1.0)


def excel(plan: Plan) -> Iterator[str]:
    """Workbooks, a long and an ordinary one: ours beside bare calamine."""
    for title, rows in (("long", 2_000 if plan.quick else 20_000), ("ordinary", 40)):
        file = plan.held(workbook(rows), f"{title}.xlsx")
        # One reading of a small file takes too short a time to be measured.
        files = [file] * (1 if rows > 1_000 else 50)
        results = rounds(("ours", "bare calamine", "openpyxl values"), files, file, plan.rounds)
        yield f"\nExcel · {title}, {rows} × 6"
        yield from _per_file(results, len(files))
        ratio = results["ours"].cpu / results["bare calamine"].cpu
        yield _verdict("times bare calamine", ratio, TIMES_CALAMINE)


def _per_file(results: dict[str, Result], files: int = 1) -> Iterator[str]:
    yield HEAD.replace("page", "file")
    for name, result in results.items():
        if result.failed:
            yield f"  {name:26}{result.failed}"
            continue
        yield (
            f"  {name:26}{1000 * result.cpu / files:12.1f}{1000 * result.wall / files:8.1f}"
            f"{result.peak / MIB:10.0f}"
        )


def ocr(plan: Plan) -> Iterator[str]:
    """Scanned pages in a fresh process, the models' loading included."""
    pages = 1 if plan.quick else 4
    data = scanned_pdf(pages) if installed(SCANS) else None
    if data is None:
        yield "\nScans · not measured: recognition or a Chinese font is not installed"
        return
    result = trial(SCANS, [plan.held(data, "scan.pdf")], None)
    yield f"\nScans · {pages} pages at 200 dpi with seals, loading included"
    if result.failed:
        yield f"  {result.failed}: MISS"
        return
    yield f"  {result.cpu / pages:.2f} cpu s a page, {result.wall / pages:.2f} by the clock"
    yield _verdict("cpu seconds a page", result.cpu / pages, SCAN_SECONDS)
    yield _verdict("MiB, peak of the process", result.peak / MIB, SCAN_PEAK)


def _verdict(what: str, value: float, target: float, least: bool = False) -> str:
    met = value >= target if least else value <= target
    sign = "≥" if least else "≤"
    return f"  → {value:8.2f} {what}; target {sign} {target:g}: {'PASS' if met else 'MISS'}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
