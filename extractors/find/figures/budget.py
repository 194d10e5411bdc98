"""A document's budget tables in, the total of the budget out, and whether its parts add up.

A budget lies upright (a row an item) or across (a column an item); its unit stands in the head,
in the caption or in a sentence above. Of a table whose rules are lost its lines are left, and
only the total is read. Never reads budgets in prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractors.find.documents.outline import Section
from extractors.find.rosters.totals import TOTAL, Part, nearest_sum
from extractors.language.dates import year_in
from extractors.language.fold import fold
from extractors.language.quantity import Unit, quantities
from extractors.language.scales import money_scale
from extractors.model import Candidate, Document, Finding, Method, Window
from extractors.tables import READ_LAYERS, Cell, Table, tables_of
from extractors.values import to_plain

_SPENT = re.compile("决算|实际支出|支出情况|开支情况|已支出")
_BUDGET = re.compile(r"预算|经费")
_MONEY = re.compile(r"金额|预算|经费|支出|费用|万元|千元|元")
_AMOUNTS = re.compile(
    r"^(?:金额|预算|经费|支出|费用|科目|用途|收入)|(?:金额|预算|支出|经费|元\))(?:\(|$)"
)
# 科目 | 金额(万元): amounts, though no row adds them up.
_ACCOUNT = re.compile(r"(?:(?:支出|预算|费用|经费|开支)?(?:科目|项目|类别)|用途|支出|费用)")
_TOTAL_LINE = re.compile(
    r"(?P<label>合计|总计|共计|预算合计|预算总额)[:：]?(?P<amount>[0-9][0-9.,]*(?:万元|千元|元)?)"
)
# A caption and its total are short, and no budget of a makerspace has more items than lines here.
LONGEST_LINE, MOST_LINES = 40, 40
# Parts and total are printed with one or two decimals of 万元.
SLACK_YUAN = Decimal(1_000)


@dataclass(frozen=True, slots=True)
class Budget:
    """A budget table: what its total says and what its parts give, in yuan."""

    candidate: Candidate
    parts: Decimal | None

    @property
    def finding(self) -> Finding | None:
        """The question to ask where total and parts differ."""
        claimed = self.candidate.value
        if self.parts is None or not isinstance(claimed, Decimal):
            return None
        if abs(claimed - self.parts) < SLACK_YUAN:
            return None
        details = {
            "key": "budget_total_yuan",
            "claimed": to_plain(claimed),
            "computed": to_plain(self.parts),
        }
        return Finding("sum_differs", details, self.candidate.evidence)


def is_money_table(table: Table) -> bool:
    """Whether the table's figures are amounts: nothing else may be read from it."""
    heads = [fold(cell.text).text for cell in table.row(1)]
    if not any(_AMOUNTS.search(head) for head in heads):
        return False
    by_account = bool(heads) and _ACCOUNT.fullmatch(heads[0]) is not None
    return by_account or any(TOTAL.match(fold(cell.text).text) for cell in table.cells)


def find_budgets(document: Document, sections: tuple[Section, ...]) -> tuple[Budget, ...]:
    """Every budget table of a document that names a total."""
    found = []
    for table in tables_of(document):
        context = _context(document, table, sections)
        if not _BUDGET.search(context) or not _MONEY.search(context):
            continue
        total = next((c for c in table.cells if TOTAL.match(fold(c.text).text)), None)
        if total is not None:
            budget = _budget(document, table, total, context)
        else:
            budget = _told_above(document, table, context)
        found += [budget] if budget is not None else []
    return (*found, *_in_lines(document))


def _in_lines(document: Document) -> Iterator[Budget]:
    """合计 68.5 on a line of its own, below 2024年度预算表（万元）."""
    for index, block in enumerate(document.blocks):
        if block.in_table or block.layer not in READ_LAYERS or len(block.text) > LONGEST_LINE:
            continue
        line = _TOTAL_LINE.fullmatch(fold(block.text).text)
        caption = _caption(document, index) if line else ""
        if line is None or not caption:
            continue
        amount = quantities(line["amount"])
        scale = Decimal(1) if money_scale(line["amount"]) else money_scale(caption)
        if len(amount) != 1 or scale is None:
            continue
        candidate = Candidate(
            field="budget_total_yuan",
            value=amount[0].value * scale,
            method=Method.LABELLED,
            evidence=(document.quote(index),),
            window=Window.YEAR,
            year=year_in(caption),
            rejected=_spent(document, caption),
            label=line["label"],
        )
        yield Budget(candidate, None)


def _caption(document: Document, index: int) -> str:
    """The nearest line above that speaks of a budget and of money; empty where there is none."""
    for above in reversed(document.blocks[max(0, index - MOST_LINES) : index]):
        text = fold(above.text).text
        if not above.in_table and _BUDGET.search(text) and money_scale(text) is not None:
            return text if len(text) <= LONGEST_LINE else ""
    return ""


def _context(document: Document, table: Table, sections: tuple[Section, ...]) -> str:
    texts = [above.text for above in table.captions]
    texts += [cell.text for cell in (*table.row(1), *table.row(2)[:1])]
    texts += [*sections[table.first_block].headings, table.sheet or ""]
    return fold(" ".join(texts)).text


