"""What every template has: words, numbers and addresses that are the code's own."""

from __future__ import annotations

import re

import pytest

from pipeline.web.rendering import LIMITS, environment

LENGTH = re.compile(r'(?:max|min)length="([^"]*)"')


@pytest.mark.parametrize("name", environment().list_templates(extensions=["html"]))
def test_how_long_a_field_may_be_is_said_by_the_code(name: str) -> None:
    loader = environment().loader
    assert loader is not None
    source, _, _ = loader.get_source(environment(), name)

    assert [length for length in LENGTH.findall(source) if "{{" not in length] == []
    for limit in re.findall(r"LIMITS\.(\w+)", source):
        assert limit in LIMITS
