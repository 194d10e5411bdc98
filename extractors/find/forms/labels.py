"""A folded label in, the fields that it names out: listed names, recipes of words, joint labels.

Labels come with numbering, brackets, units and words around them (（三）其中：公共服务面积（㎡）).
Never looks at values or at what stands beside the label.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache

from extractors.catalogue import load_catalogue
from extractors.find.forms.groups import ASPECTS
from extractors.find.forms.recipes import composed
from extractors.find.forms.ticks import options
from extractors.language.fold import fold
from extractors.values import ValueKind

# The longest label met in the labelled samples, without its brackets, has 21 characters.
LONGEST_LABEL = 26
_NUMBERING = re.compile(
    r"^(?:[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}[.、]?|[0-9]{1,2}[.、．)]|\([一二三四五六七八九十0-9]{1,2}\)|[一二三四五六七八九十]{1,2}[、.])"
)
_BRACKET = re.compile(r"\([^()]*\)")
_AROUND = re.compile(
    r"^(?:其中|现有|目前|当前|截至目前|上年度?|上一年度?|当年|本年度?|申报时|基准日|年末|近一年"
    r"|(?:19|20)[0-9]{2}年度?(?:底|末)?)+(?:的|已|共)?|(?:情况|如下|为)$"
)
# What brackets say of whom a label speaks: 总建筑面积(园区) is not the space's.
_ANOTHERS = re.compile(r"\([^()]*(?:园区|集团|学校|全校|虚拟|累计|计划|规划|拟)[^()]*\)")
_COUNTED = ValueKind.NUMBER
_JOINT = re.compile(r"及|和|与|/|、|或")
# Forms in two languages say a label twice: 联系人 Contact, 电话/手机 Tel./Mobile.
# What stands before the Chinese is part of it: SOHO工位.
_TRANSLATION = re.compile(r"(?<=[一-龥)])/?[A-Za-z]{2,}[A-Za-z.'&/ -]*(?![0-9])")


class Strength(StrEnum):
    """How sure it is that a label names a field, surest first."""

    LISTED = "listed"  # a name that the catalogue lists
    COMPOSED = "composed"  # it follows a recipe of the catalogue
    LIKENED = "likened"  # it is only like one, and its value is of the field's kind


def strength(field: str, label: str) -> Strength:
    """How a pair's label names its field.

    Args:
        field: A key of the catalogue.
        label: `Candidate.label`: folded, as it stood in the file.

    Example:
        >>> strength("workstation_count", "工位数(个)").value
        'listed'
        >>> strength("workstation_count", "可供创业者使用的工位(个)").value
        'composed'
    """
    text = _NUMBERING.sub("", label).strip(":：·")
    forms = tuple(dict.fromkeys((*_forms(text), *_forms(_in_chinese(text) or text))))
    if any(field in _names(proof).get(form, ()) for proof in (False, True) for form in forms):
        return Strength.LISTED
    # 规模 under 种子基金: the rest of its name is the head of its group.
    # 9家 under 现协议入驻 is of another field than the label, but no guess.
    known = fields_of_label(label) or options(label) or text in ASPECTS or _goes_on(field, text)
    return Strength.COMPOSED if known else Strength.LIKENED


def _goes_on(field: str, text: str) -> bool:
    spec = load_catalogue().fields[field]
    return any(fold(word).text in text for words in spec.under.values() for word in words if word)


def fields_of_label(text: str, is_proof: bool = False) -> tuple[str, ...]:
    """The fields that a folded label names; empty where it is no label of ours.

    Example:
        >>> fields_of_label("其中:公共服务面积(m2)"), fields_of_label("联系人及电话")
        (('public_area_m2',), ('contact_name', 'contact_phone'))
    """
    text = _NUMBERING.sub("", text).strip(":：·")
    if not text or len(text) > 2 * LONGEST_LABEL:
        return ()
    chinese = _in_chinese(text)
    return _fields_of(text, is_proof) or (_fields_of(chinese, is_proof) if chinese else ())


def _in_chinese(text: str) -> str:
    """A label without its translation; empty where it has none or is nothing besides."""
    left = _TRANSLATION.sub("", text).strip(":：·/ ")
    return left if left != text and re.search("[一-龥]{2}", left) else ""


def _fields_of(text: str, is_proof: bool) -> tuple[str, ...]:
    if not text or len(text) > LONGEST_LABEL + 12:
        return ()
    if _ANOTHERS.search(text) and text not in _names(is_proof):
        return ()
    names = _names(is_proof)
    refused = {key for form in _forms(text) for key in _refused().get(form, ())}
    for form in _forms(text):
        if fields := tuple(key for key in names.get(form, ()) if key not in refused):
            return fields
    parts = [part for part in _JOINT.split(_BRACKET.sub("", text)) if part]
    listed = [_listed(part, names) for part in parts]
    if _two_questions(text, listed):
        return _of_parts(listed)
    for key in composed(text):
        if key not in refused:
            return (key,)
    known = [
        one or next(iter(composed(part)), None) for one, part in zip(listed, parts, strict=True)
    ]
    if set(known) == {"team_count", "company_count"} and "/" not in text:
        return ("tenant_count",)  # 入驻创新创业团队和企业数 is one count
    if 2 <= len(parts) <= 3 and (fields := _of_parts(known)):
        return fields
    return _explained(text, names)


_EXPLAINED = re.compile(r"[^()]{1,15}[号码]\((?P<said>[^()]{2,10}[号码])\)")


def _explained(text: str, names: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """证书号(信用代码): a number by a name that nobody knows, and by one that is known."""
    match = _EXPLAINED.fullmatch(text)
    found = names.get(match["said"], ()) if match else ()
    return found if len(found) == 1 else ()


def _two_questions(text: str, listed: list[str | None]) -> bool:
    """Whether a joint label asks for things apart: 联系人及电话, 专职人员/全部人员.

    Counts joined in words are one: 获得融资的企业和团队数, 工位与公共服务场地占比.
    """
    fields = load_catalogue().fields
    kinds = {fields[key].kind for key in listed if key is not None}
    return 2 <= len(listed) <= 3 and None not in listed and ("/" in text or kinds != {_COUNTED})


def _of_parts(known: list[str | None]) -> tuple[str, ...]:
    """The fields of a joint label's parts; none where one of them names nothing."""
    keys = [key for key in known if key is not None]
    if len(keys) < len(known):
        return ()
    # 法定代表人/联系电话: the telephone is that person's, not the contact's.
    of_head = "legal_representative" in keys
    return tuple(key for key in keys if not (of_head and key.startswith("contact_")))


