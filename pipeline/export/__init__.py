"""One moment of the store in, the dataset's files out.

Every file appears whole or not at all, and all of them show the same moment. Text stays
text: a cell that a spreadsheet would run as a formula is written so that it is shown. In
CSV such a cell begins with one apostrophe; take one off a leading apostrophe to get the
text back. JSON Lines and Parquet hold the text as it is. Never changes the store.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.errors import MakerspaceError
from pipeline.export.columns import Column
from pipeline.export.dataset import Case, Cell, Table, tables

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.store import Store

# A spreadsheet reads these at the start of a cell as a formula or skips to what follows;
# full-width forms are turned into their half-width ones by Chinese input settings.
RUNS = "=+-@\t\r\n\0＝＋－＠"
# What Excel holds in one cell and on one sheet.
CELL_CHARACTERS = 32_767
SHEET_ROWS = 1_048_576 - 1  # one is the head
CUT = "…（过长，已截断）"
# Wider columns push the next one off the screen.
WIDEST = 48  # characters


class ExportError(MakerspaceError):
    """The dataset cannot be written; the message says why and what to do."""


def export(
    store: Store, out: Path, formats: Sequence[str], only: Collection[str] | None = None
) -> tuple[Path, ...]:
    """Write the dataset of everything in the store.

    Args:
        store: The open store; read in one snapshot.
        out: The folder to write into, made if needed; files of the same names are replaced.
        formats: Keys of `FORMATS`, each written once.
        only: The submissions to write; None for all.

    Returns:
        The files written, in order.

    Raises:
        ExportError: an unknown format, a missing library, or a folder that cannot be written.
    """
    for name in formats:
        if name not in FORMATS:
            raise ExportError(f"unknown format {name!r}; choose from {', '.join(FORMATS)}")
    with store.snapshot() as moment:
        dataset = tables(_cases(moment, only))
    try:
        return write(dataset, out, tuple(dict.fromkeys(formats)))
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExportError(f"{out}: cannot write the dataset there ({reason})") from error


def _cases(moment: Store, only: Collection[str] | None) -> list[Case]:
    decisions: dict[str, list[Any]] = {}
    for decision in moment.decisions():
        decisions.setdefault(decision.submission, []).append(decision)
    cases = []
    rows = moment.overview()
    for row in rows if only is None else [row for row in rows if row.id in only]:
        submission = moment.submission(row.id)
        if submission is not None:
            cases.append(
                Case(
                    row,
                    submission,
                    moment.record(row.id),
                    moment.assessment(row.id),
                    tuple(decisions.get(row.id, ())),
                )
            )
    return cases


def write(dataset: Sequence[Table], out: Path, formats: Sequence[str]) -> tuple[Path, ...]:
    """Write beside the goal, then rename: a reader never meets half a file."""
    out.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".export-", dir=out))
    try:
        made = [path for name in formats for path in FORMATS[name](dataset, work)]
        for path in made:
            with path.open("rb") as written:
                os.fsync(written.fileno())
        return tuple(path.replace(out / path.name) for path in made)
    finally:
        shutil.rmtree(work, ignore_errors=True)


# The formats


def _write_csv(dataset: Iterable[Table], folder: Path) -> Iterable[Path]:
    for table in dataset:
        path = folder / f"{table.name}.csv"
        # The mark at the start tells Excel that the text is UTF-8. RFC 4180 ends lines with
        # CR LF; named here, it also makes the writer quote a cell that holds a lone CR.
        frame = _frame(table, shown_as_text)
        frame.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\r\n")
        yield path


def _write_jsonl(dataset: Iterable[Table], folder: Path) -> Iterable[Path]:
    for table in dataset:
        path = folder / f"{table.name}.jsonl"
        with path.open("w", encoding="utf-8", newline="\n") as lines:
            for row in table.rows:
                ordered = {column.key: encodable(row.get(column.key)) for column in table.columns}
                lines.write(json.dumps(ordered, ensure_ascii=False) + "\n")
        yield path


def _write_xlsx(dataset: Iterable[Table], folder: Path) -> Iterable[Path]:
    import pandas as pd

    path = folder / "zhongchuang.xlsx"
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with pd.ExcelWriter(path, engine="xlsxwriter", engine_kwargs={"options": options}) as book:
        for table in dataset:
            frame = _frame(table, fits_a_cell)
            for number, start in enumerate(range(0, max(len(frame), 1), SHEET_ROWS), start=1):
                name = table.name if number == 1 else f"{table.name}_{number}"
                frame.iloc[start : start + SHEET_ROWS].to_excel(book, sheet_name=name, index=False)
                _lay_out(book.sheets[name], table)
    yield path


def _lay_out(sheet: Any, table: Table) -> None:
    """Head in view, columns filtered and about as wide as their content."""
    sheet.freeze_panes(1, 2 if table.name == "submissions" else 1)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    for index, column in enumerate(table.columns):
        sample = [_width(row.get(column.key)) for row in table.rows[:200]]
        sheet.set_column(index, index, min(max([_width(column.key), *sample]) + 2, WIDEST))


def _width(content: Cell) -> int:
    text = "" if content is None else str(content)
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _write_parquet(dataset: Iterable[Table], folder: Path) -> Iterable[Path]:
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise ExportError("parquet needs pyarrow: pip install 'zhongchuang[parquet]'") from error
    for table in dataset:
        path = folder / f"{table.name}.parquet"
        frame = _frame(table, encodable)
        for column in table.columns:
            frame[column.key] = _typed(frame[column.key], column)
        frame.to_parquet(path, index=False)
        yield path


def _typed(series: pd.Series[Any], column: Column) -> pd.Series[Any]:
    """A number column is whole only where all its values are; else text, never a mixture."""
    present = [content for content in series if content is not None]
    if column.type != "number" or any(isinstance(content, str) for content in present):
        return series.map(str, na_action="ignore").astype("string")
    if all(isinstance(content, int) and abs(content) < 2**63 for content in present):
        return series.astype("Int64")
    return series.map(float, na_action="ignore").astype("Float64")


FORMATS: Mapping[str, Callable[[Iterable[Table], Path], Iterable[Path]]] = {
    "csv": _write_csv,
    "xlsx": _write_xlsx,
    "jsonl": _write_jsonl,
    "parquet": _write_parquet,
}


def _frame(table: Table, write: Callable[[Cell], Cell]) -> pd.DataFrame:
    import pandas as pd

    keys = [column.key for column in table.columns]
    # Objects, not numpy numbers: beside a blank, a column of whole numbers would become 820.0.
    return pd.DataFrame(
        [[write(row.get(key)) for key in keys] for row in table.rows], columns=keys, dtype=object
    )


# What a cell may hold


def encodable(content: Cell) -> Cell:
    """Text that UTF-8 and a database can hold: lone surrogates and NUL become �."""
    if not isinstance(content, str):
        return content
    return (
        content.replace("\0", "\ufffd")
        .encode("utf-16", "surrogatepass")
        .decode("utf-16", "replace")
    )


def shown_as_text(content: Cell) -> Cell:
    """For CSV: text that a spreadsheet would run begins with an apostrophe; numbers stay."""
    if not isinstance(content, str) or not content:
        return content
    # Judged before NUL is replaced, and past blanks and marks that no one sees.
    first = next((c for c in content if not _unseen(c)), "")
    runs = content[0] in RUNS or first in RUNS or content[0] == "'"
    text = encodable(content)
    return f"'{text}" if runs else text


def _unseen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in {"Cf", "Cc", "Zs"}


def fits_a_cell(content: Cell) -> Cell:
    """For XLSX: what is longer than a cell is cut and says so; typed as text by the writer."""
    text = encodable(content)
    if not isinstance(text, str):
        return text
    # The writer takes <r>…</r> for ready-made XML; a blank in front keeps it text.
    if text.startswith("<r>") and text.endswith("</r>"):
        text = f" {text}"
    # Excel counts UTF-16 units: a character outside the basic plane takes two.
    if len(text.encode("utf-16-le")) // 2 <= CELL_CHARACTERS:
        return text
    room = (CELL_CHARACTERS - len(CUT)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT
