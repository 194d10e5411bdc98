"""`extract --explain` shows one field's candidates to people and to programs."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.cli.explain import field_named, show
from pipeline.cli.options import Wrong
from tests.pipeline.record.test_account import of, told

TEXT = "松果坡众创空间情况\n现有创业导师8名，计划聘请创业导师20名。\n创业导师：9名\n"


def shown(*texts: str, width: int = 80, key: str = "mentor_count") -> str:
    screen = io.StringIO()
    console = Console(file=screen, width=width, highlight=False)
    show(of(key, told("方案.docx", *texts)), console)
    return screen.getvalue()


@pytest.mark.parametrize("named", ["mentor_count", "创业导师"])
def test_a_field_is_named_by_key_or_by_label(named: str) -> None:
    assert field_named(named) == "mentor_count"


@pytest.mark.parametrize(
    ("named", "said"), [("mentor_cont", "mentor_count"), ("导师x", "创业导师"), ("", "fields list")]
)
def test_a_name_that_is_none_is_answered_with_those_near(named: str, said: str, capsys) -> None:
    with pytest.raises(Wrong):
        field_named(named)
    assert said in capsys.readouterr().err


def test_people_see_value_reason_sentence_and_signals() -> None:
    screen = shown("现有创业导师8名，计划聘请创业导师20名。", "创业导师：9名")

    assert "创业导师 mentor_count：9 人 · 待核实" in screen
    assert "采用 9 人　读法更可靠（标签后的文字先于正文）" in screen
    assert "方案.docx 第1段　现有【创业导师8名】，计划聘请创业导师20名。" in screen
    assert "不采用 20 人　规划数（“计划”），尚未实现" in screen
    assert "名称「创业导师」（目录所列名称）" in screen


@pytest.mark.parametrize("width", [40, 80, 140])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    from rich.cells import cell_len

    screen = shown("现有创业导师8名，" + "都有多年经验，" * 20 + "计划聘请导师20名。", width=width)

    assert max(map(cell_len, screen.splitlines())) <= width


def test_nothing_found_is_said() -> None:
    screen = shown("我们位于老街。")

    assert "未找到" in screen
    assert "没有任何材料提到" in screen


def test_a_value_that_was_computed_says_from_what() -> None:
    screen = shown("使用总面积820平方米。", "公共服务面积205平方米。", key="public_share")

    assert "公共办公场所占比 public_share：25%" in screen
    assert "来源：推算（方案.docx 第" in screen
    assert "没有材料直接写明" in screen


def test_a_file_cannot_steer_the_terminal() -> None:
    screen = shown("现有创业导师8名\x1b[2J\x07，[bold red]计划[/bold red]。")

    assert "\x1b[2J" not in screen and "\x07" not in screen
    assert "[bold red]" in screen


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "情况.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_command_explains_a_file(file: Path) -> None:
    ended = CliRunner().invoke(app, ["extract", str(file), "--explain", "创业导师"])

    assert ended.exit_code == 0
    assert "另说 8 人" in ended.stdout


def test_programs_get_the_same_as_json(file: Path) -> None:
    ended = CliRunner().invoke(app, ["extract", str(file), "--explain", "mentor_count", "--json"])

    view = json.loads(ended.stdout)
    assert (view["key"], view["value"], view["status"]) == ("mentor_count", 9, "review")
    said = {(one["part"], one["value"]) for one in view["candidates"]}
    assert said >= {("chosen", 9), ("rival", 8), ("refused", 20)}
    rival = next(one for one in view["candidates"] if one["part"] == "rival")
    assert rival["signals"]["naming"] == "listed"
    assert (rival["passages"][0]["before"], rival["passages"][0]["text"]) == ("现有", "创业导师8名")


def test_several_files_are_one_submission(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "补充.txt"
    other.write_text("创业导师：9名\n", encoding="utf-8")
    command = ["extract", str(file), str(other), "--explain", "mentor_count", "--json"]
    view = json.loads(CliRunner().invoke(app, command).stdout)

    documents = {p["document"] for one in view["candidates"] for p in one["passages"]}
    assert documents == {"情况.txt", "补充.txt"}


def test_a_wrong_field_ends_the_command_before_anything_is_read(file: Path) -> None:
    ended = CliRunner().invoke(app, ["extract", str(file), "--explain", "mentor_cont"])

    assert ended.exit_code == 2
    assert "mentor_count" in ended.stderr
