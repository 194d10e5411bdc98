"""An application form in, the labels of its empty cells and what breaks the form's own rules out.

Reads forms by their own grid: a label with an empty cell right of it or below it. Opinion
boxes, signatures, stamps and numbers that the office fills are not the applicant's; spare rows
of lists are no blanks. Never says that a value is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.catalogue import load_catalogue
from extractors.find.documents.materials import materials_of
from extractors.find.figures.statistics import statistics_tables
from extractors.find.forms.copied import copied_requirements
from extractors.find.remember import once_a_document
from extractors.find.rosters.rosters import RosterArea, roster_areas
from extractors.find.rosters.values import cleaned
from extractors.language.fold import fold
from extractors.model import Document, Evidence, Finding
from extractors.tables import READ_LAYERS, Cell, Table, tables_of

__all__ = ["blanks_of", "form_findings_of"]

# What only the office fills, or what is filled by hand and stamp.
_NOT_THE_APPLICANTS = re.compile(
    "意见|审核|审批|审查|推荐(?:单位|部门|机构)意见|签字|签章|签名|盖章|公章|印章|编号|受理|承诺|声明|"
    "备注|说明|填表|经办|评审|专家|核准|批准|照片|粘贴|主管部门|归档|档号"
)
_PLACEHOLDER = re.compile(
    r"(?:[_＿\-—/\s]*|(?:20)?[_＿\s]*年[_＿\s]*月[_＿\s]*日|[_＿\s]*年[_＿\s]*月|请填写|请输入|点击.*输入.*|"
    r"[(（]?(?:盖章|公章|签字)[)）]?|[_＿\s]*(?:m2|平方米|个|家|人|名|项|场|万元|元|年|%)[_＿\s]*)"
)
_FILLED_NONE = re.compile(r"[/\\\-—－]+")
_LABEL = re.compile(r"[\u4e00-\u9fffA-Za-z/、()（）\-及和与或一二三]{2,16}[:：]?")
_VALUE_LIKE = re.compile(r"[□☑■√✓☐☒0-9@]|公司|有限|(?:省|市|县|区|街道|路|号)$")
# Labels of forms that name no field of the catalogue.
_OTHER_LABELS = frozenset(
    "传真 网址 网站 邮编 邮政编码 微信 微信公众号 公众号 QQ 职务 职称 学历 "  # noqa: SIM905
    "专业 性别 民族 身份证号 身份证号码 账户名 户名 开户行 开户银行 开户账号 银行账号 账号 "
    "注册资本 注册资金 经营范围 主管单位 举办单位 推荐单位 联系电话 固定电话 办公电话 通讯地址 "
    "通信地址 邮箱 电子邮箱 电子邮件 E-mail Email 手机 移动电话 负责人 申报日期 "
    "申请日期 填报日期".split()
)
# 1.13 办公电话, 3、传真, （二）联系人: a number alone belongs to the label (3年租金).
_ENUMERATOR = re.compile(
    r"^(?:\d{1,2}(?:[.．]\d{1,2})+[.．、]?|\d{1,2}[.．、]|[(（][一二三四五六七八九十\d]{1,3}[)）]|"
    r"[一二三四五六七八九十]{1,3}、)(?=[\u4e00-\u9fff])"
)
_LINE = re.compile(r"^\s{0,80}([\u4e00-\u9fffA-Za-z\s（）()/-]{2,20}?)\s{0,80}[:：][\s_＿]*(.*)$")
_LIMIT = re.compile(
    r"(?:限|不超过|不多于|少于|控制在|不得超过|约)?\s*(\d{2,5})\s*(?:个)?(?:汉)?字(?:以内|之内|以下|左右)?"
)
_LIMITS = re.compile("以内|之内|以下|限|不超过|不多于|不得超过|控制在")
_NUMBER_LABEL = re.compile(r"(?:申报|申请|受理|备案|项目|认定)?编号")
# 〔2021〕  号 is printed on the form, （由受理单位填写） too: a number has a digit beside the year.
_PRINTED_YEAR = re.compile(r"20\s?[0-9]{0,2}(?![0-9])")
_REMARKS = re.compile("备注|说明|备注说明|情况说明|注")
_NO_BLANKS = re.compile(
    r"不得(?:空缺|留空|空白|有空|漏填|缺项|空项)|不(?:能|可|要)(?:空缺|留空|空白|空项|漏填)|"
    r"(?:没有|无|无此|无该).{0,8}(?:请)?(?:填|填写|写)[“\"'「]?无|均(?:须|需|应)填写"
)


@dataclass(frozen=True, slots=True)
class _Blank:
    label: str
    cell: Cell
    value: Cell


@once_a_document
def blanks_of(document: Document) -> tuple[tuple[str, Evidence | None], ...]:
    """The labels of cells that the applicant left empty, each with its label's place.

    Args:
        document: Any document; only an application form has blanks.

    Returns:
        Labels without colons and brackets of units, in document order, none twice per place.
    """
    if "application_form" not in materials_of(document):
        return ()
    found: list[tuple[str, Evidence | None]] = [
        (blank.label, _quote(document, blank.cell.blocks[0])) for blank in _cells(document)
    ]
    found += _lines(document)
    return tuple(dict.fromkeys(found))


def form_findings_of(document: Document) -> tuple[Finding, ...]:
    """What breaks the form's own rules: a text over its limit, a filled number, a blank cell.

    A requirement copied into a cell that asks for a number is told with them.
    """
    if "application_form" not in materials_of(document):
        return ()
    found = list(_numbers_on_cover(document))
    for place, table in enumerate(tables_of(document)):
        found += _too_long(document, table)
        if place == 0:
            found += _numbers(document, table)
    found += copied_requirements(document)
    if _forbids_blanks(document):
        for label, evidence in blanks_of(document):
            quotes = (evidence,) if evidence is not None else ()
            found.append(Finding("form_cell_blank", {"label": label}, quotes))
    return tuple(found)


def _forbids_blanks(document: Document) -> bool:
    return any(
        _NO_BLANKS.search(fold(block.text).text)
        for block in document.blocks
        if block.layer in READ_LAYERS
    )


def _cells(document: Document) -> Iterator[_Blank]:
    areas = roster_areas(document)
    returns = statistics_tables(document)
    tables = tables_of(document)
    # A cell with a table of its own is answered by it.
    holders = {table.holder for table in tables}
    for table in tables:
        if (table.number, table.sheet) in returns:
            continue
        own = [area for area in areas if (area.table, area.sheet) == (table.number, table.sheet)]
        if table.sheet is not None:
            yield from _blanks_of_sheet(table, own)
        else:
            yield from (b for b in _blanks_in(table, own) if b.value.blocks[0] not in holders)


def _blanks_in(table: Table, areas: list[RosterArea]) -> Iterator[_Blank]:
    for cell in table.cells:
        if not _is_blank(cell.text):
            continue
        if any(area.first_row <= cell.row <= area.last_row for area in areas):
            continue
        head = table.cell(1, cell.column)
        if head is not None and _REMARKS.fullmatch(fold(head.text).text.strip()):
            continue  # nobody need remark on every figure
        label = _label_left(table, cell) or _label_above(table, cell)
        if label is not None and not _NOT_THE_APPLICANTS.search(fold(label.text).text):
            yield _Blank(_shown(label.text), label, cell)


def _is_blank(text: str) -> bool:
    """Empty, or only the form's own dotted line; / and — are answers."""
    stripped = text.strip()
    if _FILLED_NONE.fullmatch(stripped):
        return False
    return bool(_PLACEHOLDER.fullmatch(fold(stripped).text or "")) or not stripped


def _blanks_of_sheet(table: Table, areas: list[RosterArea]) -> Iterator[_Blank]:
    """Known labels without a value: sheets hold no empty cells, only gaps between labels."""
    for label in table.cells:
        text = fold(label.text).text
        if not _known(label.text) or _NOT_THE_APPLICANTS.search(text) or len(text) > 16:
            continue
        if any(area.first_row <= label.row <= area.last_row for area in areas):
            continue
        if label.last_column >= table.columns:
            continue
        right = table.cell(label.row, label.last_column + 1)
        beside = [cell for cell in table.row(label.row) if cell is not label]
        if right is None and beside and all(cell.row_span == 1 for cell in beside):
            yield _Blank(_shown(label.text), label, label)


def _label_left(table: Table, cell: Cell) -> Cell | None:
    left = table.cell(cell.row, cell.column - 1) if cell.column > 1 else None
    if left is None or left.empty or not _is_label(left.text):
        return None
    if _known(left.text):
        return left
    # Forms set label and value by turns; a name such as 李明 looks like a label but stands where
    # values stand. A label over several rows at the left is outside the turns.
    cells = table.row(cell.row)
    if len(cells) % 2 and cells[0].row_span > cell.row_span:
        cells = cells[1:]
    place = next(index for index, other in enumerate(cells) if other is cell)
    return left if place % 2 and not len(cells) % 2 else None


