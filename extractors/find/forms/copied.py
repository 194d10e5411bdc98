"""An application form in, the cells out that hold a policy's wording where a number should stand.

具有提供创新创业辅导的导师团队 beside 导师 says what is asked for and not how many there are, and
每年举办不少于8次的活动 how many there are to be.
Reads forms only; a sentence of a plan may say so much beside its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.catalogue import load_catalogue
from extractors.find.documents.materials import materials_of
from extractors.language.fold import fold
from extractors.language.quantity import quantities
from extractors.model import Document, Finding
from extractors.tables import Cell, Table, tables_of
from extractors.values import ValueKind

__all__ = ["copied_requirements", "is_requirement"]

# How policies ask for something, from the first word of the cell on.
_ASKED = re.compile(
    r"(?:申报(?:单位|主体)|众创空间|空间)?(?:应当|应该|应|须|必须|需要?|要求|要)?"
    r"(?:具有|具备|拥有|配备|建有|设有|建立|聘有|聘请)"
    r".{0,6}(?:提供|满足|能够|能力|一定|相应|必要|固定|完善|健全|较强|较为|良好|稳定|专业)"
)
# 每年举办不少于8次的沙龙、路演: what a policy wants in a year, and no year's number.
_BOUND = re.compile(r"[^0-9，,。；;]{2,12}(?:不少于|不低于|不小于)[0-9]{1,4}[^0-9，,。；;]{1,2}的")
# 工位和公共服务场地面积之和占总面积的比例不低于70%: who has measured writes the figure alone.
_SHARE_ASKED = re.compile(
    r"[^0-9，,。；;]{6,40}(?:不少于|不低于|不小于|应?达到|大于|超过)[0-9]{1,3}(?:%|\(含\)|以上|\(含\)以上)+"
)
# A shorter text is a keyword, a longer one a description of their own.
_LENGTH = range(8, 61)  # characters


def copied_requirements(document: Document) -> Iterator[Finding]:
    """Cells beside the label of a number that hold a requirement and no number."""
    if "application_form" not in materials_of(document):
        return
    for table in tables_of(document):
        for cell in table.cells:
            key = _field(cell.text)
            value = _beside(table, cell) if key is not None else None
            if value is not None and is_requirement(value.text):
                quote = document.quote(value.blocks[0])
                details = {"key": key, "places": [document.name]}
                yield Finding("threshold_copied", details, (quote,))


def _beside(table: Table, label: Cell) -> Cell | None:
    value = table.cell(label.row, label.last_column + 1)
    return None if value is None or value.empty else value


def is_requirement(text: str) -> bool:
    """Whether a cell says what a policy asks, and not what there is."""
    folded = re.sub(r"\s+", "", fold(text).text)
    if len(folded) not in _LENGTH:
        return False
    if _SHARE_ASKED.fullmatch(folded):
        return True
    return bool(_BOUND.match(folded) or (_ASKED.match(folded) and not quantities(folded)))


def _field(text: str) -> str | None:
    """The number that the cell is the label of, None for any other cell."""
    if len(text) > 40:
        return None
    return _labels().get(re.sub(r"\s+|[(（][^()（）]*[)）]|[:：]$", "", fold(text).text))


@cache
def _labels() -> dict[str, str]:
    """The catalogue's labels of numbers; one that names two fields names neither."""
    found: dict[str, str | None] = {}
    for spec in load_catalogue().fields.values():
        if spec.kind is ValueKind.NUMBER:
            for label in {*spec.labels, *spec.form_labels, spec.label}:
                found[label] = spec.key if found.get(label, spec.key) == spec.key else None
    return {label: key for label, key in found.items() if key is not None}
