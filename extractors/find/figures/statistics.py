"""Yearly statistics tables in, figures by year out, in whichever way the table lies.

A table is read by the labels of each number: what stands left of it in its row and above it in
its column. One of them names the year, the other the indicator. Sums over years, shares,
growth, targets and hidden sheets are left out. Never reads a table without a year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from extractors.catalogue import load_catalogue
from extractors.find.figures.indicators import indicator
from extractors.find.remember import once_a_document
from extractors.find.rosters.choice import title_of
from extractors.find.rosters.values import cleaned, is_none, money_factor
from extractors.language.dates import year_in
from extractors.language.fold import fold
from extractors.language.quantity import Unit, quantities
from extractors.model import Candidate, Document, Evidence, Method, RosterCell, RosterRow, Window
from extractors.tables import Cell, Table, tables_of

__all__ = ["STATISTICS", "find_statistics", "statistics_tables"]
STATISTICS = "yearly_statistics"
# Title, reporting body, unit, two or three rows of heads, a row of column numbers.
MOST_HEAD_ROWS = 8

# 2023年增减, 2022年占比, 2024年预计: a year in the head, but no figure of that year.
_NO_FIGURE = re.compile(
    "增减|增长|增幅|同比|环比|变化|变动|占比|比例|比重|比率|率|目标|预计|预测|计划|预算|测算|预期|拟|"
    "合计|总计|累计数|平均|备注|说明|季度|上半年|下半年|月|以来|完成率|较|比上年"
)
# 5-12月 is the year of a space that opened in May.
_WHOLE_YEAR = re.compile(r"\(?\d{1,2}月?-12月\)?|12月(?:31日|底|末)|\((?:全年|下半年)\)")
_THIS_YEAR = re.compile(
    r"(?:本年度?|当年|本期|本年数|本期数|本年实际|本年度数|今年|报告期)(?:数|值|实际|累计)?"
)
_LAST_YEAR = re.compile(r"(?:上年度?|上期|去年)(?:同期)?(?:数|值|实际|实际数)?")
# 2022年 2022年度 2022年末 二〇二二年 2022年实际 2022年（5—12月）; a full date labels no column.
_YEAR_LABEL = re.compile(
    r"(?:截[至止])?(?:(?:19|20)\d{2}|[一二][〇○零一二三四五六七八九]{3})年?度?(?:年?末|底|12月(?:31日|底|末)|1-12月)?"
    r"(?:实际|完成|数据?|值|情况|实绩|年报|统计)*(?:\([^()]*\))?"
)
# 指标（家、场、万元） gives the units of all its rows.
_UNITS_HEAD = re.compile("[(（](?=[^()（）]*[、，,])[^()（）]*元[^()（）]*[)）]")
_MONEY_NOTE = re.compile(r"[(（]?(?:注|说明|备注|货币|金额(?!.*[)）]$))")
# 金额单位：千元, 单位：某公司 above the head of one column hold for the table.
_NOTE = re.compile(r"[(（]?(?:(?:金额|货币|计量|填报|编制)?单位|金额|货币)[:：]")
_BRACKETED = re.compile(r"^[(\[【]([^()]*)[)\]】]$")
_WHO_REPORTS = re.compile("(?:填报|编制|报送|申报|上报)?单位|填表|制表")
# In an account of money spent 教育培训 is an item.
_ACCOUNTS = re.compile(
    r"(?:会计)?科目|(?:收入|支出|收支|费用|预算)(?:项目|类别|名称|科目)(?:\(.*\))?|用途"
)
# An application form (申报表) is no return, though its name ends in 报表.
_RETURN = re.compile("统计|年报|(?<!申)报表")
_FORM = re.compile("(?:申报|申请|认定|备案|推荐|登记).{0,6}[书表]")
# Words of a label that name no indicator: units, list numbers, 数量.
_NEUTRAL = re.compile(
    r"(?:(?:近?[一两二三四五几]|历|各|分|按|逐|统计|报告)?年(?:度|份)?(?:主要|运行|运营|统计|指标|数据|数|值|情况|实际|完成)*|"
    r"数量|数值|数据|指标值?|指标名称|(?:指标|实际)?(?:完成|运行|运营)(?:数据|情况)|实际|实际数|实际完成|实绩|完成|完成数|数|值|金额|[(（].*[)）]|年末|年末数|期末数|全年|"
    r"总数|总计|合计|小计|[家个场次人项元件万千㎡平方米期席支例户位名年%]+|[(（]?[一二三四五六七八九十]{1,3}[)）]?、?|\d+(?:\.\d+)*)"
)
_SUM = re.compile("合计|总计|小计|(?:近?[二两三四五]年|历年)?(?:合计|累计|总计|总数|平均)")
_VALUE_HEAD = re.compile("数量|数值|指标值|数据|实际数?|完成数?|本年累计|数|年末数|全年")


@dataclass(frozen=True, slots=True)
class _Label:
    """What names a row or a column: the year and the indicator it says, the unit in it.

    `rest` is what it says besides: 企业 below 2021年 is only a part of the row's figure.
    """

    year: int | None = None
    year_cell: Cell | None = None
    key: str | None = None
    matched: str = ""
    factor: Decimal | None = None
    barred: bool = False
    rest: str = ""


@dataclass(slots=True)
class _Year:
    cell: Cell | None
    figures: dict[str, tuple[Decimal, Evidence, str]] = field(default_factory=dict)


def find_statistics(document: Document) -> tuple[tuple[Candidate, ...], tuple[RosterRow, ...]]:
    """Find the figures of yearly statistics.

    Args:
        document: As read.

    Returns:
        Candidates with their year, and one roster row a year; both empty when there is none. A
        form's table of a single year gives candidates alone: it is the form's own figures.
    """
    tables = [figures for _, figures in _read(document)]
    ordered = _by_year(tables)
    title = title_of(document)
    form = bool(_FORM.search(title)) and not _RETURN.search(title)
    rows = _by_year([figures for figures in tables if len(figures) > 1]) if form else ordered
    candidates = tuple(
        Candidate(
            field=key,
            value=value,
            method=Method.STATISTIC,
            evidence=(evidence,),
            window=Window.YEAR,
            year=year,
            label=label,
        )
        for year, found in ordered
        for key, (value, evidence, label) in found.figures.items()
    )
    return candidates, tuple(_row(document, year, found) for year, found in rows)


def _by_year(tables: Sequence[Mapping[int, _Year]]) -> list[tuple[int, _Year]]:
    """The figures of several tables by year, the first table's where two give one."""
    years: dict[int, _Year] = {}
    for figures in tables:
        for year, found in figures.items():
            known = years.setdefault(year, _Year(found.cell))
            for key, figure in found.figures.items():
                known.figures.setdefault(key, figure)
    return sorted(years.items())


