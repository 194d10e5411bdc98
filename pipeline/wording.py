"""Values, places and findings in, the Chinese words an official reads out.

Questions, exports and reports share these words, so that one thing has one name everywhere.
Pure: nothing here decides, opens a file or touches the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from extractors.catalogue import MATERIALS, load_catalogue
from extractors.language.divisions import by_code
from extractors.model import Approximate, Evidence, Finding
from extractors.values import Division, PartialDate, Value, ValueKind
from pipeline.model import Eligibility, Outcome, Status

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
STATUSES: Mapping[Status, str] = {
    Status.ACCEPTED: "采用",
    Status.REVIEW: "待核实",
    Status.MISSING: "缺失",
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
    """The finding as one sentence with its values and where they stand.

    An unknown code shows its details as they are; places are left out where none is known.
    """
    details = finding.details
    say = _FINDINGS.get(finding.code)
    if say is None:
        rest = "；".join(f"{key}：{plain_words(value)}" for key, value in details.items())
        return f"{finding.code}" + (f"（{rest}）" if rest else "")
    return say(details, finding.evidence)


def finding_key(finding: Finding) -> str:
    """What tells this finding from others of its code: its field, label, document …, or ""."""
    details = finding.details
    if details.get("other") and not details.get("key"):
        # That one more has it is another question: who answered it for two has not seen three.
        count = details.get("count")
        further = f"+{count - 1}" if isinstance(count, int) and count else ""
        name = f"{details['name']}@" if details.get("name") else ""
        return f"{name}{details['other']}{further}"
    if details.get("document") and details.get("place"):  # two hidden sheets of one workbook
        return f"{details['document']} {details['place']}"
    for name in ("key", "keys", "label", "material", "document", "name", "other", "address"):
        if details.get(name):
            return plain_words(details[name])
    return ""


Details = Mapping[str, Any]
Places = Sequence[Evidence]


def _at(by: Places) -> str:
    """（申报书.docx 表4第7行第4列）, "" without a place."""
    where = places(by)
    return f"（{where}）" if where else ""


def _both(details: Details, first: str, second: str) -> tuple[str, str, str]:
    key = str(details.get("key", ""))
    one, other = details.get(first), details.get(second)
    return label(key), value_words(key, one), value_words(key, other)


def _documents_differ(details: Details, by: Places) -> str:
    key = str(details.get("key", ""))
    values = [value_words(key, value) for value in _listed(details.get("values"))]
    roster, _, column = key.partition(".")
    whose = f"{label(roster)}「{details['name']}」的" if column and details.get("name") else ""
    told = f"{whose}「{label(key)}」各材料所写不一致："
    if len(by) == len(values):
        return told + "，".join(
            f"{place(one)}写 {value}" for one, value in zip(by, values, strict=True)
        )
    documents = plain_words(_listed(details.get("documents")))
    return told + "，".join(values) + (f"（{documents}）" if documents else "")


def _claimed_count_differs(details: Details, by: Places) -> str:
    name, claimed, listed = _both(details, "claimed", "listed")
    return f"「{name}」申报 {claimed}{_at(by[:1])}，名单列出 {listed}{_at(by[1:2])}"


def _serial_numbers_broken(details: Details, by: Places) -> str:
    said = [
        f"{word} {'、'.join(map(str, numbers))}"
        for word, key in (("缺", "missing"), ("重复", "repeated"))
        if (numbers := _listed(details.get(key)))
    ]
    written = f"名单序号编到 {details.get('last')}，列出 {details.get('listed')} 行"
    return f"{plain_words(details.get('document'))}{written}：序号{'，'.join(said)}{_at(by[:1])}"


def _ratio_differs(details: Details, by: Places) -> str:
    name, claimed, computed = _both(details, "claimed", "computed")
    return f"「{name}」申报 {claimed}{_at(by[:1])}，按面积计算为 {computed}{_at(by[1:])}"


def _sum_differs(details: Details, by: Places) -> str:
    name, claimed, computed = _both(details, "claimed", "computed")
    here, there = _at(by[:1]), _at(by[1:])
    if details.get("part"):
        part = label(str(details["part"]))
        return f"「{part}」{computed}{there}，多于「{name}」{claimed}{here}"
    if details.get("key") == "lease_years":
        return f"「{name}」写 {claimed}{here}，按起止日期为 {computed}{there}"
    return f"「{name}」合计写 {claimed}{here}，各项相加为 {computed}{there}"


def _dates_out_of_order(details: Details, by: Places) -> str:
    keys = [str(key) for key in _listed(details.get("keys"))]
    days = [str(day) for day in _listed(details.get("values"))]
    if len(keys) != 2:
        return "日期先后不合理" + "".join(f"「{label(key)}」" for key in keys) + _at(by)
    one, two = (f"「{label(key)}」" for key in keys)
    if len(days) == 2:
        one, two = f"{one}（{days[0]}）", f"{two}（{days[1]}）"
    who = f"{label(keys[0].partition('.')[0])}「{details['name']}」的" if "name" in details else ""
    return f"日期先后不合理：{who}{one}晚于{two}{_at(by)}"


def _value_implausible(details: Details, by: Places) -> str:
    key = str(details.get("key", ""))
    value = value_words(key.rpartition(".")[2], details.get("value"))
    here = _at(by[:1])
    if details.get("names"):
        shared = plain_words(_listed(details["names"]))
        return f"「{label(key)}」{value} 为多家共用：{shared}{_at(by)}"
    if details.get("before") is not None:
        before = value_words(key.rpartition(".")[2], details["before"])
        whose = f"在「{details['other_name']}」中" if details.get("other_name") else ""
        year = f"{details['year']} 年" if details.get("year") else "此前"
        told = f"「{label(key)}」为 {value}{here}"
        return f"{told}，{year}{whose}为 {before}{_at(by[1:])}，相差悬殊"
    if details.get("beside") == "operator_name":
        return f"入驻名单列有申报单位自身「{value}」{here}"
    if details.get("beside"):
        other = str(details["beside"])
        said = {"yes": "是", "no": "否"}.get(str(details.get("beside_value")))
        beside = said or value_words(other, details.get("beside_value"))
        return f"「{label(key)}」为 {value}{here}，而「{label(other)}」为 {beside}{_at(by[1:])}"
    return f"「{label(key)}」为 {value}{here}，超出合理范围"


def _outside_division(details: Details, _: Places) -> str:
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


def _of(name: str, before: str, after: str = "") -> Callable[[Details, Places], str]:
    def say(details: Details, _: Places) -> str:
        value = details.get(name)
        return before + (f"「{plain_words(value)}」" if value not in (None, "") else "") + after

    return say


def _elsewhere(details: Details) -> str:
    named = details.get("other_name") or details.get("other")
    if not named:
        return "另一份申报"
    names = "".join(f"「{name}」" for name in (named, *(details.get("other_names") or ())))
    count = details.get("count")
    return f"{names}等另外 {count} 份申报" if count else f"另一份申报{names}"


def _listed_twice(who: str) -> Callable[[Details, Places], str]:
    def say(details: Details, by: Places) -> str:
        more = f"；还有 {details['more']} 个{who}也列在其他申报中" if details.get("more") else ""
        name = details.get("name", "")
        return f"{who}「{name}」{_at(by)}同时列在{_elsewhere(details)}中{more}"

    return say


def _applied_twice(details: Details, by: Places) -> str:
    shown = []
    for one in _listed(details.get("differing")):
        name, here, there = _both(one, "value", "there")
        shown.append(f"{name}此份写 {here}，彼份写 {there}")
    differing = f"，数值不同：{'；'.join(shown)}" if shown else ""
    name = f"「{details['name']}」" if details.get("name") else ""
    where = _elsewhere(details)
    return f"同一申报单位{name}{_at(by)}同一年度还有{where}{differing}，请确认以哪一份为准"


def _same_text(details: Details, by: Places) -> str:
    if details.get("applicant"):
        return _applied_twice(details, by)
    if details.get("name"):
        return f"方案中多次出现「{details['name']}」{_at(by)}，这是{_elsewhere(details)}的名称"
    length = f"约 {details['length']} 字" if details.get("length") else "有文字"
    return f"方案中{length}{_at(by)}与{_elsewhere(details)}相同"


def _hidden(details: Details, _: Places) -> str:
    where = f"（{details['place']}）" if details.get("place") else ""
    named = f"「{details['document']}」" if details.get("document") else ""
    return f"{named}含隐藏内容{where}，未作为申报内容采用"


def _credit_code(details: Details, by: Places) -> str:
    code = details.get("code") or details.get("value") or ""
    whose = f"「{details['name']}」的" if details.get("name") else ""
    return f"{whose}统一社会信用代码 {code} 的校验码不符{_at(by[:1])}"


def _material(details: Details, _: Places) -> str:
    material = str(details.get("material", ""))
    return f"缺少政策要求的材料：{MATERIALS.get(material, material)}"


def _too_long(details: Details, by: Places) -> str:
    limit, length = details.get("limit"), details.get("length")
    return f"「{details.get('label', '')}」限 {limit} 字，实际 {length} 字{_at(by[:1])}"


def _copied(details: Details, by: Places) -> str:
    name = label(str(details.get("key", "")))
    return f"「{name}」处照抄了政策条文，没有写明实际情况{_at(by)}"


def _roster_changed(details: Details, by: Places) -> str:
    roster = str(details.get("key", "")).partition(".")[0]
    count = details.get("count")
    told = f"「{label(roster)}」更正之后又读到 {count} 行：{details.get('value', '')}"
    return f"{told}{_at(by)}，未计入更正后的名单"


# code → how its details read
_FINDINGS: Mapping[str, Callable[[Details, Places], str]] = {
    "documents_differ": _documents_differ,
    "claimed_count_differs": _claimed_count_differs,
    "serial_numbers_broken": _serial_numbers_broken,
    "ratio_differs": _ratio_differs,
    "sum_differs": _sum_differs,
    "dates_out_of_order": _dates_out_of_order,
    "value_implausible": _value_implausible,
    "credit_code_invalid": _credit_code,
    "registered_outside_division": _outside_division,
    "branch_office": _of("name", "申请单位", "是分支机构，不具备独立法人资格"),
    "tenant_in_two_submissions": _listed_twice("入驻单位"),
    "mentor_in_two_submissions": _listed_twice("导师"),
    "text_in_two_submissions": _same_text,
    "form_cell_blank": _of("label", "申报表", "一栏空白"),
    "cover_number_filled": _of("value", "封面编号应由受理单位填写，申报单位已填", ""),
    "text_too_long": _too_long,
    "application_date_missing": lambda *_: "未找到申报日期，暂以评审当日为基准日",
    "material_missing": _material,
    "threshold_copied": _copied,
    "hidden_content": _hidden,
    "roster_changed": _roster_changed,
    "tracked_changes": _of("document", "", "含未接受的修订"),
}


def stated(key: str, value: Value, approximate: Approximate | None, by: Iterable[Evidence]) -> str:
    """One witness: 820 ㎡（申报书.docx 第1段）; without a place just the value."""
    where = places(by)
    words = value_words(key, value, approximate)
    return f"{words}（{where}）" if where else words
