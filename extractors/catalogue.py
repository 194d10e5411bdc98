"""The catalogue of what may be known: fields/*.toml in, checked `FieldSpec`s out.

One file a group (space, premises, …), one table a field, plus rosters.toml for the lists.
Officials can read and extend it: adding a field is one entry. Never holds code, never guesses:
a wrong entry stops the program at start with its file, key and mend.

An office's own words (`extractors.office_words`) count beside the shipped ones once
`use_words` has said so; it is said before anything is read.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import product
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from extractors.errors import CatalogueError
from extractors.model import Window
from extractors.values import ValueKind

if TYPE_CHECKING:
    from extractors.office_words import OfficeWords

MATERIALS: Mapping[str, str] = {
    "application_form": "申报书（表）",
    "legal_person_proof": "法人证明",
    "operating_plan": "建设运营方案",
    "annual_plan": "年度工作计划",
    "annual_summary": "年度工作总结",
    "premises_proof": "场地证明",
    "tenant_proof": "入驻企业或团队证明",
    "agreements": "协议清单",
    "staff_proof": "人员证明",
    "management_rules": "管理制度",
    "statistics": "统计报表",
    "other": "其他",
}
PLAN_SECTIONS: Mapping[str, str] = {
    "necessity": "建设的必要性",
    "foundation": "具备的基础条件",
    "goals": "建设和运营目标",
    "mechanism": "运营机制",
    "services": "可提供的服务",
    "safeguards": "保障措施",
    "budget": "经费预算",
    "attachments": "附件",
}


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


_Spec = TypeVar("_Spec", bound=_Entry)


class Example(_Entry):
    """A sentence and the value it yields for its field; without a value nothing is found.

    With a `label` the text is the value cell beside that label instead of a sentence.
    """

    text: str
    label: str | None = None
    value: Any = None
    approximate: str | None = None


class FieldSpec(_Entry):
    """One field: what it means, how forms and sentences name it, what it is mistaken for."""

    key: str
    label: str
    kind: ValueKind
    window: Window = Window.NOW
    unit: str | None = None
    meaning: str
    labels: tuple[str, ...] = ()
    """Names used in forms and in sentences alike; the longest that matches wins. {a|b} gives
    alternatives, and an empty one leaves the part out."""
    form_labels: tuple[str, ...] = ()
    """Names that mean this field only as the label of a form cell (成立时间, 电话)."""
    prose_labels: tuple[str, ...] = ()
    """Names that mean this field only in a sentence (工位区, 在驻)."""
    proof_labels: tuple[str, ...] = ()
    """Names on a licence or certificate only (名称, 住所, 类型)."""
    label_words: tuple[tuple[str, ...], ...] = ()
    """Recipes for labels nobody listed: words of each group in order, alternatives split by |; a
    group that ends in | holds words that may stand anywhere and may be left out."""
    follows: tuple[str, ...] = ()
    """What stands after the number: 3家企业「获得投融资」; … stands for up to four characters."""
    counters: tuple[str, ...] = ()
    """Counter words a number of this field may carry (家, 个, 名); empty: not a count."""
    under: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    """Field already spoken of → words that then mean this one: 工位…，占用「面积」."""
    not_near: tuple[str, ...] = ()
    """Words before the number, in the same clause, that make it another thing's."""
    not_labels: tuple[str, ...] = ()
    """Names that a form uses for another thing, whatever `labels` and recipes say of them."""
    between: tuple[Decimal, Decimal] | None = None
    """Plausible range, both ends included."""
    choices: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    """For a choice: the value → the words that say it."""
    yes: tuple[str, ...] = ()
    """For yes or no: sentence patterns that say yes; … stands for up to twelve characters."""
    no: tuple[str, ...] = ()
    single: tuple[str, ...] = ()
    """For a count: sentence patterns that say there is one (一家企业…获得…投资)."""
    none: tuple[str, ...] = ()
    """For a count: sentence patterns that say there are none (尚无毕业企业)."""
    loosely: bool = False
    """Whether two texts agree where one holds the other: addresses, names of the space."""
    planned: bool = False
    """Whether the number is a plan by nature (a budget), so that plan words do not refuse it."""
    of_anyone: bool = False
    """Whether another body's doing counts (a parent company that sets up the fund)."""
    trusted: tuple[str, ...] = ("application_form",)
    """Kinds of document in the order in which they are believed for this field."""
    examples: tuple[Example, ...] = ()

    @field_validator(
        *("labels", "form_labels", "prose_labels", "not_labels", "follows"),
        *("yes", "no", "single", "none"),
        mode="after",
    )
    @classmethod
    def _expanded(cls, words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one for word in words for one in expanded(word)))

    @field_validator("between", mode="before")
    @classmethod
    def _exact(cls, value: Any) -> Any:
        return None if value is None else tuple(Decimal(str(part)) for part in value)

    @model_validator(mode="after")
    def _consistent(self) -> FieldSpec:
        if self.kind is ValueKind.CHOICE and not self.choices:
            raise ValueError("a choice needs `choices`; add [key.choices] or change `kind`")
        if self.kind is ValueKind.NUMBER and self.unit is None:
            raise ValueError("a number needs `unit` (㎡, 元, 年, 1, or a counter such as 家)")
        return self