def statistics_tables(document: Document) -> frozenset[tuple[int, str | None]]:
    """The tables, as (number, sheet), from which figures were read."""
    return frozenset((table.number, table.sheet) for table, _ in _read(document))


@once_a_document
def _read(document: Document) -> tuple[tuple[Table, Mapping[int, _Year]], ...]:
    """The tables that hold figures, with their figures by year."""
    read = ((table, _figures(document, table)) for table in tables_of(document))
    return tuple((table, figures) for table, figures in read if figures)


def _row(document: Document, year: int, found: _Year) -> RosterRow:
    evidence = _quote(document, found.cell) if found.cell is not None else None
    cells = {"year": RosterCell(Decimal(year), evidence)}
    for key in load_catalogue().rosters[STATISTICS].columns:
        if key in found.figures:
            value, quote, _ = found.figures[key]
            cells[key] = RosterCell(value, quote)
    return RosterRow(STATISTICS, cells)


def _figures(document: Document, table: Table) -> Mapping[int, _Year]:
    """The figures of one table by year; nothing unless two indicators or two years agree."""
    around = _around(document, table)
    if around is None:
        return {}
    heads = _head_rows(table)
    if not heads or heads >= table.rows:
        return {}
    reader = _Reader(document, table, heads, around)
    found: dict[int, _Year] = {}
    for year, year_cell, key, label, value, evidence in reader.figures():
        known = found.setdefault(year, _Year(year_cell))
        known.figures.setdefault(key, (value, evidence, label))
    indicators = {key for year in found.values() for key in year.figures}
    return found if len(indicators) > 1 else {}


@dataclass(frozen=True, slots=True)
class _Around:
    """What holds for a whole table: the year of 本年, the unit of bare amounts."""

    year: int | None
    factor: Decimal | None


