"""Labels of many offices' forms: which field each names, and which are other things' names."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractors.catalogue import load_catalogue
from extractors.find.forms.labels import Strength, bare_label, fields_of_label, strength
from extractors.find.forms.recipes import composed, nearly_composed
from extractors.language.fold import fold
from tests.pace import LENGTHS, grows_with_its_length

_TABLE = Path(__file__).with_name("labels_of_forms.toml")
_NAMED: dict[str, list[str]] = tomllib.loads(_TABLE.read_text("utf-8"))
_OTHERS = _NAMED.pop("none")


@pytest.mark.parametrize("key", _NAMED)
def test_offices_name_a_field_in_many_ways(key: str) -> None:
    strange = [label for label in _NAMED[key] if key not in fields_of_label(fold(label).text)]
    assert strange == []


def test_every_field_but_the_names_of_a_roster_has_its_labels_here() -> None:
    assert set(_NAMED) == set(load_catalogue().fields)


def test_labels_of_other_things_name_no_field() -> None:
    taken = {label: got for label in _OTHERS if (got := fields_of_label(fold(label).text))}
    assert taken == {}


@pytest.mark.parametrize(
    ("label", "fields"),
    [
        ("联系人及电话", ("contact_name", "contact_phone")),  # two questions
        ("专职人员/全部人员", ("full_time_staff_count", "staff_count")),
        ("地址及面积", ("space_address", "total_area_m2")),
        ("获得融资的企业和团队数", ("funded_count",)),  # one count of both
        ("工位与公共服务场地占比", ("usable_share",)),
        ("法定代表人/联系电话", ("legal_representative",)),  # the telephone is that person's
    ],
)
def test_a_joint_label_asks_one_thing_or_two(label: str, fields: tuple[str, ...]) -> None:
    assert fields_of_label(fold(label).text) == fields


@pytest.mark.parametrize("label", ["总建筑面积（园区）", "工位数（虚拟）", "管理人员（集团）"])
def test_brackets_may_say_that_it_is_anothers(label: str) -> None:
    assert fields_of_label(fold(label).text) == ()


@pytest.mark.parametrize(
    ("key", "label", "expected"),
    [
        ("workstation_count", "工位数（个）", Strength.LISTED),
        ("workstation_count", "（三）其中：工位数", Strength.LISTED),
        ("workstation_count", "可供创业者使用的工位（个）", Strength.COMPOSED),
        ("seed_fund_yuan", "规模", Strength.COMPOSED),  # under 种子基金
        ("company_count", "其中企业9家、团队7家", Strength.COMPOSED),
        ("jobs_count", "稳定就业数", Strength.LIKENED),
    ],
)
def test_how_a_label_names_its_field_can_be_told_later(
    key: str, label: str, expected: Strength
) -> None:
    assert strength(key, fold(label).text) is expected


def test_a_recipe_explains_every_character() -> None:
    assert composed("现有创业工位数量(个)") == ("workstation_count",)
    assert composed("现有虚拟工位数量(个)") == ()
    assert composed("园区使用面积") == ()


def test_the_recipe_with_most_words_of_its_own_comes_first() -> None:
    assert composed("在孵创业团队及企业数量")[0] == "tenant_count"
    assert composed("空间成立时间")[0] == "operating_since"


def test_what_a_recipe_leaves_unexplained_is_named() -> None:
    assert list(nearly_composed("稳定就业数", 3)) == [("jobs_count", "稳定")]
    assert list(nearly_composed("稳定而长期的就业数", 3)) == []


def test_a_bare_label_has_no_numbering_unit_or_surroundings() -> None:
    assert bare_label("(三)其中:场地体量(m2)") == "场地体量"


def test_labels_that_repeat_words_are_no_trap() -> None:
    def read(labels: list[str]) -> None:
        composed.cache_clear()
        for label in labels:
            composed(label)

    few, many = (
        ["年度" * 12 + "工位" * 5 + f"甲{number}" for number in range(100 * share)]
        for share in (1, LENGTHS)
    )
    assert grows_with_its_length(read, few, many)
