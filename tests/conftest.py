"""What holds for all tests: pages of Word files are placed only where a test asks for it, and
on a machine that must have a tool, no test may be skipped for want of it.
"""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

from pipeline.settings import PLACE_VARIABLE

# Rendering each Word file would take most of the tests' time; the tests of placing ask for it.
os.environ.setdefault(PLACE_VARIABLE, "off")

# Words, parted by commas; a test whose reason to be skipped has one of them fails.
REQUIRED = [
    word for word in os.environ.get("ZHONGCHUANG_TEST_REQUIRE", "").lower().split(",") if word
]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _required((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _required((yield))


def _required(report):
    """The report, as a failure where the test was skipped for want of a required tool."""
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else ""
        if any(word in reason.lower() for word in REQUIRED):
            report.outcome = "failed"
            report.longrepr = f"required here, but {reason}"
    return report