def _around(document: Document, table: Table) -> _Around | None:
    """None where the words above say that the table is a plan or another body's."""
    spec = load_catalogue().rosters[STATISTICS]
    inside = [
        cell.text
        for row in range(1, min(table.rows, 4) + 1)
        for cell in table.row(row)
        if cell.row == row and _is_title(table, cell)
    ]
    own = [*inside, *(above.text for above in table.captions[:2])]
    own += [table.sheet or "", *table.headings[:1]]
    for text in own:
        folded = fold(text).text
        if _WHO_REPORTS.match(folded) or len(folded) > 40:
            continue
        if any(word in folded for word in spec.not_captions):
            return None
    if any(_ACCOUNTS.fullmatch(fold(cell.text).text) for cell in table.cells[:12]):
        return None
    title = title_of(document)
    is_return = bool(_RETURN.search(title + "".join(own)))
    texts = [*own, *title.split(" ")]
    years = (year_in(fold(text).text) for text in texts)
    edge = [*range(1, 5), *range(max(table.rows - 2, 5), table.rows + 1)]
    corner = [cell.text for row in edge for cell in table.row(row) if _says_unit(cell.text)]
    return _Around(
        next((year for year in years if year), None) if is_return else None,
        money_factor(*corner, *(above.text for above in table.captions[:3]), *own),
    )


def _says_unit(text: str) -> bool:
    return (
        "单位" in text
        or bool(_UNITS_HEAD.search(text))
        or ("元" in text and bool(_MONEY_NOTE.match(text.strip())))
    )


def _is_title(table: Table, cell: Cell) -> bool:
    lone = sum(not other.empty for other in table.row(cell.row)) == 1
    return lone or cell.column_span >= max(table.columns - 1, 2)


def _head_rows(table: Table) -> int:
    """How many rows at the top hold no figures."""
    for row in range(1, min(table.rows, MOST_HEAD_ROWS + 1) + 1):
        cells = [cell for cell in table.row(row) if not cell.empty and cell.row == row]
        numbers = [cell for cell in cells if _is_number(cell.text)]
        years = [cell for cell in numbers if _bare_year(cell.text)]
        if len(numbers) > len(years) or (years and len(cells) > 1 and _dashes(cells)):
            return row - 1
    return 0


def _dashes(cells: list[Cell]) -> bool:
    others = [cell for cell in cells if not _bare_year(cell.text)]
    return bool(others) and all(is_none(cell.text) for cell in others)


def _is_number(text: str) -> bool:
    return bool(
        re.fullmatch(r"-?[0-9][0-9,]*(?:\.[0-9]+)?(?:[家个场次人项元件万千%]*)", fold(text).text)
    )


