"""What every column of the dataset is called and means; officials read it as the dictionary.

Field and roster columns come from the catalogue; the rest stands here. Holds no values.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractors.catalogue import ColumnSpec, FieldSpec, load_catalogue
from extractors.values import ValueKind


@dataclass(frozen=True, slots=True)
class Column:
    """One column and what the data dictionary says about it."""

    key: str
    label: str
    type: str
    meaning: str = ""
    unit: str = ""
    window: str = ""


SUBMISSION = Column("submission", "申报编号", "text", "submissions 表的 submission 列")
SUBMISSION_COLUMNS = (
    Column("submission", "申报编号", "text", "由名称与文件内容得出，不会改变"),
    Column("name", "申报名称", "text", "收件文件夹或压缩包的名称"),
    Column("revision", "第几次提交", "number", "同名申报按收件先后编号", "1"),
    Column("latest", "是否最新", "yes_no"),
    Column("received_at", "收件时间", "date"),
    Column("ruleset", "适用政策", "text"),
    Column("on", "基准日", "date", "申报日期；没有时为评审当日"),
    Column("in_force", "政策在有效期内", "yes_no", "按基准日"),
    Column(
        "outcome", "结论", "choice", "eligible 符合，not_eligible 不符合，needs_review 需人工审核"
    ),
    Column("met", "符合条数", "number", "", "条"),
    Column("not_met", "不符合条数", "number", "", "条"),
    Column("unknown", "待查明条数", "number", "", "条"),
    Column("judgement", "待判断条数", "number", "", "条"),
    Column("open_items", "待办事项数", "number", "", "项"),
    Column("files", "文件数", "number", "", "个"),
    Column("failed_files", "未能读取的文件", "names"),
    Column("materials", "已提交材料", "names"),
    Column("plan_sections", "方案所含章节", "names"),
    Column("form_blanks", "申报表空白栏", "names"),
    Column("findings", "核对发现", "names", "发现的代码"),
)


def submission_columns() -> tuple[Column, ...]:
    columns = list(SUBMISSION_COLUMNS)
    for spec in load_catalogue().fields.values():
        columns.append(column_of(spec))
        columns.append(
            Column(
                f"{spec.key}_source",
                f"{spec.label}的来源",
                "text",
                "文件、位置与原文；待核实的值以「待核实」开头",
            )
        )
    return tuple(columns)


def column_of(spec: FieldSpec | ColumnSpec) -> Column:
    return Column(
        spec.key,
        spec.label,
        spec.kind.value,
        getattr(spec, "meaning", ""),
        spec.unit or "",
        spec.window.value if isinstance(spec, FieldSpec) else "",
    )


def loose_column(key: str) -> Column:
    """A column of yearly_statistics that is a field's key, else one known by name only."""
    spec = load_catalogue().fields.get(key)
    return column_of(spec) if spec else Column(key, key, "text")


VALUE_COLUMNS = (
    SUBMISSION,
    Column("key", "字段", "text"),
    Column("label", "字段名称", "text"),
    Column("role", "取舍", "choice", "chosen 采用，rival 与采用值不一致，rejected 未采用"),
    Column("value", "值", "text", "数字、日期和文字一律写作文字"),
    Column("number", "数值", "number", "值为数字时的数值"),
    Column("unit", "单位", "text"),
    Column("approximate", "约数", "choice", "at_least 至少，at_most 至多，about 约"),
    Column("status", "状态", "choice", "accepted 采用，review 待核实，missing 缺失"),
    Column("method", "取得方式", "choice"),
    Column("confidence", "把握", "number", "同类取值经核对的正确比例；未统计过的为空", "1"),
    Column(
        "confidence_low", "把握下限", "number", "上列比例的 95% 置信区间下限，据此决定是否采用", "1"
    ),
    Column("observed", "核对次数", "number", "最相近的同类取值经核对的次数", "次"),
    Column("reason", "理由", "text", "未采用或不一致的理由"),
    Column("document", "文件", "text"),
    Column("page", "页", "number", "从 1 起", "1"),
    Column("place", "位置", "text"),
    Column("bbox", "页面位置", "text", "左、上、右、下，磅，原点在页面左上角"),
    Column("quote", "原文", "text"),
)


ROSTER_COLUMNS = (
    SUBMISSION,
    Column("row", "行", "number", "名单中的第几行，从 1 起", "1"),
)
ROSTER_SOURCE = Column("source", "来源", "text", "文件与位置")


VERDICT_COLUMNS = (
    SUBMISSION,
    Column("ruleset", "适用政策", "text"),
    Column("on", "基准日", "date"),
    Column("condition", "条件编号", "text"),
    Column("article", "条款", "text"),
    Column("requirement", "要求", "text"),
    Column(
        "outcome", "结果", "choice", "met 符合，not_met 不符合，unknown 待查明，judgement 待判断"
    ),
    Column("binding", "必须达到", "yes_no", "no 为原则性或鼓励性要求"),
    Column("why", "理由", "text"),
    Column("needs", "还需查明", "names", "字段或名单的键"),
    Column("threshold", "门槛", "text"),
    Column("margin", "余量", "number", "值减门槛"),
    Column("values", "所用的值", "text", "JSON"),
)


DECISION_COLUMNS = (
    SUBMISSION,
    Column("at", "时间", "date"),
    Column("by", "决定人", "text"),
    Column(
        "kind",
        "决定种类",
        "choice",
        "value 取值，not_provided 材料未提供，judgement 判断，acknowledge 已阅，ruleset 政策",
    ),
    Column("subject", "对象", "text", "字段、条件、发现或文件"),
    Column("value", "决定", "text"),
    Column("note", "说明", "text"),
    Column("seen", "当时所见", "text", "JSON"),
)


DICTIONARY_COLUMNS = (
    Column("table", "表", "text"),
    Column("key", "列", "text"),
    Column("label", "名称", "text"),
    Column("type", "类型", "choice", "、".join(kind.value for kind in ValueKind)),
    Column("unit", "单位", "text", "1 为无量纲（比例、序号）"),
    Column("window", "时间范围", "choice", "now 申报时，year 上一完整年度，ever 累计，plan 计划"),
    Column("meaning", "含义", "text"),
)