def _label_above(table: Table, cell: Cell) -> Cell | None:
    """The head above an empty value: a row of labels, a row of values, perhaps again."""
    above = table.cell(cell.row - 1, cell.column) if cell.row > 1 else None
    if above is None or above.empty or not _is_label(above.text):
        return None
    heads = [other for other in table.row(above.row) if not other.empty]
    if len(heads) < 3 or not all(_is_label(other.text) for other in heads):
        return None
    beside = [other for other in table.row(cell.row) if not other.empty]
    below = [other for other in table.row(cell.row + 1) if not other.empty]
    # A row of values below it again makes a list, whose empty cells are no blanks of the form.
    follows = not below or (_known(above.text) and _is_label(below[0].text))
    return above if follows and len(beside) >= len(heads) / 2 else None


def _is_label(text: str) -> bool:
    folded = _ENUMERATOR.sub("", re.sub(r"\s+", "", fold(text).text))
    if _known(text):
        return True
    return bool(_LABEL.fullmatch(folded)) and not _VALUE_LIKE.search(folded)


def _known(text: str) -> bool:
    core = fold(_shown(text)).text
    return core in _OTHER_LABELS or core in _field_labels()


@cache
def _field_labels() -> frozenset[str]:
    return frozenset(
        label
        for spec in load_catalogue().fields.values()
        for label in (*spec.labels, *spec.form_labels, spec.label)
    )


def _shown(text: str) -> str:
    """The label as the official knows it: no colon, no unit, no layout blanks."""
    folded = re.sub(r"\s+", "", cleaned(text))
    folded = re.sub(r"[(（][^()（）]*[)）]", "", folded)
    return _ENUMERATOR.sub("", folded.rstrip(":：").lstrip("*※★"))


def _lines(document: Document) -> Iterator[tuple[str, Evidence | None]]:
    """Lines of a cover with nothing behind the colon: 申报日期：    年  月  日."""
    for index, block in enumerate(document.blocks):
        if block.layer not in READ_LAYERS or block.in_table:
            continue
        found = _LINE.match(block.text)
        if found is None or "\n" in block.text.strip():
            continue
        label, value = _shown(found[1]), found[2]
        if _NOT_THE_APPLICANTS.search(fold(found[1]).text) or not _known(label):
            continue
        if _is_blank(value):
            yield label, _quote(document, index)


def _too_long(document: Document, table: Table) -> Iterator[Finding]:
    for cell in table.cells:
        limit = _limit_in(cell.text)
        if limit is None or len(fold(cell.text).text) > 80:
            continue
        value = table.cell(cell.row, cell.last_column + 1)
        if value is None and cell.column == 1:  # the label is a row of its own, the text below it
            value = table.cell(cell.last_row + 1, cell.column)
        if value is None:
            continue
        length = len(re.sub(r"\s+", "", value.text))
        if length > limit:
            yield Finding(
                "text_too_long",
                {"label": _shown(cell.text), "limit": limit, "length": length},
                (_quote(document, value.blocks[0]),),
            )


def _limit_in(text: str) -> int | None:
    folded = fold(text).text
    found = _LIMIT.search(folded)
    if found is None or not (_LIMITS.search(folded) or "字)" in folded):
        return None
    return int(found[1])


def _numbers(document: Document, table: Table) -> Iterator[Finding]:
    """The cover's number, which the office fills."""
    for cell in table.cells:
        if not _NUMBER_LABEL.fullmatch(_shown(cell.text)):
            continue
        value = table.cell(cell.row, cell.last_column + 1)
        if value is not None and _is_numbered(value.text):
            quote = _quote(document, value.blocks[0])
            yield Finding("cover_number_filled", {"value": cleaned(value.text)}, (quote,))


def _numbers_on_cover(document: Document) -> Iterator[Finding]:
    """The same as a line above the form's first table: 编号：2019-003."""
    for index, block in enumerate(document.blocks):
        if block.in_table:
            break
        line = _LINE.match(block.text) if block.layer in READ_LAYERS else None
        if line is None or not _NUMBER_LABEL.fullmatch(_shown(line[1])):
            continue
        value = line[2].strip()
        if _is_numbered(value):
            start = block.text.index(value, line.start(2))
            quote = document.quote(index, start, start + len(value))
            yield Finding("cover_number_filled", {"value": cleaned(value)}, (quote,))


def _is_numbered(text: str) -> bool:
    if _is_blank(text) or _is_none_said(text):
        return False
    return bool(re.search(r"\d", _PRINTED_YEAR.sub("", fold(text).text)))


def _is_none_said(text: str) -> bool:
    return bool(_FILLED_NONE.fullmatch(text.strip())) or cleaned(text) in ("无", "不填")


def _quote(document: Document, block: int) -> Evidence:
    text = document.blocks[block].text
    start = len(text) - len(text.lstrip())
    return document.quote(block, start, len(text.rstrip()))
