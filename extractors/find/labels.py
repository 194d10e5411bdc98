"""A folded label in, the fields that it names out: listed names, recipes of words, joint labels.

Labels come with numbering, brackets, units and words around them (（三）其中：公共服务面积（㎡）).
Never looks at values or at what stands beside the label.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from extractors.catalogue import load_catalogue
from extractors.language.fold import fold

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
_JOINT = re.compile(r"及|和|与|/|、|或")


def fields_of_label(text: str, is_proof: bool = False) -> tuple[str, ...]:
    """The fields that a folded label names; empty where it is no label of ours.

    Example:
        >>> fields_of_label("其中:公共服务面积(m2)"), fields_of_label("联系人及电话")
        (('public_area_m2',), ('contact_name', 'contact_phone'))
    """
    text = _NUMBERING.sub("", text).strip(":：·")
    if not text or len(text) > LONGEST_LABEL + 12:
        return ()
    names = _names(is_proof)
    refused = {key for form in _forms(text) for key in _refused().get(form, ())}
    for form in _forms(text):
        if fields := tuple(key for key in names.get(form, ()) if key not in refused):
            return fields
    composed = _by_words(text)
    if composed is not None and composed not in refused:
        return (composed,)
    parts = [part for part in _JOINT.split(_BRACKET.sub("", text)) if part]
    if 2 <= len(parts) <= 3:
        known = [name for part in parts if (name := _part_name(part, names)) is not None]
        if len(known) == len(parts):
            # 法定代表人/联系电话: the telephone is that person's, not the contact's.
            of_head = "legal_representative" in known
            return tuple(k for k in known if not (of_head and k.startswith("contact_")))
    return ()


def bare_label(text: str) -> str:
    """A folded label as the catalogue would list it: without numbering, brackets, what is around.

    Example:
        >>> bare_label("(三)其中:场地体量(m2)")
        '场地体量'
    """
    *_, bare = _forms(_NUMBERING.sub("", text).strip(":：·"))
    return bare


# What may stand in a label beside the words of its recipe and changes nothing.
_NEUTRAL = re.compile(
    r"其中|目前|现有|上年度?|上一年度?|当年|本年度?|年度|(?:19|20)[0-9]{2}年?度?|众创空间|空间|申报|填写"
    r"|是否|单位|情况|的|已|共|总|自|拟|年末|我|本|方式|所在|业务|机构|公司|主体|企业|与|和|及|以?[一-龥]{0,2}为准|详细|主要|项"
)


@lru_cache(maxsize=4096)
def _by_words(text: str) -> str | None:
    """The field whose recipe the label follows: its words and hardly anything beside them."""
    best: tuple[int, int, str] | None = None
    for form in dict.fromkeys((text, _BRACKET.sub("", text).strip(":："))):
        for key, recipe in _recipes():
            match = recipe.fullmatch(form)
            if match is None:
                continue
            covered = sum(len(part) for part in match.groups() if part)
            rest = len(form) - covered
            if best is None or (covered, -rest) > best[:2]:
                best = covered, -rest, key
    return best[2] if best else None


@cache
def _recipes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Field and pattern of each recipe: one alternative of each group, in order."""
    found = []
    for spec in load_catalogue().fields.values():
        for groups in spec.label_words:
            parts = [_alternatives(group) for group in groups]
            around = f"(?:{_NEUTRAL.pattern})*"
            found.append((spec.key, re.compile(around + around.join(parts) + around)))
    return tuple(found)


def _alternatives(group: str) -> str:
    words = sorted((fold(word).text for word in group.split("|")), key=len, reverse=True)
    # Two of a group may stand together: 登记成立日期, 开放运营时间.
    return "((?:" + "|".join(re.escape(word) for word in words) + "){1,2})"


def _part_name(part: str, names: Mapping[str, tuple[str, ...]]) -> str | None:
    listed = next((names[form][0] for form in _forms(part) if form in names), None)
    return listed or _by_words(part)


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
