"""A figure given to a field in, the reason why it is not the field's value out (Chinese), or none.

The reasons are what a reviewer reads beside a refused figure: 规划数（“拟”），尚未实现. The first
that holds is given: what the sentence says of plan, window and subject, then words of another
thing in the clause, then a part of what was counted, then what no such field can be.
"""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.catalogue import FieldSpec
from extractors.find.sentences.attribution import ANSWERED, FILLER, Attributed, Walk
from extractors.find.sentences.clouds import bound
from extractors.find.sentences.naming import spec_of
from extractors.find.sentences.scope import Scope
from extractors.language.fold import fold
from extractors.language.marks import spans
from extractors.language.marks.negations import turning
from extractors.language.quantity import Quantity, Unit

# Units of what is counted: 22.5 beside 培训 is money of a budget.
_COUNTED = frozenset("家个人场次项")
_ALTOGETHER = frozenset({"累计", "共累计", "累计共", "累计约"})
# 30人(拟), 5名（规划）: said of the figure before the bracket.
_NOTED = re.compile(
    r"[人名个家场次项位㎡元米方]?\((?P<word>拟[^()]{0,3}|计划[^()]{0,3}|规划[^()]{0,3}|预计|目标[^()]{0,2}|暂定|待[^()]{1,3}"
    r"|在建|筹建中?|筹备中|建设中|未建成)\)"
)
_STOREY = re.compile(
    r"(?P<where>(?:第|负)?[0-9一二三四五六七八九十]{1,2}(?:层|楼|期|号楼))(?:的)?(?:总|使用|建筑|办公)*(?:面积)?"
    r"(?:约|为|有|共)*$"
)
_LIES = re.compile(r"位于|坐落|设[于在]|地处|共|整")


def objection(walk: Walk, quantity: Quantity, given: Attributed, value: Decimal) -> str | None:
    """Why the figure is not the field's value; None where nothing speaks against it."""
    spec = spec_of(given.key)
    return (
        _quoted(walk, quantity)
        or _scope(walk, quantity, given, spec).objection(spec)
        or _asked(walk, quantity, given)
        or _noted(walk, quantity)
        or walk.others.get(given.key)
        or _employed(walk, quantity, given)
        or _negated(walk, given)
        or _registered_before(walk, given)
        or _storey(walk, quantity, spec)
        or _disowned(walk, quantity)
        or _of_whole_building(walk, quantity)
        or _formerly(walk, quantity)
        or _among(walk, quantity, given)
        or _part(walk, given)
        or _implausible(spec, value)
    )


def _quoted(walk: Walk, quantity: Quantity) -> str | None:
    """What the text quotes of a policy: 认定标准“导师不少于5名”."""
    for mark in walk.marks:
        if mark.kind == spans.QUOTED and mark.start <= quantity.number_start < mark.end:
            return f"政策门槛原文（“{mark.word}”），不是实际数"
    return None


def _asked(walk: Walk, quantity: Quantity, given: Attributed) -> str | None:
    """A bound in a sentence that began with what a policy asks: 办法规定…，占比不低于75%."""
    if quantity.approximate is None:
        return None
    if not walk.scope.asked:
        return _norm(walk, quantity, given)
    return f"政策门槛原文（“{walk.scope.asked}”），不是实际数"


def _norm(walk: Walk, quantity: Quantity, given: Attributed) -> str | None:
    """工位不少于30个 and no word of ours before: the language of rules, not of a count."""
    word = bound(walk.text, quantity)
    if given.mark.word == ANSWERED and not FILLER.sub("", walk.text[: quantity.start]):
        return None  # a form's own cell may say so of a fact: 当年新注册 | 不少于3家
    counted = quantity.unit in (Unit.COUNT, Unit.AREA)  # a fund's size is given so
    ours = walk.scope.own or walk.heads or walk.scope.year is not None  # 2024年…不少于3家
    if ours or not counted or not word:
        return None
    return f"门槛用语（“{word}”），不是实际数"


def _noted(walk: Walk, quantity: Quantity) -> str | None:
    noted = _NOTED.match(walk.text, quantity.end)
    return f"规划数（“{noted['word']}”），尚未实现" if noted else None


def _negated(walk: Walk, given: Attributed) -> str | None:
    """已注册未入驻6家: the name is turned round."""
    turn = turning(walk.marks, given.mark.start) if given.mark.word else None
    return None if turn is None else f"“{turn.word}{given.mark.word}”的数"


def _registered_before(walk: Walk, given: Attributed) -> str | None:
    """入驻22家，其中已注册成公司的15家: what they are, not what they became in the year."""
    if given.key != "new_company_count" or not walk.scope.part or walk.scope.year is not None:
        return None
    already = walk.text.startswith("已", max(0, given.mark.start - 1))
    return f"“已{given.mark.word}”的数，不是当年新注册的" if already else None


def _storey(walk: Walk, quantity: Quantity, spec: FieldSpec) -> str | None:
    """One storey's or phase's area, 三层400平方米, unless that is where the space lies."""
    if spec.key != "total_area_m2":
        return None
    clause = walk.text[walk.clause_start : quantity.start]
    storey = _STOREY.search(clause)
    if storey is None or _LIES.search(clause):
        return None
    return f"“{storey['where']}”的数，不是总面积"


def _scope(walk: Walk, quantity: Quantity, given: Attributed, spec: FieldSpec) -> Scope:
    scope = walk.scope
    if spec.of_anyone and scope.whose != spans.FOREIGN:
        scope = scope._replace(foreign="")
    if scope.aside and walk.heads and given.key not in walk.heads:
        scope = scope._replace(aside="")  # 活动27场，另有培训8期: beside the other, all of its own
    clause = walk.text[walk.clause_start : quantity.start]
    if given.mark.kind == spans.UNDER and clause in _ALTOGETHER:
        scope = scope._replace(ever="")  # 2019年3家拿到融资，累计1280万元: of that year
    return scope


