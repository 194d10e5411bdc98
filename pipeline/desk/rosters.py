"""A list of a record in, a table of text that a person edits out; and the typed table back. Pure.

What is shown for a cell reads back as the same value, so that a row nobody touched stays itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.catalogue import ColumnSpec, FieldSpec, load_catalogue
from extractors.model import Evidence, RosterCell, RosterRow
from extractors.values import Value
from pipeline.desk.case import Case
from pipeline.desk.errors import WrongInput
from pipeline.desk.versions import version
from pipeline.desk.words import refusal_words
from pipeline.model import Assessment, Decision, Record, latest_about_rosters
from pipeline.record.checks.concerned import fields_concerned
from pipeline.record.derive import COUNTED_IN
from pipeline.review.answers import AnswerError, parsed
from pipeline.review.findings import all_findings
from pipeline.wording import finding_words, plain_words

__all__ = [
    "RosterTable",
    "ShownCell",
    "about_roster",
    "as_field",
    "cell_text",
    "parsed_rows",
    "roster_table",
]

NONE = ("无", "/", "—", "-", "——", "不适用")
"""What a cell may hold to say that there is none, which is not the same as a blank."""
MOST_ROWS = 2_000
LONGEST_CELL = 500  # characters


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell: what it says, "" for a blank, and where that stands in a file."""

    text: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class RosterTable:
    """One list as a table. `says` are the findings about it; `columns` are key and Chinese name.

    `decided` is the decision that the rows are of, None where they are as read.
    """

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[ShownCell, ...], ...]
    says: tuple[str, ...]
    version: str
    decided: Decision | None


def roster_table(case: Case, name: str) -> RosterTable:
    """One list of a submission.

    Raises:
        WrongInput: there is no such list.
    """
    specs = _columns(name)
    rows = case.record.rosters.get(name, ())
    return RosterTable(
        name=name,
        columns=tuple((key, spec.label) for key, spec in specs.items()),
        rows=tuple(tuple(_shown(row.cells.get(key)) for key in specs) for row in rows),
        says=about_roster(name, case.record, case.assessment),
        version=version(case, name),
        decided=latest_about_rosters(case.decisions).get(name),
    )


def about_roster(name: str, record: Record, assessment: Assessment | None) -> tuple[str, ...]:
    """What the checks and the policy say of a list, its cells, or the count that it bears out.

    Example: 「创业导师」申报 18 人，名单列出 16 人
    """
    counts = {key for key, roster in COUNTED_IN.items() if roster == name}
    said = []
    for finding in all_findings(record, assessment):
        key = str(finding.details.get("key") or "")
        # Whatever else is wrong with the figure is asked with the figure.
        differs = finding.code == "claimed_count_differs" and counts & {*fields_concerned(finding)}
        if differs or key == name or key.startswith(f"{name}."):
            said.append(finding_words(finding))
    return tuple(dict.fromkeys(said))


def parsed_rows(name: str, typed: Sequence[Mapping[str, str]]) -> tuple[RosterRow, ...]:
    """The rows that the texts state; a row of blanks is left out.

    Raises:
        WrongInput: a cell is no value of its column; `cells` name all of them.
    """
    specs = _columns(name)
    if len(typed) > MOST_ROWS:
        raise WrongInput(f"名单最多 {MOST_ROWS} 行，现有 {len(typed)} 行。")
    rows, wrong = [], []
    for number, texts in enumerate(typed):
        cells = {}
        for key, spec in specs.items():
            try:
                cell = _cell(spec, texts.get(key, "").strip())
            except WrongInput as error:
                wrong.append((number, key, str(error)))
                continue
            if cell is not None:
                cells[key] = cell
        if cells:
            rows.append(RosterRow(name, cells))
    if wrong:
        row, key, why = wrong[0]
        raise WrongInput(f"第 {row + 1} 行「{specs[key].label}」：{why}", wrong)
    return tuple(rows)


def cell_text(value: Value | None) -> str:
    """A cell as a person edits it; 无 where the file says that there is none."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return plain_words(value)


def as_field(column: ColumnSpec, key: str) -> FieldSpec:
    """A column as a field of that key: what is typed into a cell is read as a field's value is."""
    return FieldSpec(
        key=key,
        label=column.label,
        kind=column.kind,
        unit=column.unit,
        meaning=column.label,
        choices=column.choices,
    )


def _columns(name: str) -> Mapping[str, ColumnSpec]:
    rosters = load_catalogue().rosters
    if name not in rosters:
        raise WrongInput("没有这个名单。")
    return rosters[name].columns


def _shown(cell: RosterCell | None) -> ShownCell:
    return ShownCell("") if cell is None else ShownCell(cell_text(cell.value), cell.evidence)


def _cell(spec: ColumnSpec, text: str) -> RosterCell | None:
    if not text:
        return None
    if text in NONE:
        return RosterCell(None)
    if len(text) > LONGEST_CELL:
        raise WrongInput(f"一格最多 {LONGEST_CELL} 字。")
    field = as_field(spec, spec.key)
    try:
        return RosterCell(parsed(field, text))
    except AnswerError as error:
        raise WrongInput(refusal_words(field, text, error)) from error