def _budget(document: Document, table: Table, total: Cell, context: str) -> Budget | None:
    """The number beside or below the word for the total."""
    upright = _numbers(table.row(total.row), total)
    across = _numbers([c for c in _column(table, total.column) if c.row > total.row], total)
    numbers = upright or across
    if not numbers:
        return None
    cell, value, written = numbers[0]
    head = fold(" ".join(c.text for row in (1, 2) for c in table.row(row))).text
    scale = Decimal(1) if written else money_scale(head) or _unit(table, context)
    parts = nearest_sum(_parts(table, total, cell, bool(upright)), value)
    year = year_in(context)
    candidate = Candidate(
        field="budget_total_yuan",
        value=value * scale,
        method=Method.CELL,
        evidence=(document.quote(cell.blocks[0]),),
        window=Window.YEAR,
        year=year,
        rejected=_spent(document, context),
        label=fold(total.text).text,
    )
    return Budget(candidate, None if parts is None else parts * scale)


_LISTED_BELOW = re.compile(
    r"预算[^，。；;]{0,8}?(?P<amount>[0-9][0-9.,]*[万千]?元)[^。；;]*(?:如下|下表)"
)


def _told_above(document: Document, table: Table, context: str) -> Budget | None:
    """2023年度预算138万元，构成如下表: the sentence gives the total, the table only its parts."""
    above = table.captions[0] if table.captions else None
    said = _LISTED_BELOW.search(fold(above.text).text) if above is not None else None
    head = fold(" ".join(cell.text for cell in table.row(1))).text
    scale = money_scale(head)
    if above is None or said is None or scale is None or not is_money_table(table):
        return None
    amounts = (cell for cell in table.row(1) if _AMOUNTS.search(fold(cell.text).text))
    column = max((cell.column for cell in amounts), default=0)
    below = [cell for cell in _column(table, column) if cell.row > 1]
    parts = [number for _, number, _ in _read_numbers(below, None)]
    if len(parts) < 2:
        return None
    amount = quantities(said["amount"])[0].value
    candidate = Candidate(
        field="budget_total_yuan",
        value=amount,
        method=Method.PROSE,
        evidence=(document.quote(above.block),),
        window=Window.YEAR,
        year=year_in(context),
        rejected=_spent(document, context),
        label="预算",
    )
    return Budget(candidate, sum(parts, Decimal(0)) * scale)


# (单位：千元); an amount in a sentence above (每年安排一百万元) is no unit.
_UNIT = re.compile(
    r"(?:单位|计量单位|金额)[:：]?(?:人民币)?(?P<unit>[千百]?万?亿?元)|[(（](?P<only>[千百]?万?亿?元)[)）]"
)


def _unit(table: Table, context: str) -> Decimal:
    """Yuan for one of the table's unit: said as such nearest above it, else anywhere above it."""
    for text in (*(above.text for above in table.captions), context):
        if said := _UNIT.search(fold(text).text):
            return money_scale(said["unit"] or said["only"]) or Decimal(1)
    return money_scale(context) or Decimal(1)


def _spent(document: Document, context: str) -> str | None:
    """Why the total is of money spent, where the table or its file says so."""
    word = _SPENT.search(context) or _SPENT.search(fold(document.name).text)
    return f"决算数（“{word[0]}”），不是预算" if word else None


def _parts(table: Table, total: Cell, value: Cell, upright: bool) -> list[Part]:
    if upright:
        cells = [c for c in _column(table, value.column) if c.row < total.row]
    else:
        cells = [c for c in table.row(value.row) if c.column < total.column]
    return [(_item(table, cell, upright), number) for cell, number, _ in _numbers(cells, total)]


def _item(table: Table, cell: Cell, upright: bool) -> str:
    """What the amount is for: the words of its row, or the head of its column."""
    beside = table.row(cell.row) if upright else _column(table, cell.column)
    before = (other for other in beside if (other.row, other.column) < (cell.row, cell.column))
    return " ".join(other.text for other in before if not other.text.strip().isdigit())


def _column(table: Table, column: int) -> list[Cell]:
    cells = (table.cell(row, column) for row in range(1, table.rows + 1))
    return [cell for cell in cells if cell is not None]


def _numbers(cells: Iterable[Cell], total: Cell) -> list[tuple[Cell, Decimal, str | None]]:
    """Cells that are one number, with its value and its unit where the cell writes one."""
    return list(_read_numbers(cells, total))


def _read_numbers(
    cells: Iterable[Cell], total: Cell | None
) -> Iterator[tuple[Cell, Decimal, str | None]]:
    for cell in cells:
        text = fold(cell.text).text
        found = quantities(text)
        if cell == total or len(found) != 1 or found[0].start > 0 or found[0].end < len(text):
            continue
        if found[0].unit is Unit.MONEY:
            yield cell, found[0].value, found[0].counter
        elif found[0].unit is Unit.BARE:
            yield cell, found[0].value, None
