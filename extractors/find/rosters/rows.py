"""The rows under a roster's heads in, `RosterRow`s with evidence out.

Leaves out sums, remarks, repeated heads and empty rows; joins a row that a page break cut in
two; follows section rows (二、已毕业企业) and a column of states (已毕业, 已退出). Ends where the
form goes on with something else. Never decides which roster the heads belong to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from extractors.catalogue import ColumnSpec, RosterSpec, load_catalogue
from extractors.find.rosters.choice import IDENTITY, Chosen
from extractors.find.rosters.headers import Column, Head, fit, plain_head
from extractors.find.rosters.people import organisation_and_title
from extractors.find.rosters.values import (
    Context,
    cleaned,
    is_none,
    kind_of_name,
    restore_october,
    typed,
    without_serial,
)
from extractors.language.dates import dates
from extractors.language.fold import fold
from extractors.model import Document, RosterCell, RosterRow
from extractors.tables import Cell, Table
from extractors.values import PartialDate, ValueKind

__all__ = ["Listed", "complete_tenant", "rows_of"]

_TOTAL = re.compile(r"(?:合计|总计|小计|共计|总数|累计|平均|本页小计|计$)")
_REMARK = re.compile(
    r"(?:备?注[:：1-9]|注$|说明|填表说明|备注$|\*|※|填表人|填报人|填报单位|制表|审核|负责人签|单位负责人|数据截至|以上|续表|接上)"
)
_DOTS = re.compile(r"[.…·—\-\s]+")
_OVER = re.compile("计划|退出|解除|终止|注销|离园|迁出|到期|淘汰|清退|取消|拟|意向|储备|候选|虚拟")
_OVER_STATE = re.compile(
    "计划|待举办|待开展|退出|解除|终止|注销|离园|迁出|已到期|清退|取消|未举办|未开展|意向|拟入驻"
)
_GRADUATED = re.compile("已?(?:毕业|出孵)")
_STATE_HEADS = frozenset(
    {
        "状态",
        "入驻状态",
        "目前状态",
        "当前状态",
        "在孵状态",
        "孵化状态",
        "现状",
        "是否毕业",
        "备注",
        "说明",
        "协议状态",
        "活动状态",
        "完成情况",
    }
)
_DIGITS = re.compile(r"[0-9]")


@dataclass(slots=True)
class _Draft:
    """A row being put together: per column its text, and the cell where it begins."""

    roster: str
    texts: dict[str, str] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=dict)
    serial: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows found under one head, and the last grid row that belongs to them."""

    rows: tuple[RosterRow, ...]
    last_row: int


@dataclass(slots=True)
class _State:
    """What the section rows said so far."""

    roster: str
    kind: str = ""
    skipping: bool = False


def rows_of(
    document: Document, table: Table, chosen: Chosen, context: Context, last: int
) -> Listed:
    """Read the rows below the chosen heads.

    Args:
        context: Year and money unit of the surroundings.
        last: Last grid row that can belong to the list, from 1.
    """
    head = chosen.head
    for label in head.labels:
        last = min(last, label.last_row)
    drafts: list[_Draft] = []
    end = head.last_row
    for part, columns in enumerate(head.parts):
        found, stop = _drafts(table, chosen, columns, last)
        drafts += found
        end = stop if part == 0 else max(end, stop)
    restore_october([draft.texts for draft in drafts])
    maker = _Maker(document, head, context)
    rows = tuple(row for draft in drafts if (row := maker.row(draft)) is not None)
    return Listed(rows, end)


def _drafts(
    table: Table, chosen: Chosen, columns: Mapping[str, Column], last: int
) -> tuple[list[_Draft], int]:
    spec, head = chosen.spec, chosen.head
    identity = IDENTITY[spec.key]
    state_column = _state_column(table, head, columns)
    graduated = _graduated_column(table, head) if spec.key == "tenants" else None
    state = _State(spec.key)
    drafts: list[_Draft] = []
    row = head.last_row + 1
    while row <= last:
        cells = [cell for cell in table.row(row) if not cell.empty]
        if not cells or _left_out(cells, head, columns, identity):
            row += 1
            continue
        if _structural(cells, columns, head):
            if not _section(cells[0], state) and len(cells) > 1:
                return drafts, row - 1
            row += 1
            continue
        draft = _draft(table, row, spec, head, columns, state)
        if not state.skipping and draft.texts:
            _add(drafts, draft, table, row, spec, head, identity)
            if drafts and drafts[-1] is draft:
                _note_graduation(draft, table.cell(row, graduated) if graduated else None)
                if chosen.mixed and is_none(draft.texts.get("graduated_on", "/")):
                    draft.roster = "tenants" if draft.roster == "graduates" else draft.roster
                _apply_state(drafts, table.cell(row, state_column) if state_column else None)
        row += 1
    return drafts, last


