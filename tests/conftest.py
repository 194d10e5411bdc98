"""What holds for all tests: pages of Word files are placed only where a test asks for it, what
is legible and undisputed was always observed to be right, and on a machine that must have a
tool, no test may be skipped for want of it.
"""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

from pipeline.confidence import observed
from pipeline.confidence.observed import Observed
from pipeline.settings import PLACE_VARIABLE
from tests.observed import OBSERVED

# Rendering each Word file would take most of the tests' time; the tests of placing ask for it.
os.environ.setdefault(PLACE_VARIABLE, "off")

# Words, parted by commas; a test whose reason to be skipped has one of them fails.
REQUIRED = [
    word for word in os.environ.get("ZHONGCHUANG_TEST_REQUIRE", "").lower().split(",") if word
]


@pytest.fixture(scope="session", autouse=True)
def observations() -> Generator[Observed]:
    """What was observed, in place of the table that ships: tests hold whatever that has counted."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(observed, "shipped", lambda: OBSERVED)
        yield OBSERVED


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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What journeys through the desk took; the workers' own words are not heard."""
    told = [
        f"{report.nodeid.partition('::')[2]}: {words}"
        for report in terminalreporter.stats.get("", [])
        for name, words in getattr(report, "user_properties", ())
        if name == "journey" and report.when == "teardown"
    ]
    if told:
        terminalreporter.section("journeys through the desk")
        for line in sorted(told):
            terminalreporter.write_line(line)
