"""A document's title and signatures in, the name of the space and the day of application out.

Both are fallbacks: a label that states them is trusted more. Never reads the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.catalogue import FieldSpec, load_catalogue
from extractors.find.documents.outline import heading_level
from extractors.find.forms.ticks import options
from extractors.language.dates import dates
from extractors.language.fold import fold
from extractors.model import Candidate, Document, Method, Window
from extractors.tables import READ_LAYERS

# Titles stand among the first blocks, before the first heading.
COVER = 8
_NAMED = re.compile(
    r"^(?:[一-龥]{2,8}[·・])?(?P<name>[^，。:()]{2,24}?"
    r"(?:众创空间|创客空间|创客坊|众创坊|创业空间|青创空间|创客工场|众创工场|创客中心|创业咖啡))"
    r"(?=$|(?:[0-9]{4}[-0-9]*年?度?)?(?:[（(]|建设|运营|方案|工作|年度|年|统计|入驻|申报|备案|申请|总结|计划))"
)
# A title such as 云南省众创空间认定申报书 names the policy's region, not a space.
_NO_NAME = re.compile(
    r"(?:^|.*(?:省|市|县|区|州|自治区|省级|市级|区级|国家级|级))(?:众创空间|创客空间)$"
)
# What may stand before the date on a cover; 注册时间 2018年4月12日 is another date.
_DATE_OF_FORM = re.compile(r"(?:申报|申请|填报|填表|填写|上报|编制|报送)?(?:日期|时间)?:?\s*")
_SIGNED = re.compile(r"签字|签名|签章|盖章|公章|[（(]章[）)]")
_OTHERS = re.compile(r"意见|推荐|审核|审查|主管|受理|评审|部门")
_SIGNATURES = 4  # lines from an opinion down to the day below it


def find_on_cover(document: Document, materials: tuple[str, ...]) -> tuple[Candidate, ...]:
    """Candidates that stand in no label and no sentence."""
    found = list(_name_in_title(document))
    if "operating_plan" in materials:
        found += _operator_on_cover(document)
    if "application_form" in materials:
        found += _signed_on(document)
        found += _ticked_on_cover(document)
    return tuple(found)


def _name_in_title(document: Document) -> Iterator[Candidate]:
    seen = 0
    for index, block in enumerate(document.blocks):
        if block.layer not in READ_LAYERS or block.in_table or not block.text.strip():
            continue
        seen += 1
        if seen > COVER or (heading_level(block) and seen > 1):
            return
        folded = fold(block.text)
        match = _NAMED.match(folded.text)
        if match and not _NO_NAME.match(match["name"]):
            start, end = folded.span(match.start("name"), match.end("name"))
            yield Candidate(
                field="space_name",
                value=block.text[start:end].replace("\n", ""),
                method=Method.PROSE,
                evidence=(document.quote(index, start, end),),
                window=Window.NOW,
            )
            return


_ORGANISATION = re.compile(
    r"^[一-龥()·]{3,30}(?:公司|学院|大学|中心|研究院|研究所|协会|促进会|合作社|学校)$"
)


def _operator_on_cover(document: Document) -> Iterator[Candidate]:
    """A line of the cover that is nothing but an organisation's name: who hands the plan in."""
    blocks = [i for i, block in enumerate(document.blocks) if block.layer in READ_LAYERS]
    for index in blocks[:COVER]:
        block = document.blocks[index]
        if not block.in_table and _ORGANISATION.match(fold(block.text).text):
            yield Candidate(
                field="operator_name",
                value=block.text.strip().replace("\n", ""),
                method=Method.PROSE,
                evidence=(document.quote(index),),
                window=Window.NOW,
            )
            return


def _ticked_on_cover(document: Document) -> Iterator[Candidate]:
    """A choice ticked under the title with no label: （技术支撑类 ☑ 综合服务类 □）."""
    body = [i for i, block in enumerate(document.blocks) if block.layer in READ_LAYERS]
    for index in body[:COVER]:
        block = document.blocks[index]
        folded = fold(block.text)
        given = options(folded.text)
        ticked = [option for option in given if option.ticked]
        if block.in_table or len(given) < 2 or len(ticked) != 1:
            continue
        for spec in load_catalogue().fields.values():
            chosen = [_choice(spec, option.text.strip("()")) for option in given]
            if None not in chosen and len(set(chosen)) == len(chosen):
                value = chosen[given.index(ticked[0])]
                assert value is not None
                place = folded.span(ticked[0].start, ticked[0].box_end)
                yield Candidate(
                    field=spec.key,
                    value=value,
                    method=Method.CHECKBOX,
                    evidence=(document.quote(index, *place),),
                    window=spec.window,
                )


def _choice(spec: FieldSpec, text: str) -> str | None:
    """The choice that an option says in just the words of the catalogue."""
    for value, words in spec.choices.items():
        if any(fold(word).text == text for word in words):
            return value
    return None


def _signed_on(document: Document) -> Iterator[Candidate]:
    """The date beside the applicant's signature or seal, or alone on the form's cover."""
    body = [i for i, block in enumerate(document.blocks) if block.layer in READ_LAYERS]
    cover = frozenset(i for i in body[:COVER] if not document.blocks[i].in_table)
    for index in body:
        block = document.blocks[index]
        folded = fold(block.text)
        days = [date for date in dates(folded.text) if date.value.day is not None]
        if len(days) != 1 or len(folded.text) - days[0].end > 2:
            continue
        alone = bool(_DATE_OF_FORM.fullmatch(folded.text[: days[0].start]))
        if (alone and index in cover) or _SIGNED.search(_with_label(document, index, alone)):
            start, end = folded.span(days[0].start, days[0].end)
            yield Candidate(
                field="applied_on",
                value=days[0].value,
                method=Method.PROSE,
                evidence=(document.quote(index, start, end),),
                window=Window.NOW,
                label="签字盖章日期",
            )


def _with_label(document: Document, index: int, alone: bool) -> str:
    """The block's text with that of the cell to its left; of a day alone, with the line above."""
    block = document.blocks[index]
    before = document.blocks[index - 1] if index else None
    if before is None or before.anchor.table != block.anchor.table:
        return block.text
    if block.in_table:
        return before.text + block.text
    # Below the opinion of another body its own seal and day follow.
    above = "".join(b.text for b in document.blocks[max(0, index - _SIGNATURES) : index])
    return before.text + block.text if alone and not _OTHERS.search(above) else block.text
