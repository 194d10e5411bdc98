"""An address or a code in, the administrative division it lies in out (GB/T 2260).

Reads `divisions.tsv` once a process. Former codes and names (532526 弥勒县) become the ones of
today (532504 弥勒市). Never guesses between two divisions of one name: 朝阳区 alone is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractors.errors import DataFileError
from extractors.values import Division

__all__ = ["by_code", "division_of_address", "within"]

_TABLE = Path(__file__).with_name("divisions.tsv")
# An address names its division at its front; what stands further back are streets and houses.
_FRONT = 60
# A name without 市 or 县 before one of these is a street or a house: 北京路, 大理石, 昆明湖.
_STREET = tuple("路街道巷里村弄石湖江河山桥站楼厦苑城庄湾")
_SUFFIXES = (
    *("维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "自治州", "自治县"),
    *("自治旗", "地区", "林区", "特区", "新区", "省", "市", "州", "盟", "县", "区", "旗"),
)
_PEOPLES = (
    "壮族 回族 满族 苗族 侗族 彝族 藏族 羌族 瑶族 白族 傣族 哈尼族 傈僳族 景颇族 拉祜族 佤族 "
    "纳西族 独龙族 怒族 普米族 布依族 水族 仡佬族 土家族 黎族 畲族 蒙古族 蒙古 维吾尔 哈萨克族 "
    "哈萨克 柯尔克孜 塔吉克 锡伯 撒拉族 土族 保安族 东乡族 裕固族 朝鲜族 达斡尔族 鄂温克族 鄂伦春 "
    "仫佬族 毛南族 各族 布朗族"
)
# Short names that follow no rule.
_ALIASES = {
    "巴州": "652800",
    "博州": "652700",
    "克州": "653000",
    "伊犁州": "654000",
    "版纳": "532800",
    "西双版纳": "532800",
    "黔西南州": "522300",
    "内蒙古": "150000",
    "兵团": "650000",
}


@dataclass(frozen=True, slots=True)
class _Table:
    names: dict[str, str]  # code → name of today
    successors: dict[str, str]  # former code → code of today
    written: dict[str, tuple[str, ...]]  # whole name → codes
    short: dict[str, tuple[str, ...]]  # name without its suffix → codes
    longest: int  # characters of the longest name


def by_code(code: str) -> Division | None:
    """The division with this code, or the one a former code has become.

    Example:
        >>> str(by_code("532526")), by_code("999999")
        ('532504 弥勒市', None)
    """
    table = _table()
    code = table.successors.get(code, code)
    name = table.names.get(code)
    return None if name is None else Division(code, name)


def within(code: str, prefix: str) -> bool:
    """Whether a division lies in another, or is it.

    Args:
        code: Six digits, former codes too.
        prefix: Six digits (530000, 532500, 532504) or their first two or four.

    Example:
        >>> within("532526", "532504"), within("530402", "530000"), within("530402", "532500")
        (True, True, False)
    """
    successors = _table().successors
    code, prefix = successors.get(code, code), successors.get(prefix, prefix)
    return bool(prefix) and code.startswith(_area(prefix))


def division_of_address(folded: str) -> Division | None:
    """The smallest division an address names, down to the county level.

    Args:
        folded: An address from `fold`, with or without what stands above the county; only its
            first 60 characters are read.

    Returns:
        The county, else the city, else the province; None where nothing is named, or only a name
        that several places share. Zones that are no division (高新区) are passed over.

    Example:
        >>> str(division_of_address("玉溪市红塔区")), str(division_of_address("昆明高新区"))
        ('530402 红塔区', '530100 昆明市')
    """
    found = ""
    end_of_last = 0
    for start, end, whole, codes in _named(folded[:_FRONT]):
        inside = [code for code in codes if code.startswith(_area(found))]
        if not whole and start != end_of_last and folded[start - 1].isalnum():
            continue  # short names only in the chain: 云南玉溪, never in the middle of a street
        if end - start == 2 and folded[end - 1] == "区" and not (found and start == end_of_last):
            continue  # 东区, 城区: mostly a part of a park
        if len(inside) > 1:
            inside = _highest(inside)
        if len(inside) == 1 and inside[0] != found:
            found, end_of_last = inside[0], end
        elif found in codes:
            end_of_last = end
        if found and not found.endswith("00"):
            break
    return by_code(found) if found else None


def _highest(codes: list[str]) -> list[str]:
    """Of 大理州 and its 大理市, both 大理 for short, the one that holds the other."""
    top = min(codes, key=lambda code: len(_area(code)))
    return [top] if all(code.startswith(_area(top)) for code in codes) else codes


def _named(text: str) -> Iterator[tuple[int, int, bool, tuple[str, ...]]]:
    """Names of divisions in a text, left to right, the longest at each place."""
    table = _table()
    at = 0
    while at < len(text):
        for end in range(min(at + table.longest, len(text)), at + 1, -1):
            word = text[at:end]
            if codes := table.written.get(word):
                yield at, end, True, codes
                at = end
                break
            if (codes := table.short.get(word)) and not text.startswith(_STREET, end):
                yield at, end, False, codes
                at = end
                break
        else:
            at += 1


def _area(code: str) -> str:
    """The digits all divisions inside share: 53 of 530000, 5304 of 530400."""
    while len(code) > 2 and code.endswith("00") and len(code) % 2 == 0:
        code = code[:-2]
    return code


@cache
def _table() -> _Table:
    """The table of `divisions.tsv`.

    Raises:
        DataFileError: A row has no code, or names a code of today that is not there.
    """
    names: dict[str, str] = {}
    former: list[tuple[str, str, str]] = []
    for number, line in enumerate(_TABLE.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("#"):
            continue
        code, name, *now = line.split("\t")
        if len(code) != 6 or not code.isdigit() or not name:
            raise DataFileError(_TABLE, f"line {number}", "code and name expected, tab between")
        if now:
            former.append((code, name, now[0]))
        else:
            names[code] = name
    for code, name, now_code in former:
        if now_code not in names:
            raise DataFileError(_TABLE, f"{code} {name}", f"{now_code} is no code of today")
    return _indexed(names, former)


def _indexed(names: dict[str, str], former: list[tuple[str, str, str]]) -> _Table:
    successors = {code: now for code, _, now in former if code not in names}
    written: dict[str, list[str]] = {}
    short: dict[str, list[str]] = {}
    for code, name in names.items():
        written.setdefault(name, []).append(code)
        for brief in _brief(name, code):
            short.setdefault(brief, []).append(code)
        if name.endswith(("自治县", "自治州", "自治旗")):  # 峨山县, 红河州
            stem = _stem(name)
            written.setdefault(stem + name[-1], []).append(code)
    for _, name, now in former:
        if name not in written:  # a name of today weighs more than the same name of the past
            written.setdefault(name, []).append(now)
    for name, code in _ALIASES.items():
        written[name] = [code]
    return _Table(
        names,
        successors,
        {name: tuple(dict.fromkeys(codes)) for name, codes in written.items()},
        {name: tuple(codes) for name, codes in short.items()},
        max(map(len, written)),
    )


def _brief(name: str, code: str) -> Iterator[str]:
    """What a name is called for short; only of two characters or more."""
    stem = _stem(name)
    if len(stem) >= 2 and stem != name:
        yield stem


def _stem(name: str) -> str:
    """A name without its suffix and the peoples in it: 峨山 of 峨山彝族自治县."""
    suffix = next((suffix for suffix in _SUFFIXES if name.endswith(suffix)), "")
    stem = name.removesuffix(suffix)
    if suffix.startswith("自治"):
        for _ in range(4):
            people = next((p for p in _PEOPLES.split() if stem.endswith(p) and stem != p), None)
            if people is None:
                break
            stem = stem.removesuffix(people)
    return stem
