"""Choosing the policy: by place, form and category, and never between two that fit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.facts import record_of
from pipeline.model import DocumentSummary
from pipeline.rules import choose_ruleset, load_rulesets


@pytest.mark.parametrize(
    ("fields", "documents", "chosen"),
    [
        ({"division": {"code": "530402", "name": "红塔区"}}, (), "yunnan-2021"),
        ({"division": "330381"}, (), "wenzhou-2021"),
        ({"credit_code": "91652301MAMKUT7H1N"}, (), "xinjiang-2019"),
        ({"space_address": "乐清市柳市镇"}, (), "wenzhou-2021"),
        ({"division": "530102"}, (), None),  # city or province: nobody chooses
        ({"division": "530102", "category": "综合服务类"}, (), "kunming-2017"),
        ({"division": "532504", "category": "专业"}, (), "mile-2017"),
        ({"division": "530102"}, ("云南省众创空间认定申报书.docx",), "yunnan-2021"),
        ({"division": "530102"}, ("昆明市众创空间认定申请表.docx",), "kunming-2017"),
        ({"division": "532504"}, ("01 弥勒市众创空间认定申报书.docx",), "mile-2017"),
        ({"division": "110101"}, (), None),
        ({}, (), None),
        ({}, ("温州市众创空间备案申请表.pdf",), "wenzhou-2021"),
    ],
)
def test_the_ruleset_that_fits(
    fields: dict[str, Any], documents: tuple[str, ...], chosen: str | None
) -> None:
    summaries = tuple(DocumentSummary(name, "docx", 1, "0" * 64) for name in documents)
    record = replace(record_of({"fields": fields}), documents=summaries)

    assert chosen == choose_ruleset(record, load_rulesets())