def _left_out(cells: list[Cell], head: Head, columns: Mapping[str, Column], identity: str) -> bool:
    """Sums, remarks, dots and repeated heads."""
    texts = [fold(cell.text).text for cell in cells[:3]]
    if any(_TOTAL.match(text) and len(text) <= 12 for text in texts[:2]):
        return True
    if _REMARK.match(texts[0]) and (len(cells) <= 2 or cells[0].column_span > 1):
        return True
    if all(_DOTS.fullmatch(cell.text) for cell in cells):
        return True
    heads = {plain_head(column.head)[0] for column in columns.values()}
    same = sum(plain_head(cell.text)[0] in heads for cell in cells)
    return same >= 2 and same >= len(columns) - 1


def _structural(cells: list[Cell], columns: Mapping[str, Column], head: Head) -> bool:
    """Whether the row does not follow the heads: one cell over several of the columns."""
    places = sorted(column.first for column in columns.values())
    for cell in cells:
        covered = sum(cell.column <= place <= cell.last_column for place in places)
        if covered > 1 and covered >= min(len(places), 3):
            return True
    lone = len(cells) == 1 and len(places) >= 3 and cells[0].row_span == 1
    return lone and cells[0].column <= places[0] and bool(_SECTION.match(fold(cells[0].text).text))


_SECTION = re.compile(
    r"[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．]\s*.{0,20}(?:企业|团队|项目|毕业|退出|导师|活动|人员)|"
    r".{0,6}(?:企业|团队)(?:\(?共?\d+[家个]\)?|名单|类|部分)?[:：]?$"
)


def _section(cell: Cell, state: _State) -> bool:
    """Take in a section row; False where it is none but the next part of a form."""
    text = fold(cell.text).text
    if len(text) > 40:
        return False
    if _OVER.search(text):
        state.skipping = True
        return True
    if _GRADUATED.search(text) and state.roster in ("tenants", "graduates"):
        state.roster, state.skipping = "graduates", False
        return True
    if not _SECTION.match(text) and "名单" not in text:
        return False
    state.skipping = False
    if state.roster == "graduates" and re.search("入驻|在驻|在孵", text):
        state.roster = "tenants"
    if "企业" in text and "团队" not in text:
        state.kind = "企业"
    elif "团队" in text and "企业" not in text:
        state.kind = "团队"
    return True


def _state_column(table: Table, head: Head, columns: Mapping[str, Column]) -> int | None:
    taken = {column.first for column in columns.values()}
    for column in range(1, table.columns + 1):
        cell = table.cell(head.last_row, column)
        if cell is not None and column not in taken and plain_head(cell.text)[0] in _STATE_HEADS:
            return column
    return None


def _graduated_column(table: Table, head: Head) -> int | None:
    """The grid column headed 毕业时间 in a list of tenants and graduates together."""
    for column in range(1, table.columns + 1):
        cell = table.cell(head.last_row, column)
        if cell is not None and fit("graduates", "graduated_on", cell.text) >= 95:
            return column
    return None


def _note_graduation(draft: _Draft, cell: Cell | None) -> None:
    if cell is not None and not cell.empty and not is_none(cell.text):
        draft.roster = "graduates"
        draft.texts["graduated_on"] = cell.text
        draft.cells["graduated_on"] = cell


def _apply_state(drafts: list[_Draft], cell: Cell | None) -> None:
    text = fold(cell.text).text if cell is not None else ""
    if not text or len(text) > 12:
        return
    if _OVER_STATE.search(text):
        drafts.pop()
    elif _GRADUATED.match(text) and drafts[-1].roster == "tenants":
        drafts[-1].roster = "graduates"


def _draft(
    table: Table,
    row: int,
    spec: RosterSpec,
    head: Head,
    columns: Mapping[str, Column],
    state: _State,
) -> _Draft:
    draft = _Draft(state.roster, kind=state.kind)
    for key, column in columns.items():
        cell = _own_cell(table, row, column)
        if cell is None or cell.empty:
            continue
        if cell.row != row and spec.columns[key].kind is ValueKind.NUMBER:
            continue  # one number for several rows is none of any single row
        draft.texts[key] = cell.text
        draft.cells[key] = cell
    if head.serial is not None:
        serial = table.cell(row, head.serial)
        draft.serial = serial.text.strip() if serial is not None and serial.row == row else ""
    return draft


def _own_cell(table: Table, row: int, column: Column) -> Cell | None:
    """The cell of the column in this row, not one that belongs to a column before it."""
    for place in range(column.first, column.last + 1):
        cell = table.cell(row, place)
        if cell is not None and not cell.empty and cell.column >= column.first:
            return cell
    return None