def another_thing(walk: Walk, quantity: Quantity, given: Attributed) -> str | None:
    """What the clause says that makes a name another's: 新办的公司 are none of the tenants.

    A figure without a name of its own is of what was last named: 新办的公司5家，2021年为2家.
    """
    spec = spec_of(given.key)
    # 18位导师和9人的运营团队: a name behind the figure before is that figure's.
    start = max(walk.clause_start, walk.taken.end if walk.taken is not None else 0)
    clause = walk.text[start : quantity.start]
    near = next((word for word in spec.not_near if fold(word).text in clause), None)
    if near is None or near in given.mark.word:
        return None if given.mark.word or _turns(walk, quantity) else walk.others.get(given.key)
    return f"“{near}”的数，不是{spec.label}"


def _turns(walk: Walk, quantity: Quantity) -> bool:
    """累计入驻75家，现有26家; 由年初的19家增至27家: today's figure begins anew."""
    anew = (spans.NOW, spans.ACTUAL, spans.UNTIL, spans.CHANGING)
    return any(m.kind in anew and walk.clause_start <= m.end <= quantity.start for m in walk.marks)


_LOOKED_BACK = 120  # characters; sentences on a company are not longer before they count its people
_EMPLOYER = re.compile(r"公司|集团|企业|联合社|学院|学校|营业?收入?|销售收入|厂区|注册资本")


def _employed(walk: Walk, quantity: Quantity, given: Attributed) -> str | None:
    """我公司深耕印刷十余年，员工260人: all of a company's people do not serve its makerspace."""
    if given.key != "staff_count" or given.mark.word not in ("员工", "职工", "在职员工"):
        return None
    first = max(0, quantity.start - _LOOKED_BACK)
    began = max(walk.text.rfind(stop, first, quantity.start) for stop in "。！？!?")
    said = walk.text[max(first, began + 1) : quantity.start]
    whose = _EMPLOYER.search(said)
    return f"“{whose[0]}”的员工数，不是空间的" if whose and "空间" not in said else None


_DISOWNED = re.compile(
    r"^(?:(?!其他|其余|其它|剩余|另外)[^。！？!?0-9]){0,24}?(?P<said>不归[^，。；]{1,8}|不属于?|不(?:计|算|包括|纳入|列入)(?:入|在内|进来)?|未(?:计|算)入"
    r"|没有(?:把它)?(?:算|计)|与[^，。；]{0,8}无[关涉]|没有关系|不是一回事"
    r"|(?:是|系|为|用作|用于)[^，。；]{0,4}(?:教学|生产|经营|仓储|对外出租)[^，。；]{0,4}(?:用房|用地|楼|间|厂房))"
)


def _disowned(walk: Walk, quantity: Quantity) -> str | None:
    """A和C区合计九千余平方米，是教学用房: what is said behind the area takes it away again."""
    if quantity.unit is not Unit.AREA:
        return None
    said = _DISOWNED.match(walk.text[quantity.end : min(walk.end, quantity.end + _LOOKED_BACK)])
    return f"“{said['said']}”，不是本空间的面积" if said else None


_SOME_OF_IT = re.compile(
    r"^[^0-9]{0,40}?(?:[仅只]?(?:使用|租用|占用|用|租下?|承租)(?:的是|了)?其中|[仅只](?:使用|租用|占用|用|租))"
)


def _of_whole_building(walk: Walk, quantity: Quantity) -> str | None:
    """总建筑面积6300平方米，产权属学校。工场使用其中的一层: the space has a part of it."""
    if quantity.unit is not Unit.AREA:
        return None
    behind = walk.text[quantity.end : quantity.end + _LOOKED_BACK]
    return "整栋楼的数，本空间只用其中一部分" if _SOME_OF_IT.match(behind) else None


_FORMER = re.compile(r"(?:操盘|运营|管理|经营|主持|负责|打理|孵化)过(?!程)")


def _formerly(walk: Walk, quantity: Quantity) -> str | None:
    """操盘过面积三万平方米的园区: what somebody of the staff did elsewhere before."""
    if quantity.unit is not Unit.AREA:
        return None
    said = _FORMER.search(walk.text, walk.clause_start, quantity.start)
    return f"“{said[0]}”的经历，非本空间" if said else None


_AMONG = re.compile(r"(?:之|当)?[中里](?:面)?(?:有|的|约|已有)*")


def _among(walk: Walk, quantity: Quantity, given: Attributed) -> str | None:
    """专职人员中有3人取得证书: some of those the name counts."""
    mark = given.mark
    if not mark.word or not _AMONG.fullmatch(walk.text, mark.end, max(mark.end, quantity.start)):
        return None
    return f"“{mark.word}”中的一部分，不是总数"


def _part(walk: Walk, given: Attributed) -> str | None:
    """A part of what has been counted: before it in the sentence, or around it in brackets."""
    around = {topic for _, topic, _ in walk.brackets}  # 工位(含小间34个)96个: the total comes after
    names_space = "空间" in given.mark.word  # 公司总面积…，其中众创空间面积800: the part counts
    if not walk.scope.part or given.key not in walk.heads | around or names_space:
        return None
    return f"“{walk.scope.part}”的一部分，不是总数"


def _implausible(spec: FieldSpec, value: Decimal) -> str | None:
    if spec.unit in _COUNTED and value != value.to_integral_value():
        return f"不是整数，不是{spec.label}"
    if spec.between is None or spec.between[0] <= value <= spec.between[1]:
        return None
    return f"超出{spec.label}的合理范围"
