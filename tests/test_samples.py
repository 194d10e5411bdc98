"""The samples: built the same each time, true to their files, and found by the extractor."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from stdnum.cn import uscc

from bench.accuracies import measure
from bench.extraction import documents_of
from bench.judging import judged
from bench.report import total
from bench.scoring import Tally
from extractors import REVISION
from extractors.catalogue import load_catalogue
from extractors.model import Document, Layer
from pipeline.calibration import expectations
from pipeline.confidence.matching import folded
from pipeline.confidence.trust import trusted
from samples.build import build
from samples.invented import credit_code, wrong_code
from samples.keys import FIELDS
from samples.marks import parse
from samples.submission import Submission
from tests.observed import as_shipped

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
EXPECTED = expectations(SAMPLES)
IDS = [expected["id"] for expected in EXPECTED]
POLICIES = {"yunnan-2021", "kunming-2017", "mile-2017", "wenzhou-2021", "xinjiang-2019"}
WRONG_ON_PURPOSE = {"s08"}  # its credit code
# A floor lies about two hundredths below what was measured on these samples on 2026-11-21: a
# value more or less in one of them is not yet a fall. The coverage is that of the table that
# ships: where it is of other extractors, or its bar is out of reach, nothing is accepted.
FLOORS = {
    "fields F1": 0.97,
    "evidence": 0.975,
    "roster cells F1": 0.97,
    "accepted precision": 0.99,
    "accepted coverage": 0.90,
    "conditions": 0.95,
    "materials F1": 0.95,
}


def test_every_policy_and_category_has_a_sample() -> None:
    assert {expected["ruleset"] for expected in EXPECTED} == POLICIES
    categories = {(e["ruleset"], e["fields"].get("category", {}).get("value")) for e in EXPECTED}
    assert {
        ("kunming-2017", "技术支撑类"),
        ("kunming-2017", "综合服务类"),
        ("mile-2017", "综合"),
        ("mile-2017", "专业"),
    } <= categories


def test_building_again_gives_the_same_bytes(tmp_path: Path) -> None:
    """What is committed is what the code writes: files and expected results alike."""
    build(tmp_path)

    for kind in ("submissions", "expected"):
        made = {p.relative_to(tmp_path): p.read_bytes() for p in files_of(tmp_path / kind)}
        kept = {p.relative_to(SAMPLES): p.read_bytes() for p in files_of(SAMPLES / kind)}
        assert made.keys() == kept.keys()
        assert [str(path) for path in made if made[path] != kept[path]] == []


def test_the_samples_stay_small() -> None:
    labelled = sum(p.stat().st_size for p in files_of(SAMPLES / "labelled"))
    everything = sum(p.stat().st_size for p in files_of(SAMPLES))

    assert everything - labelled < 2_000_000  # what the demo runs
    assert labelled < 30_000_000


@pytest.mark.parametrize("expected", EXPECTED, ids=IDS)
def test_every_field_is_found_disputed_or_absent(expected: dict[str, Any]) -> None:
    """Exactly one of the three, and the catalogue knows the same fields."""
    disputed = {conflict["key"] for conflict in expected["conflicts"]}
    known = set(expected["fields"]) | disputed
    assert known | set(expected["absent"]) == set(FIELDS) == set(load_catalogue().fields)
    assert not known & set(expected["absent"])


@pytest.mark.parametrize("expected", EXPECTED, ids=IDS)
def test_credit_codes_hold_their_check_character(expected: dict[str, Any]) -> None:
    """But for the one that is wrong on purpose."""
    codes = [expected["fields"]["credit_code"]["value"]]
    codes += [row.get("credit_code") for row in expected["rosters"].get("tenants", ())]
    wrong = [code for code in codes if code and not uscc.is_valid(code)]
    assert (len(wrong) == 1) is (expected["id"] in WRONG_ON_PURPOSE)


@pytest.mark.parametrize("expected", EXPECTED, ids=IDS)
def test_the_division_is_the_credit_codes(expected: dict[str, Any]) -> None:
    code = expected["fields"]["credit_code"]["value"]
    assert code[2:8] == expected["fields"]["division"]["value"]["code"]


@pytest.mark.parametrize("expected", EXPECTED, ids=IDS)
def test_every_quote_stands_in_its_document(expected: dict[str, Any]) -> None:
    """On its page, where it has one; deletions and hidden text do not count."""
    documents = {d.name: d for d in documents_of(SAMPLES / "submissions" / expected["path"])}
    assert documents.keys() == expected["files"].keys()
    missing = [
        place
        for place in places_of(expected)
        if folded(place["text"]) not in seen(documents[place["document"]], place.get("page"))
    ]
    assert missing == []


@pytest.mark.parametrize("expected", EXPECTED, ids=IDS)
def test_every_roster_name_stands_in_a_document(expected: dict[str, Any]) -> None:
    documents = documents_of(SAMPLES / "submissions" / expected["path"])
    text = "".join(seen(document, None) for document in documents)
    for rows in expected["rosters"].values():
        names = [str(row.get("name") or row.get("tenant") or row.get("year")) for row in rows]
        assert [name for name in names if folded(name) not in text] == []


# How the extractor does on them


@pytest.fixture(scope="session")
def tally(tmp_path_factory: pytest.TempPathFactory) -> Tally:
    """All samples extracted, judged and scored, once, by the table that ships."""
    results = tmp_path_factory.mktemp("results")
    with as_shipped():
        trust = trusted(REVISION)
    return measure(SAMPLES, EXPECTED, results, trust, workers=2)


def test_the_extractor_keeps_its_level(tally: Tally) -> None:
    """See FLOORS: a change that costs more than the slack must say what it buys."""
    reached = {
        "fields F1": total(tally.fields).f1,
        "evidence": total(tally.evidence).recall,
        "roster cells F1": total(tally.cells).f1,
        "accepted precision": tally.accepted.precision,
        "accepted coverage": tally.accepted.given / total(tally.fields).wanted,
        "conditions": tally.conditions.recall,
        "materials F1": tally.lists["materials"].f1,
    }
    assert {name: share for name, share in reached.items() if (share or 0) < FLOORS[name]} == {}


def test_no_sample_is_lost(tally: Tally) -> None:
    assert tally.conditions.wanted == sum(len(expected["conditions"]) for expected in EXPECTED)
    assert tally.outcomes.wanted == len(EXPECTED)


@pytest.mark.parametrize("expected", EXPECTED, ids=IDS)
def test_the_rules_judge_the_expected_facts_as_expected(expected: dict[str, Any]) -> None:
    """The conditions were written by hand from the policies, apart from the rulesets."""
    found = judged(expected)
    assert found["conditions"] == expected["conditions"]
    assert found["outcome"] == expected["outcome"]


def files_of(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)


def places_of(expected: dict[str, Any]) -> list[dict[str, Any]]:
    """Every place that the expected result names."""
    found = [
        place
        for field in expected["fields"].values()
        if "document" in field
        for place in (field, *field.get("also", ()))
    ]
    return found + [place for conflict in expected["conflicts"] for place in conflict["texts"]]


def seen(document: Document, page: int | None) -> str:
    """What a reader sees of a document, or of one of its pages."""
    parts = []
    for block in document.blocks:
        if block.layer not in (Layer.BODY, Layer.INSERTED, Layer.HEADER_FOOTER):
            continue
        pages = {line.page for line in block.lines} or {block.anchor.page}
        if page is None or page in pages:
            parts.append(folded(block.text))
    return "".join(parts)


# How the samples are made


def test_a_mark_leaves_its_text_and_its_place() -> None:
    text, marks = parse("场地{{total_area_m2=820|820㎡}}，{{!jobs_count=5|五人}}")
    assert text == "场地820㎡，五人"
    found = [(m.sign, m.key, m.value, text[m.start : m.end]) for m in marks]
    assert found == [("", "total_area_m2", "820", "820㎡"), ("!", "jobs_count", "5", "五人")]


def test_an_open_mark_is_a_slip() -> None:
    with pytest.raises(ValueError, match="not closed"):
        parse("{{total_area_m2=820|820㎡")


def test_two_places_cannot_state_different_values() -> None:
    made = Submission("x", "yunnan-2021", "2024-01-01", "x")
    made.take("{{total_area_m2=820|820㎡}}", "a.docx")
    with pytest.raises(ValueError, match="820 and 830"):
        made.take("{{total_area_m2=830|830㎡}}", "b.docx")


def test_a_key_that_is_no_field_is_a_slip() -> None:
    made = Submission("x", "yunnan-2021", "2024-01-01", "x")
    with pytest.raises(KeyError, match="total_aera"):
        made.take("{{total_aera=820|820㎡}}", "a.docx")


def test_names_in_the_zip_are_gbk_bytes() -> None:
    path = next(SAMPLES.glob("submissions/*.zip"))
    with zipfile.ZipFile(path) as archive:
        names = [info.orig_filename.encode("cp437").decode("gbk") for info in archive.infolist()]
        flags = {info.flag_bits & 0x800 for info in archive.infolist()}
    assert "营业执照.pdf" in names
    assert flags == {0}  # nothing says that the names are UTF-8


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("甲公司", credit_code("530502", "甲公司")),
        ("乙中心", credit_code("330327", "乙中心", "52")),
    ],
)
def test_invented_credit_codes_are_valid_and_stay_the_same(name: str, code: str) -> None:
    assert uscc.is_valid(code)
    assert not uscc.is_valid(wrong_code(code))
    assert code == credit_code(code[2:8], name, code[:2])
