"""The dashboard tells what was counted, in pictures and in tables, and says where nothing is."""

from __future__ import annotations

import datetime as dt
import re
from uuid import uuid4

import pytest
from lxml import html

from pipeline.desk.dashboard import Week
from pipeline.store import open_store
from pipeline.web.context import Desk
from pipeline.web.pages.dashboard import WEEKS, every_week
from tests import desks
from tests.pipeline.web.conftest import Visit, signed_in


def tables(text: str) -> dict[str, list[list[str]]]:
    """The table behind each picture, by the heading of its card."""
    found = {}
    for card in html.fromstring(text).xpath("//section[contains(@class, 'card')]"):
        rows = card.xpath(".//tbody/tr")
        found[card.get("aria-labelledby")] = [
            [" ".join(cell.text_content().split()) for cell in row] for row in rows
        ]
    return found


def figures(text: str) -> list[str]:
    return re.findall(r"<dd>(\d+|—)", text)


def test_outcomes_are_counted_by_policy_region_and_year(viewer: Visit) -> None:
    text = viewer.get("/dashboard").text

    found = tables(text)
    for card in ("by-policy", "by-region", "by-year"):
        assert sum(int(row[5]) for row in found[card]) == len(desks.FEW), card
    assert figures(text)[0] == str(len(desks.FEW))


def test_every_picture_says_in_words_what_it_shows(viewer: Visit) -> None:
    page = html.fromstring(viewer.get("/dashboard").text)

    pictures = page.xpath("//svg[contains(@class, 'bar') or contains(@class, 'chart')]")
    assert pictures
    assert all(one.get("role") == "img" and one.get("aria-label") for one in pictures)
    assert not page.xpath("//*[@style]")


def test_a_failing_condition_leads_to_its_policy(viewer: Visit) -> None:
    page = html.fromstring(viewer.get("/dashboard").text)

    (link,) = page.xpath("(//section[@aria-labelledby='failing']//ol//a)[1]")
    policy, _, condition = link.get("href").partition("#")
    there = html.fromstring(viewer.get(policy).text)
    assert there.xpath(f"//*[@id='{condition}']")
    assert link.text_content() in there.text_content()


def test_what_people_corrected_is_counted_with_its_interval(reviewer: Visit, desk: Desk) -> None:
    before = reviewer.get("/dashboard").text
    assert "还没有人核对过读数" in before

    decide_area(reviewer, desk)

    found = tables(reviewer.get("/dashboard").text)
    assert [row[:3] for row in found["corrected"]] == [["总面积", "1", "1"]]
    month = f"{dt.datetime.now(dt.UTC):%Y-%m}"
    assert found["precision"][0][:4] == [month, "1", "0", "0.0%"]
    assert found["weeks"][0][1] == "1"


def decide_area(visit: Visit, desk: Desk) -> None:
    submission = next(one.id for one in desk.store.submissions() if "澜谷" in one.name)
    fields = visit.get(f"/api/v1/applications/{submission}").json()["fields"]
    area = next(one for one in fields if one["key"] == "total_area_m2")
    answer = visit.client.post(
        f"/api/v1/applications/{submission}/decisions",
        json={
            "kind": "value",
            "subject": "total_area_m2",
            "text": "77",
            "version": area["version"],
            "request": uuid4().hex,
        },
        headers={"X-CSRF-Token": visit.csrf},
    )
    assert answer.status_code == 200, answer.text


def test_a_filter_leaves_the_others_out_and_stays_chosen(viewer: Visit) -> None:
    text = viewer.get("/dashboard?policy=yunnan-2021").text

    assert figures(text)[0] == "1"
    assert '<option value="yunnan-2021" selected>' in text
    assert [row[0] for row in tables(text)["by-policy"]] == ["云南省众创空间认定管理办法"]


def test_a_year_without_applications_says_so(viewer: Visit) -> None:
    text = viewer.get("/dashboard?year=1999").text

    assert "所选政策和年度没有申报" in text


@pytest.mark.parametrize("query", ["policy=nothing", "year=abcd", "year=²⁰²⁴", "policy=%00"])
def test_a_filter_that_means_nothing_filters_nothing(viewer: Visit, query: str) -> None:
    assert figures(viewer.get(f"/dashboard?{query}").text)[0] == str(len(desks.FEW))


def test_a_person_of_one_policy_sees_its_numbers_only(client: object, desk: Desk) -> None:
    from pipeline.accounts import Role

    limited = frozenset({"yunnan-2021"})
    desks.add_person(desk.store, "xian", "限看一项", Role.VIEWER, limited)
    visit = signed_in(client, "xian")  # type: ignore[arg-type]

    whole = visit.get("/dashboard").text
    asked = visit.get("/dashboard?policy=zhejiang-wenzhou-2020").text

    assert figures(whole)[0] == figures(asked)[0] == "1"


def test_an_empty_desk_says_what_will_be_here(tmp_path: object) -> None:
    from pathlib import Path

    from httpx import Client

    from pipeline.accounts import Role

    home = Path(str(tmp_path)) / "empty"
    home.mkdir()
    with open_store(desks.settings_of(home).database) as store:
        desks.add_person(store, "kan", "阮观澜", Role.VIEWER)
    with (
        desks.opened(home) as desk,
        desks.served(desk) as running,
        Client(base_url=running.url, timeout=60) as client,
    ):
        text = signed_in(client, "kan").get("/dashboard").text

    assert "还没有可统计的申报" in text


def test_weeks_in_which_nothing_was_done_are_there_too() -> None:
    monday = dt.date(2026, 3, 2)
    known = [Week(monday, 4, 1), Week(monday + dt.timedelta(days=21), 2, 0)]

    shown = every_week(known, dt.date(2026, 4, 1))

    assert [week.decisions for week in shown] == [4, 0, 0, 2, 0]
    assert every_week([], dt.date(2026, 4, 1)) == []


def test_of_many_years_the_latest_half_year_is_drawn() -> None:
    monday = dt.date(2020, 1, 6)

    shown = every_week([Week(monday, 1, 0)], dt.date(2026, 4, 1))

    assert len(shown) == WEEKS
    assert shown[-1].monday == dt.date(2026, 3, 30)