def bare_label(text: str) -> str:
    """A folded label as the catalogue would list it: without numbering, brackets, what is around.

    Example:
        >>> bare_label("(三)其中:地盘大小(m2)")
        '地盘大小'
    """
    *_, bare = _forms(_NUMBERING.sub("", text).strip(":：·"))
    return bare


def _listed(part: str, names: Mapping[str, tuple[str, ...]]) -> str | None:
    return next((names[form][0] for form in _forms(part) if form in names), None)


def _forms(text: str) -> Iterator[str]:
    """A label as written, without brackets, without what stands around it."""
    yield text
    plain = _BRACKET.sub("", text).strip(":：")
    yield plain
    bare = _AROUND.sub("", plain).strip(":：")
    if bare != plain:
        yield bare
        bare = _AROUND.sub("", bare)
        yield bare


@cache
def _names(is_proof: bool) -> Mapping[str, tuple[str, ...]]:
    """Folded label → the fields that share it: 场地 asks for an area here, for its tenure there."""
    names: dict[str, list[str]] = defaultdict(list)
    for spec in load_catalogue().fields.values():
        for label in dict.fromkeys(spec.labels + spec.form_labels):
            names[fold(label).text].append(spec.key)
    if is_proof:
        for spec in load_catalogue().fields.values():
            for label in spec.proof_labels:
                names[fold(label).text] = [spec.key]
    return {label: tuple(keys) for label, keys in names.items()}


@cache
def _refused() -> dict[str, tuple[str, ...]]:
    """Folded label → the fields that it does not name, though a list or recipe says so."""
    refused: dict[str, tuple[str, ...]] = {}
    for spec in load_catalogue().fields.values():
        for label in spec.not_labels:
            refused[fold(label).text] = (*refused.get(fold(label).text, ()), spec.key)
    return refused
