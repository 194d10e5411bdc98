"""What a form did is said once on the next page, and travels as the session does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import doors


@pytest.mark.parametrize("https", [False, True])
def test_the_sentence_is_said_once_and_sent_encrypted_where_the_desk_is(
    tmp_path: Path, https: bool
) -> None:
    with doors.opened(tmp_path, "https://localhost", https=https) as door:
        wang = door.browser("wang")

        cookie = wang.post("/next").headers["set-cookie"]

        assert "zc_told" in cookie and "HttpOnly" in cookie and "Secure" in cookie
        assert "没有等待复核的材料。" in wang.get("/text-blocks").text
        assert "没有等待复核的材料。" not in wang.get("/text-blocks").text


def test_without_encryption_it_is_kept_all_the_same(tmp_path: Path) -> None:
    with doors.opened(tmp_path) as door:
        assert "Secure" not in door.browser("wang").post("/next").headers["set-cookie"]
