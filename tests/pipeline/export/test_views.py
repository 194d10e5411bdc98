"""The JSON shapes that scripts rely on: every key, every value in its plain form."""

from __future__ import annotations

import json
from decimal import Decimal

from extractors.catalogue import load_catalogue
from extractors.model import (
    Anchor,
    AnchorKind,
    Approximate,
    Block,
    Document,
    Finding,
    Layer,
    Line,
    Method,
    Page,
    RosterCell,
    RosterRow,
    Seal,
)
from extractors.problems import problem
from extractors.values import Division, PartialDate
from pipeline.export.views import evaluation, extract_view, read_view, review_view, to_json
from pipeline.facts import read_facts
from pipeline.model import (
    Alternative,
    Confidence,
    DocumentSummary,
    FieldValue,
    Record,
    ReviewItem,
    ReviewReason,
    Status,
)
from pipeline.rules import judge, load_rulesets

BOX = (72.0, 310.4, 240.123456, 324.9)
DOCUMENT = Document(
    name="方案.pdf",
    sha256="a" * 64,
    kind="pdf",
    blocks=(Block("使用总面积 820 平方米", Anchor(AnchorKind.PAGE, page=3, bbox=BOX)),),
    pages=(Page(3, 595.3, 841.9, 90),),
    problems=(problem("repaired"), problem("unread_part", "第2页")),
)
QUOTE = DOCUMENT.quote(0, 6, 13)


def test_read_view_holds_exactly_the_promised_keys():
    view = read_view(DOCUMENT)

    assert list(view) == ["name", "sha256", "kind", "pages", "blocks", "problems"]
    assert view["pages"] == [{"number": 3, "width": 595.3, "height": 841.9, "rotation": 90}]
    assert view["blocks"] == [
        {
            "text": "使用总面积 820 平方米",
            "anchor": {
                "kind": "page",
                "page": 3,
                "bbox": [72.0, 310.4, 240.12, 324.9],
                "paragraph": None,
                "table": None,
                "row": None,
                "column": None,
                "row_span": 1,
                "column_span": 1,
                "sheet": None,
                "cell": None,
            },
            "layer": Layer.BODY.value,
        }
    ]


def test_what_was_recognised_tells_how_surely_and_names_its_seals():
    line = Line(0, 3, 1, BOX, score=0.91234, sealed=True)
    scan = Document(
        name="合同.pdf",
        sha256="b" * 64,
        kind="pdf",
        blocks=(Block("820", Anchor(AnchorKind.PAGE, page=1, bbox=BOX), lines=(line,)),),
        pages=(Page(1, 595.3, 841.9, recognised=True),),
        seals=(Seal(1, BOX, "松果坡科技有限公司", 0.8),),
    )

    view = read_view(scan)

    assert view["pages"][0]["recognised"] is True
    assert (view["blocks"][0]["score"], view["blocks"][0]["sealed"]) == (0.912, True)
    assert view["seals"][0]["text"] == "松果坡科技有限公司"


def test_a_problem_names_its_place_only_where_it_has_one():
    repaired, unread = read_view(DOCUMENT)["problems"]

    assert list(repaired) == ["code", "message_zh", "message_en"]
    assert unread["place"] == "第2页"


def test_extract_view_holds_every_field_of_the_catalogue():
    view = extract_view(Record(fields={}))

    assert list(view) == [
        "fields",
        "rosters",
        "materials",
        "plan_sections",
        "form_blanks",
        "findings",
        "documents",
    ]
    assert list(view["fields"]) == list(load_catalogue().fields)
    assert view["fields"]["total_area_m2"] == {
        "value": None,
        "approximate": None,
        "confidence": None,
        "observed": None,
        "status": "missing",
        "method": None,
        "evidence": [],
        "alternatives": [],
    }