def _bare_year(text: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d{2}年?度?", fold(text).text))


class _Reader:
    """Reads one table: labels of rows and columns once, then every number between them."""

    def __init__(self, document: Document, table: Table, heads: int, around: _Around) -> None:
        self._document = document
        self._table = table
        self._heads = heads
        self._around = around
        self._columns = [self._column(column) for column in range(1, table.columns + 1)]

    def figures(self) -> Iterator[tuple[int, Cell | None, str, str, Decimal, Evidence]]:
        """Year, its cell, key, label, value, quote of every number that has all of them."""
        parent: str | None = None
        for row in range(self._heads + 1, self._table.rows + 1):
            for cell, label in self._labelled(row, parent):
                if label.key is not None and not label.matched.startswith("其中"):
                    parent = label.key
                found = self._figure(cell, label, self._columns[cell.column - 1])
                if found is not None:
                    yield found

    def _labelled(self, row: int, parent: str | None) -> Iterator[tuple[Cell, _Label]]:
        """The figures of a row, each with what the words left of it say, up to a figure before."""
        words: list[Cell] = []
        label: _Label | None = None
        for cell in self._table.row(row):
            if cell.empty or cell.column > len(self._columns):
                continue
            column = self._columns[cell.column - 1]
            figure = _is_number(cell.text) and not (_bare_year(cell.text) and not column.year)
            if not figure and not is_none(cell.text):
                words = words if label is None else []
                words.append(cell)
                label = None
                continue
            if label is None:
                label = self._label(words, parent)
            if figure and cell.row == row and not label.barred:
                yield cell, label

    def _figure(
        self, cell: Cell, row: _Label, column: _Label
    ) -> tuple[int, Cell | None, str, str, Decimal, Evidence] | None:
        if column.barred or (row.key and column.key) or (row.year and column.year):
            return None
        named = row if row.key else column
        dated = row if row.year else column
        if named.key is None or dated.year is None:
            return None
        key, matched = named.key, named.matched
        if named is row and column.rest:
            part = indicator(column.rest, named.key)
            if part is None:
                return None
            key, matched = part, matched + column.rest
        factor = named.factor or row.factor or column.factor or self._behind(cell)
        value = _value(cell.text, key, factor or self._around.factor)
        if value is None:
            return None
        return dated.year, dated.year_cell, key, matched, value, _quote(self._document, cell)

    def _behind(self, cell: Cell) -> Decimal | None:
        """The unit in the cell behind a figure: 120 | 万元."""
        unit = self._table.cell(cell.row, cell.last_column + 1)
        text = cleaned(unit.text) if unit is not None else ""
        return money_factor(text) if text.endswith("元") and len(text) <= 4 else None

    def _column(self, column: int) -> _Label:
        """What the heads above a column say, the lowest first for the indicator."""
        cells: list[Cell] = []
        for row in range(1, self._heads + 1):
            cell = self._table.cell(row, column)
            if cell is not None and not cell.empty and not _is_title(self._table, cell):
                cells += [cell] if not cells or cells[-1] is not cell else []
        label = self._label(cells, None)
        # A return of one year names it in its title; its figures stand under 数量.
        heads = [fold(cell.text).text for cell in cells]
        if label.year is None and heads and all(_VALUE_HEAD.fullmatch(head) for head in heads):
            return replace(label, year=self._around.year)
        return label

    def _label(self, cells: list[Cell], parent: str | None) -> _Label:
        year, year_cell, barred = self._year(cells)
        texts = [cleaned(cell.text) for cell in cells if cell is not year_cell]
        telling = [text for text in texts if not (_NEUTRAL.fullmatch(text) or _NOTE.match(text))]
        key, matched = _indicator_of(telling, parent)
        if key is None and year is None and any(_SUM.match(text) for text in texts):
            barred = True
        rest = "" if key else "".join(telling)
        factor = money_factor(*reversed(texts), year_cell.text if year_cell else "")
        return _Label(year, year_cell, key, matched, factor, barred, rest)

    def _year(self, cells: list[Cell]) -> tuple[int | None, Cell | None, bool]:
        """The year that labels name; barred where they name no whole past year."""
        for cell in cells:
            folded = fold(cell.text).text
            year = year_in(folded) if len(folded) <= 16 else None
            if year is not None and _NO_FIGURE.search(_WHOLE_YEAR.sub("", folded)):
                return None, None, True
            if year is not None and _YEAR_LABEL.fullmatch(_BRACKETED.sub(r"\1", folded)):
                return year, cell, False
            if self._around.year is not None and _THIS_YEAR.fullmatch(folded):
                return self._around.year, cell, False
            if self._around.year is not None and _LAST_YEAR.fullmatch(folded):
                return self._around.year - 1, cell, False
        return None, None, False


def _indicator_of(texts: list[str], parent: str | None) -> tuple[str | None, str]:
    """The key that labels name, the nearest to the figures first: 入驻与注册, 其中：企业."""
    if not texts:
        return None, ""
    for text in (texts[-1], "".join(texts), "".join(texts[-2:])):
        key = indicator(text, parent)
        if key is not None:
            return key, text
    return None, ""


def _value(text: str, key: str, factor: Decimal | None) -> Decimal | None:
    """The figure in the key's unit; None for a dash and for money whose unit nothing says."""
    folded = fold(text).text
    if is_none(text) or not folded:
        return None
    unit = load_catalogue().rosters[STATISTICS].columns[key].unit
    money = unit == "元"
    found = quantities(folded)
    if len(found) != 1 or found[0].approximate is not None:
        return None
    if unit == "1":
        # 67.8 in a column of percents, 0.678 in one of fractions
        percent = found[0].unit is not Unit.SHARE and found[0].value > 1
        return found[0].value / 100 if percent else found[0].value
    if found[0].unit is Unit.MONEY:
        return found[0].value if money else None
    if found[0].unit not in (Unit.BARE, Unit.COUNT, Unit.AREA):
        return None
    if not money:
        return found[0].value
    if found[0].value == 0:
        return Decimal(0)
    return None if factor is None else found[0].value * factor


def _quote(document: Document, cell: Cell) -> Evidence:
    text = document.blocks[cell.blocks[0]].text
    start = len(text) - len(text.lstrip())
    return document.quote(cell.blocks[0], start, len(text.rstrip()))
