"""Values, places and findings in, the Chinese words an official reads out.

Questions, exports and reports share these words, so that one thing has one name everywhere.
Pure: nothing here decides, opens a file or touches the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from extractors.catalogue import MATERIALS, load_catalogue
from extractors.language.divisions import by_code
from extractors.model import Approximate, Evidence, Finding
from extractors.values import Division, PartialDate, Value, ValueKind
from pipeline.model import Eligibility, Outcome

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.MET: "符合",
    Outcome.NOT_MET: "不符合",
    Outcome.UNKNOWN: "无法断定",
    Outcome.JUDGEMENT: "需人工判断",
}
ELIGIBILITIES: Mapping[Eligibility, str] = {
    Eligibility.ELIGIBLE: "符合条件",
    Eligibility.NOT_ELIGIBLE: "不符合条件",
    Eligibility.NEEDS_REVIEW: "需人工审核",
}
APPROXIMATELY: Mapping[Approximate, str] = {
    Approximate.AT_LEAST: "至少",
    Approximate.AT_MOST: "至多",
    Approximate.ABOUT: "约",
}
# A longer quote than this hides the question it stands in.
QUOTE = 40  # characters


def label(key: str) -> str:
    """The Chinese name of a field, a roster or a column written roster.column, else the key."""
    catalogue = load_catalogue()
    if key in catalogue.fields:
        return catalogue.fields[key].label
    roster, _, column = key.partition(".")
    if roster not in catalogue.rosters:
        return key
    spec = catalogue.rosters[roster]
    return spec.columns[column].label if column in spec.columns else spec.label


def value_words(key: str, value: Any, approximate: Approximate | None = None) -> str:
    """The value as a sentence holds it: 820 ㎡, 约 15 家, 70%, 是, 工商注册、法律法务."""
    spec = load_catalogue().fields.get(key)
    if isinstance(value, Decimal | int | float) and not isinstance(value, bool):
        unit = spec.unit if spec is not None and spec.kind is ValueKind.NUMBER else None
        before = f"{APPROXIMATELY[approximate]} " if approximate else ""
        return before + _number_words(Decimal(str(value)), unit)
    return plain_words(value)


def plain_words(value: Any) -> str:
    """Any value without its unit, in Chinese."""
    match value:
        case None:
            return "无"
        case bool():
            return "是" if value else "否"
        case Decimal():
            return _number_words(value, None)
        case Division():
            return f"{value.name}（{value.code}）" if value.name else value.code
        case PartialDate():
            return str(value)
        case Mapping():
            return "、".join(plain_words(part) for part in value.values())
        case list() | tuple() | set() | frozenset():
            return "、".join(plain_words(part) for part in value)
        case _:
            return str(value)


def _number_words(number: Decimal, unit: str | None) -> str:
    # A unit of 1 is a share, which people read in percent.
    if unit == "1":
        return f"{_trimmed(number * 100)}%"
    return _trimmed(number) + (f" {unit}" if unit else "")


def _trimmed(number: Decimal) -> str:
    """Without trailing zeros and exponent, thousands grouped from five digits on."""
    text = f"{number:,f}" if abs(number) >= 10_000 else f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def place(evidence: Evidence) -> str:
    """运营方案.pdf 第3页."""
    where = str(evidence.anchor)
    return f"{evidence.document} {where}" if where else evidence.document


def quoted(evidence: Evidence) -> str:
    """运营方案.pdf 第3页「使用总面积 820 平方米」."""
    text = " ".join(evidence.text.split())
    shown = text if len(text) <= QUOTE else text[: QUOTE - 1] + "…"
    return f"{place(evidence)}「{shown}」"


def places(evidence: Iterable[Evidence]) -> str:
    """The first place, and how many more there are: 运营方案.pdf 第3页等2处."""
    found = list(dict.fromkeys(place(one) for one in evidence))
    return found[0] + (f"等{len(found)}处" if len(found) > 1 else "") if found else ""


def finding_words(finding: Finding) -> str:
    """The finding as one sentence; an unknown code shows its details as they are."""
    details = finding.details
    say = _FINDINGS.get(finding.code)
    if say is None:
        rest = "；".join(f"{key}：{plain_words(value)}" for key, value in details.items())
        return f"{finding.code}" + (f"（{rest}）" if rest else "")
    return say(details)


def finding_key(finding: Finding) -> str:
    """What tells this finding from others of its code: its field, label, document …, or ""."""
    for name in ("key", "label", "material", "document", "name", "keys", "place", "other"):
        if finding.details.get(name):
            return plain_words(finding.details[name])
    return ""


def _both(details: Mapping[str, Any], first: str, second: str) -> tuple[str, str, str]:
    key = str(details.get("key", ""))
    one, other = details.get(first), details.get(second)
    return label(key), value_words(key, one), value_words(key, other)


def _documents_differ(details: Mapping[str, Any]) -> str:
    key = str(details.get("key", ""))
    values = [value_words(key, value) for value in _listed(details.get("values"))]
    return f"「{label(key)}」各材料所写不一致：{'，'.join(values)}{_among(details)}"


def _among(details: Mapping[str, Any]) -> str:
    documents = plain_words(_listed(details.get("documents")))
    return f"（{documents}）" if documents else ""


def _claimed_count_differs(details: Mapping[str, Any]) -> str:
    name, claimed, listed = _both(details, "claimed", "listed")
    return f"「{name}」申报 {claimed}，名单列出 {listed}"


def _ratio_differs(details: Mapping[str, Any]) -> str:
    name, claimed, computed = _both(details, "claimed", "computed")
    return f"「{name}」申报 {claimed}，按面积计算为 {computed}"


def _sum_differs(details: Mapping[str, Any]) -> str:
    name, claimed, computed = _both(details, "claimed", "computed")
    return f"「{name}」合计写 {claimed}，各项相加为 {computed}"


def _dates_out_of_order(details: Mapping[str, Any]) -> str:
    names = "、".join(f"「{label(str(key))}」" for key in _listed(details.get("keys")))
    return f"日期先后不合理：{names}"


def _value_implausible(details: Mapping[str, Any]) -> str:
    key = str(details.get("key", ""))
    return f"「{label(key)}」为 {value_words(key, details.get('value'))}，超出合理范围"


def _outside_division(details: Mapping[str, Any]) -> str:
    """`division` is where the applicant is registered, `region` where the policy applies."""
    own, region = details.get("division"), details.get("region")
    named = by_code(str(own)) if own else None
    where = details.get("address") or (named.name if named is not None else own)
    shown = f"登记地（{plain_words(where)}）" if where else "登记地"
    return (
        f"{shown}不在政策适用的行政区划" + (f"（{plain_words(region)}）" if region else "") + "内"
    )


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _of(name: str, before: str, after: str = "") -> Callable[[Mapping[str, Any]], str]:
    def say(details: Mapping[str, Any]) -> str:
        value = details.get(name)
        return before + (f"「{plain_words(value)}」" if value not in (None, "") else "") + after

    return say


def _credit_code(details: Mapping[str, Any]) -> str:
    code = details.get("code") or details.get("value") or ""
    return f"统一社会信用代码 {code} 的校验码不符"


def _material(details: Mapping[str, Any]) -> str:
    material = str(details.get("material", ""))
    return f"缺少政策要求的材料：{MATERIALS.get(material, material)}"


def _too_long(details: Mapping[str, Any]) -> str:
    limit, length = details.get("limit"), details.get("length")
    return f"「{details.get('label', '')}」限 {limit} 字，实际 {length} 字"


# code → how its details read
_FINDINGS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "documents_differ": _documents_differ,
    "claimed_count_differs": _claimed_count_differs,
    "ratio_differs": _ratio_differs,
    "sum_differs": _sum_differs,
    "dates_out_of_order": _dates_out_of_order,
    "value_implausible": _value_implausible,
    "credit_code_invalid": _credit_code,
    "registered_outside_division": _outside_division,
    "branch_office": _of("name", "申请单位", "是分支机构，不具备独立法人资格"),
    "tenant_in_two_submissions": _of("name", "入驻单位", "同时出现在另一份申报中"),
    "mentor_in_two_submissions": _of("name", "导师", "同时出现在另一份申报中"),
    "text_in_two_submissions": _of("other", "文字与另一份申报", "相同"),
    "form_cell_blank": _of("label", "申报表", "一栏空白"),
    "cover_number_filled": _of("value", "封面编号应由受理单位填写，申报单位已填", ""),
    "text_too_long": _too_long,
    "application_date_missing": lambda _: "未找到申报日期，暂以评审当日为基准日",
    "material_missing": _material,
    "threshold_copied": lambda d: (
        f"「{label(str(d.get('key', '')))}」处照抄了政策条文，没有写明实际情况"
    ),
    "hidden_content": _of("document", "", "含隐藏内容，未作为申报内容采用"),
    "tracked_changes": _of("document", "", "含未接受的修订"),
}


def stated(key: str, value: Value, approximate: Approximate | None, by: Iterable[Evidence]) -> str:
    """One witness: 820 ㎡（申报书.docx 第1段）; without a place just the value."""
    where = places(by)
    words = value_words(key, value, approximate)
    return f"{words}（{where}）" if where else words