def _add(
    drafts: list[_Draft],
    draft: _Draft,
    table: Table,
    row: int,
    spec: RosterSpec,
    head: Head,
    identity: str,
) -> None:
    """Add the row, or what it holds to the row before it."""
    if identity in draft.cells and draft.cells[identity].row != row:
        # A name merged over several rows: two investments in one company, but one tenant.
        if spec.key in ("investments", "events"):
            drafts.append(draft)
        return
    if drafts and _continues(drafts[-1], draft, spec, head, identity):
        for key, text in draft.texts.items():
            drafts[-1].texts[key] = drafts[-1].texts.get(key, "") + "\n" + text
            drafts[-1].cells.setdefault(key, draft.cells[key])
    elif identity in draft.texts:
        drafts.append(draft)


def _continues(before: _Draft, draft: _Draft, spec: RosterSpec, head: Head, identity: str) -> bool:
    """Whether the row is the rest of the one before: no number of its own, and it fits in."""
    if head.serial is None or not before.serial:
        if identity in draft.texts:
            return False
    elif draft.serial:
        return False
    if identity in draft.texts and 2 * len(draft.texts) > len(head.columns):
        return False
    return all(
        _fits_together(spec.columns[key], before.texts.get(key, ""), text)
        for key, text in draft.texts.items()
    )


def _fits_together(column: ColumnSpec, before: str, text: str) -> bool:
    if not before:
        return True
    joined = fold(before.strip() + text.strip()).text
    if column.kind is ValueKind.NUMBER:
        return False
    if column.kind is ValueKind.DATE:
        return len(dates(joined)) <= 1
    if column.key == "phone":
        return len(_DIGITS.findall(joined)) <= 13
    return not (is_none(before) or is_none(text))


class _Maker:
    """Turns drafts into rows: values typed, texts quoted, what follows from a name added."""

    def __init__(self, document: Document, head: Head, context: Context) -> None:
        self._document = document
        self._head = head
        self._context = context
        self._year = context.year

    def row(self, draft: _Draft) -> RosterRow | None:
        """The row; None where its name says nothing."""
        spec = load_catalogue().rosters[draft.roster]
        identity = IDENTITY[draft.roster]
        cells: dict[str, RosterCell] = {}
        for key in spec.columns:
            if key in draft.texts:
                cells[key] = self._cell(spec.columns[key], draft, key)
        name = cells.get(identity)
        if name is None or not isinstance(name.value, str) or not name.value.strip("…. "):
            return None
        if draft.roster == "tenants":
            complete_tenant(cells, name, draft.kind)
        if draft.roster == "mentors" and "organisation" in cells and "title" not in cells:
            self._part_organisation(cells)
        return RosterRow(draft.roster, cells)

    def _cell(self, column: ColumnSpec, draft: _Draft, key: str) -> RosterCell:
        text, cell = draft.texts[key], draft.cells[key]
        block = cell.blocks[0]
        source = self._document.blocks[block].text
        start = len(source) - len(source.lstrip())
        if key in IDENTITY.values():
            start += without_serial(source[start:])
            text = text.lstrip()
            text = text[without_serial(text) :]
        end = len(source.rstrip())
        evidence = self._document.quote(block, start, end) if start < end else None
        head = self._head.columns[key].head if key in self._head.columns else ""
        value = typed(column, text, head, replace(self._context, year=self._year))
        if isinstance(value, PartialDate) and key == "held_on":
            self._year = value.year  # 2022年3月9日, then 4月13日 below it
        return RosterCell(value, evidence)

    def _part_organisation(self, cells: dict[str, RosterCell]) -> None:
        """One column for 单位及职务: 某大学教授 is an organisation and a title."""
        cell = cells["organisation"]
        if not isinstance(cell.value, str) or "职" not in self._head.columns["organisation"].head:
            return
        organisation, title = organisation_and_title(cell.value)
        cells["organisation"] = RosterCell(organisation or None, cell.evidence)
        if title:
            cells["title"] = RosterCell(title, cell.evidence)


def complete_tenant(cells: dict[str, RosterCell], name: RosterCell, section: str) -> None:
    """A tenant's kind as given, else as its name says; a team is registered nowhere."""
    choices = load_catalogue().rosters["tenants"].columns["kind"].choices
    given = cells.get("kind")
    said = _choice(given.value if given is not None else None, choices)
    if given is None or said is None:
        cells["kind"] = RosterCell(section or kind_of_name(str(name.value)), name.evidence)
    else:
        cells["kind"] = RosterCell(said, given.evidence)
    if cells["kind"].value != "企业":
        cells.pop("registered_in_space", None)


def _choice(value: object, choices: Mapping[str, tuple[str, ...]]) -> str | None:
    if not isinstance(value, str):
        return None
    folded = cleaned(fold(value).text)
    for choice, words in choices.items():
        if folded in words:
            return choice
    found = [choice for choice in choices if choice in folded]
    return found[0] if len(found) == 1 else None