def test_a_field_carries_its_evidence_and_what_stands_against_it():
    field = FieldValue(
        "total_area_m2",
        Decimal("820.0"),
        Approximate.AT_LEAST,
        Confidence(0.97123, 0.85456, 0.99, right=35, n=36),
        Status.REVIEW,
        Method.PROSE,
        (QUOTE,),
        (Alternative(Decimal("480.5"), "租赁合同.pdf 所写不同", (QUOTE,), rival=True),),
    )
    view = extract_view(Record(fields={"total_area_m2": field}))["fields"]["total_area_m2"]

    assert (view["value"], view["approximate"], view["status"]) == (820, "at_least", "review")
    assert type(view["value"]) is int
    assert view["confidence"] == 0.9712
    assert view["observed"] == {"right": 35, "n": 36, "low": 0.8546, "high": 0.99}
    evidence = view["evidence"][0]
    assert list(evidence) == ["document", "page", "bbox", "anchor", "text"]
    assert (evidence["document"], evidence["page"], evidence["text"]) == (
        "方案.pdf",
        3,
        "820 平方米",
    )
    assert view["alternatives"][0]["value"] == 480.5
    assert view["alternatives"][0]["reason"] == "租赁合同.pdf 所写不同"


def test_values_of_every_kind_have_their_plain_form():
    fields = {
        "division": FieldValue("division", Division("530402", "红塔区")),
        "registered_on": FieldValue("registered_on", PartialDate(2020, 3)),
        "has_seed_fund": FieldValue("has_seed_fund", True),
        "services": FieldValue("services", ("工商注册", "法律法务")),
        "public_share": FieldValue("public_share", Decimal("0.125")),
    }
    plain = {key: view["value"] for key, view in extract_view(Record(fields))["fields"].items()}

    assert plain["division"] == {"code": "530402", "name": "红塔区"}
    assert plain["registered_on"] == "2020-03"
    assert plain["has_seed_fund"] == "yes"
    assert plain["services"] == ["工商注册", "法律法务"]
    assert plain["public_share"] == 0.125


def test_a_finding_keeps_its_code_beside_a_credit_code():
    """`credit_code_invalid` carries a code of its own: it is given as the value."""
    finding = Finding("credit_code_invalid", {"code": "91530402MA6N00000X"})

    assert extract_view(Record({}, findings=(finding,)))["findings"] == [
        {"code": "credit_code_invalid", "value": "91530402MA6N00000X"}
    ]


def test_rosters_and_documents_are_plain_rows():
    row = RosterRow("tenants", {"name": RosterCell("云上科技"), "headcount": RosterCell(None)})
    summary = DocumentSummary("方案.pdf", "pdf", 3, "a" * 64, (problem("no_text"),))
    view = extract_view(Record({}, {"tenants": (row,)}, documents=(summary,)))

    assert view["rosters"] == {"tenants": [{"name": "云上科技", "headcount": None}]}
    assert view["documents"][0]["problems"][0]["code"] == "no_text"
    assert list(view["documents"][0]) == ["name", "kind", "pages", "sha256", "problems"]


def test_json_is_one_line_of_utf8_whatever_a_file_says():
    """A broken text layer yields lone surrogates, which UTF-8 cannot hold."""
    item = ReviewItem("s/x/doubt", "s", "x", ReviewReason.DOUBT, "甲\ud800乙\n\u2028")
    text = to_json(review_view(item))

    assert "甲?乙" in text
    assert [text] == text.splitlines()
    assert json.loads(text)["question"] == "甲?乙\n\u2028"


def test_an_evaluation_is_plain_json_of_one_shape() -> None:
    _, on, record = read_facts(
        {
            "on": "2024-05-28",
            "facts": {
                "fields": {
                    "total_area_m2": 480,
                    "tenant_count": {"value": 20, "approximate": "about"},
                }
            },
        }
    )
    assert on is not None

    found = evaluation(judge(record, load_rulesets()["yunnan-2021"], on))

    assert list(found) == ["ruleset", "on", "in_force", "outcome", "conditions"]
    assert tuple(found.values())[:4] == ("yunnan-2021", "2024-05-28", True, "not_eligible")
    area = next(c for c in found["conditions"] if c["id"] == "2a")
    assert area == {
        "id": "2a",
        "article": "申报条件第2项",
        "outcome": "not_met",
        "binding": True,
        "why": "总面积480㎡，要求不低于500㎡，不符合（少20㎡）",
        "needs": ["total_area_m2"],
        "values": {"total_area_m2": 480},
        "threshold": 500,
        "margin": -20,
    }
    tenants = next(c for c in found["conditions"] if c["id"] == "5")
    assert tenants["values"] == {"tenant_count": {"value": 20, "approximate": "about"}}
    assert found == json.loads(json.dumps(found, ensure_ascii=False))
