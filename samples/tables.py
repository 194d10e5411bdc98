"""Rows of facts in, cells to print and rows of the expected result out.

A roster or a table of statistics is written from the same rows that are expected, in the
columns, spellings and units that the applicant uses. Never draws anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from samples.submission import Submission, plain_number, year_keys

Shown = tuple[str, object]
Show = Callable[[str], Shown]
Column = tuple[str, str, Show]
"""Header, key, and how a value is shown: (printed text, expected value)."""

NUMERIC = ("headcount", "attendance")


def text(value: str) -> Shown:
    return value, value


def number(value: str) -> Shown:
    return value, plain_number(Decimal(value))


def money(unit: str, form: str = "{}") -> Show:
    """Yuan, printed in 元, 千元 or 万元."""
    divisor = {"元": 1, "千元": 1000, "万元": 10000}[unit]

    def show(value: str) -> Shown:
        amount = Decimal(value)
        return form.format(f"{(amount / divisor).normalize():,f}"), plain_number(amount)

    return show


def date(form: str) -> Show:
    """A date in the form's spelling; without {d} or {dd} only its month is expected."""

    def show(value: str) -> Shown:
        parts = value.split("-")
        year, month = parts[0], parts[1]
        day = parts[2] if len(parts) > 2 else "01"
        printed = form.format(y=year, m=int(month), d=int(day), mm=month, dd=day, yy=year[2:])
        kept = parts if "d}" in form else parts[:2]
        return printed, "-".join(kept)

    return show


def either(yes: str, no: str) -> Show:
    """Yes or no, in the applicant's words."""

    def show(value: str) -> Shown:
        return (yes, True) if value == "yes" else (no, False)

    return show


def rows(keys: str, table: str) -> list[dict[str, str]]:
    """One dict a line; "|" between cells, an empty cell for what is not there."""
    names = keys.split()
    found = []
    for line in table.strip().splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) != len(names):
            raise ValueError(f"{len(names)} cells wanted: {line}")
        found.append(dict(zip(names, cells, strict=True)))
    return found


def roster(
    owner: Submission,
    name: str,
    facts: Sequence[Mapping[str, str]],
    columns: Sequence[Column],
    *,
    serial: str | None = "序号",
    none: str = "—",
    count_from: int = 1,
) -> list[list[str]]:
    """The header and the rows as printed; the rows are expected from the submission."""
    head = [serial] if serial else []
    table = [head + [header for header, _, _ in columns]]
    for at, fact in enumerate(facts, count_from):
        cells: dict[str, object] = {}
        printed = [str(at)] if serial else []
        for _, key, show in columns:
            value = fact.get(key, "")
            shown, cells[key] = show(value) if value else (none, None)
            printed.append(shown)
        owner.list_row(name, identity(name, fact), finished(name, cells))
        table.append(printed)
    return table


def identity(name: str, fact: Mapping[str, str]) -> str:
    return fact["tenant" if name == "investments" else "name"]


def finished(name: str, cells: dict[str, object]) -> dict[str, object]:
    """What follows from the name: a company is one whose name ends in 公司."""
    if name != "tenants":
        return cells
    company = str(cells["name"]).endswith("公司")
    cells["kind"] = "企业" if company else "团队"
    if not company:
        cells.pop("registered_in_space", None)
    return cells


Years = Mapping[int, Mapping[str, int]]
Item = tuple[str, str, int]
"""Printed label, key, divisor (1000 where the table is in 千元)."""


def by_row(
    owner: Submission, years: Years, items: Sequence[Item], now: int | None
) -> list[list[str]]:
    """Statistics with one row an item, one column a year: label, then the values."""
    _expect(owner, years, [key for _, key, _ in items])
    return [
        [
            label,
            *(_cell(key, values.get(key), divisor, year == now) for year, values in years.items()),
        ]
        for label, key, divisor in items
    ]


def by_column(
    owner: Submission, years: Years, items: Sequence[Item], now: int | None
) -> list[list[str]]:
    """Statistics with one row a year, one column an item: the values only."""
    _expect(owner, years, [key for _, key, _ in items])
    return [
        [_cell(key, values.get(key), divisor, year == now) for _, key, divisor in items]
        for year, values in years.items()
    ]


def _cell(key: str, value: int | None, divisor: int, now: bool) -> str:
    if value is None:
        return ""
    printed = f"{(Decimal(value) / divisor).normalize():f}"
    return f"{{{{{key}={value}|{printed}}}}}" if now and key in year_keys() else printed


def _expect(owner: Submission, years: Years, keys: Sequence[str]) -> None:
    for year, values in years.items():
        known = {key: values[key] for key in keys if key in values}
        owner.list_row("yearly_statistics", str(year), {"year": year, **known})
