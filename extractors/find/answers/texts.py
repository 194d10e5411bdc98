"""A value beside a label in, the name, address, code or telephone that it is out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.catalogue import FieldSpec, load_catalogue
from extractors.find.answers.answer import JOINED_AREA, NOTHING, Answer, candidate
from extractors.language.dates import dates
from extractors.language.identifiers import credit_codes, emails, mobiles, phones
from extractors.model import Candidate

_SPACE = re.compile(r"(?:空间|工场|工坊|创客|咖啡|青创|梦工厂|创业社区|创业营)[^，。]{0,6}$")
_NO_NAMES = {"单位", "盖章", "公章", "签字", "年月日", "单位(盖章)", "(盖章)", "(公章)", "盖章:"}
_PERSON = {"contact_name", "legal_representative"}
_NAME = re.compile(
    r"(?:姓名:)?(?P<name>[^0-9(，,;；/、:]{1,60}?)[-:· ]{0,8}"
    r"(?=手机|电话|座机|邮箱|固话|职务|联系|先生|女士|[0-9(，,;；/、:]|$)"
)


def text_value(spec: FieldSpec, answer: Answer) -> Iterator[Candidate]:
    """The text by its kind: a code that is one, a telephone, a name, an address."""
    text = answer.folded.text
    if NOTHING.match(text):
        return
    fields = load_catalogue().fields
    match spec.key:
        case "credit_code":
            for code in credit_codes(text)[:1]:
                yield candidate(spec, answer, code.value, answer.quote(code.start, code.end))
        case "contact_email":
            for email in emails(text)[:1]:
                yield candidate(spec, answer, email.value, answer.quote(email.start, email.end))
        case "contact_phone" | "contact_mobile":
            cells = mobiles(text)
            for phone in [p for p in phones(text) if p.value not in {m.value for m in cells}][:1]:
                yield candidate(
                    fields["contact_phone"],
                    answer,
                    phone.value,
                    answer.quote(phone.start, phone.end),
                )
            for mobile in cells[:1]:
                yield candidate(
                    fields["contact_mobile"],
                    answer,
                    mobile.value,
                    answer.quote(mobile.start, mobile.end),
                )
        case _:
            if answer.pair.label == "名称" and not _SPACE.search(text):
                spec = fields["operator_name"]
            start, end = _extent(spec, answer)
            if end > start and _is_name(text[start:end]):
                evidence = answer.quote(start, end)
                yield candidate(spec, answer, re.sub(r"\s*\n\s*", "", evidence.text), evidence)


def _is_name(text: str) -> bool:
    """Whether the text can be a name or an address: words, not a date or a place to seal."""
    without = text
    for date in reversed(dates(text)):
        without = without[: date.start] + without[date.end :]
    return bool(re.search(r"[A-Za-z\u4e00-\u9fff]{2}", without)) and without not in _NO_NAMES


def _extent(spec: FieldSpec, answer: Answer) -> tuple[int, int]:
    """Where a text value lies: a person without telephone, an address without its area."""
    text = answer.folded.text
    if spec.key in _PERSON:
        match = _NAME.match(text)
        return match.span("name") if match and len(match["name"]) <= 30 else (0, 0)
    if spec.key.endswith("_address") and (area := JOINED_AREA.search(text)):
        return 0, area.start()
    return 0, len(text) if len(text) <= 120 else 0
