"""Signals in, the Chinese words an official reads beside a value out.

One word a signal, the same wherever a value is explained. What is as usual has no word: a
passage that was read from the file's own text, a field that asks about no year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extractors.catalogue import MATERIALS
from extractors.model import Candidate, Method, Window
from pipeline.model import Confidence, Dating, Legibility, Naming, Signals, Standing

METHODS: Mapping[Method, str] = {
    Method.DECISION: "人工决定",
    Method.CHECKBOX: "勾选",
    Method.CELL: "表格单元格",
    Method.LABELLED: "标签后的文字",
    Method.STATISTIC: "统计表",
    Method.PROSE: "正文",
    Method.EXTERNAL: "外接识别组件",
    Method.COUNTED: "名单计数",
    Method.DERIVED: "推算",
    Method.FACT: "事实文件",
}
NAMINGS: Mapping[Naming, str] = {
    Naming.LISTED: "目录所列名称",
    Naming.COMPOSED: "组合名称",
    Naming.LIKENED: "近似名称",
    Naming.FOLLOWS: "数后名词",
    Naming.CONTINUED: "承上文",
    Naming.NONE: "无名称",
}
DATINGS: Mapping[Dating, str] = {
    Dating.TIMELESS: "",
    Dating.ALTOGETHER: "历年累计",
    Dating.STATED: "写明年度",
    Dating.DECLARED: "文件约定的年度",
    Dating.ASSUMED: "未写年度",
}
STANDINGS: Mapping[Standing, str] = {
    Standing.FIRST: "本项首选的材料",
    Standing.LATER: "本项可信的材料",
    Standing.UNLISTED: "本项未列的材料",
}
LEGIBILITIES: Mapping[Legibility, str] = {
    Legibility.DIGITAL: "",
    Legibility.CLEAR: "识别清楚",
    Legibility.DOUBTFUL: "识别存疑",
    Legibility.SEALED: "印章压字",
}
WINDOWS: Mapping[Window, str] = {
    Window.NOW: "现有",
    Window.YEAR: "当年",
    Window.EVER: "累计",
    Window.PLAN: "规划",
}


def materials_words(materials: tuple[str, ...]) -> str:
    """申报书（表）、建设运营方案."""
    return "、".join(MATERIALS.get(kind, kind) for kind in materials) or "其他"


def signal_words(signals: Signals, candidate: Candidate) -> Iterator[str]:
    """What speaks for one candidate, a short phrase each."""
    yield METHODS[signals.method]
    if signals.method is Method.EXTERNAL:
        yield f"「{candidate.label}」"
    elif candidate.label:
        yield f"名称「{candidate.label}」（{NAMINGS[signals.naming]}）"
    else:
        yield NAMINGS[signals.naming]
    yield STANDINGS[signals.standing]
    window = WINDOWS[candidate.window] if candidate.window else ""
    year = f"{candidate.year}年" if candidate.year else ""
    yield "，".join(part for part in (window, year, DATINGS[signals.dating]) if part)
    yield LEGIBILITIES[signals.legibility]
    yield f"同句还说到“{candidate.clouded}”" if candidate.clouded else ""


def confidence_words(measured: Confidence | None) -> str:
    """What the confidence rests on: 0.981（412/420 正确，95% 区间 0.963–0.990）."""
    if measured is None:
        return "同类读数尚无核对记录"
    counted = f"{measured.right}/{measured.n} 正确"
    return f"{measured.share:.3f}（{counted}，95% 区间 {measured.low:.3f}–{measured.high:.3f}）"