def expanded(word: str) -> tuple[str, ...]:
    """All words that a word with alternatives in braces stands for.

    Example:
        >>> expanded("{入驻|在驻}企业{|数}")
        ('入驻企业', '入驻企业数', '在驻企业', '在驻企业数')
    """
    parts = [
        part[1:-1].split("|") if part.startswith("{") else [part]
        for part in re.split(r"(\{[^{}]*\})", word)
        if part
    ]
    return tuple("".join(choice) for choice in product(*parts))


class ColumnSpec(_Entry):
    """One column of a roster; `headers` are the heads that tables give it."""

    key: str
    label: str
    kind: ValueKind
    unit: str | None = None
    headers: tuple[str, ...]
    choices: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)


class RosterSpec(_Entry):
    """One roster: what its rows are, the words of its captions, its columns."""

    key: str
    label: str
    captions: tuple[str, ...] = ()
    not_captions: tuple[str, ...] = ()
    columns: Mapping[str, ColumnSpec]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All fields and rosters, in the order of the files.

    `distractors` are names of things that are counted or measured but belong to no field
    (注册用户, 发明专利): a number beside one of them is never a field's. `foreign`, `plan`, …
    are the words that set the scope of a sentence.
    """

    fields: Mapping[str, FieldSpec]
    rosters: Mapping[str, RosterSpec]
    distractors: tuple[str, ...]
    scopes: Mapping[str, tuple[str, ...]]


GROUPS = ("space", "premises", "tenants", "people", "services", "finance")


# What is kept from the catalogue and has to be forgotten with it: indexes, matchers, patterns.
_BUILT_FROM_IT = ("extractors.catalogue", "extractors.find", "extractors.language")
_in_use: list[OfficeWords] = []  # the office's words, where it has any


@cache
def load_catalogue() -> Catalogue:
    """The catalogue in force: the shipped one with the office's words that are in use.

    Raises:
        CatalogueError: an entry is wrong; the message names file, key and mend.
    """
    catalogue = shipped()
    for words in _in_use:
        catalogue = words.added_to(catalogue)
    return catalogue


def use_words(words: OfficeWords) -> None:
    """Let the office's words count from now on in this process, and no others.

    It is said once at start, by whatever reads or finds: a command, a child that reads files.
    Where the words differ from those in use, everything built from the catalogue is forgotten,
    so a process that runs for months may take in new words between two runs.

    Args:
        words: As `office_words.read_office_words` gives them; an empty one for none.
    """
    if words.revision == (_in_use[0].revision if _in_use else ""):
        return
    _in_use[:] = [words] if words.words else []
    for name, module in list(sys.modules.items()):
        if f"{name}.".startswith(tuple(f"{package}." for package in _BUILT_FROM_IT)):
            for member in vars(module).values():
                if hasattr(member, "cache_clear") and member is not shipped:
                    member.cache_clear()


def words_in_use() -> OfficeWords:
    """The office's words that count in this process; empty where there are none."""
    from extractors.office_words import OfficeWords

    return _in_use[0] if _in_use else OfficeWords()


@cache
def shipped() -> Catalogue:
    """Read and check the shipped catalogue, without any words of an office.

    Raises:
        CatalogueError: an entry is wrong; the message names file, key and mend.
    """
    folder = files("extractors.fields")
    fields: dict[str, FieldSpec] = {}
    for group in GROUPS:
        name = f"{group}.toml"
        for key, entry in _tables(name, folder.joinpath(name).read_text("utf-8")).items():
            if key in fields:
                raise CatalogueError(name, key, "defined twice; keep one of the two entries")
            fields[key] = _checked(FieldSpec, name, key, entry)
    rosters = {
        key: _roster(key, entry)
        for key, entry in _tables(
            "rosters.toml", folder.joinpath("rosters.toml").read_text("utf-8")
        ).items()
    }
    words = _tables("scopes.toml", folder.joinpath("scopes.toml").read_text("utf-8"))
    for key, spec in fields.items():
        for other in spec.under:
            if other not in fields:
                raise CatalogueError(
                    "fields/",
                    f"{key}.under",
                    f"{other!r} is no field; write a key of the catalogue",
                )
    scopes = {name: tuple(entry["words"]) for name, entry in words.items()}
    return Catalogue(fields, rosters, scopes.pop("distractors"), scopes)


def _tables(name: str, text: str) -> dict[str, dict[str, Any]]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(name, "", f"not valid TOML: {error}") from error
    for key, entry in tables.items():
        if not isinstance(entry, dict):
            raise CatalogueError(name, key, "is not a table; write [key] and its entries below it")
    return tables


def _checked(kind: type[_Spec], name: str, key: str, entry: dict[str, Any]) -> _Spec:
    try:
        return kind.model_validate({"key": key, **entry})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise CatalogueError(name, f"{key}.{where}", first["msg"]) from error


def _roster(key: str, entry: dict[str, Any]) -> RosterSpec:
    columns = entry.get("columns", {})
    checked = {
        column: _checked(ColumnSpec, "rosters.toml", column, spec)
        for column, spec in columns.items()
    }
    return _checked(RosterSpec, "rosters.toml", key, {**entry, "columns": checked})
