"""The command line: what goes where, which exit status, and the way from inbox to export."""

from __future__ import annotations

import csv
import json
import logging
import os
import resource
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pytest

from pipeline.cli import main

FACTS = {
    "ruleset": "yunnan-2021",
    "on": "2022-05-01",
    "facts": {"fields": {"total_area_m2": 820, "workstation_count": 20}},
}


@dataclass(frozen=True)
class Ended:
    """How a command ended: exit status, standard output, standard error."""

    status: int
    out: str
    err: str

    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


@pytest.fixture()
def zhongchuang(monkeypatch, capsys):
    """Runs the command in this process, exactly as the installed one runs."""
    handlers = logging.getLogger().handlers[:]

    def run(*arguments: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["zhongchuang", *map(str, arguments)])
        capsys.readouterr()
        try:
            main()
        except SystemExit as end:
            status = end.code or 0
        else:
            status = 0
        assert isinstance(status, int)
        out, err = capsys.readouterr()
        return Ended(status, out, err)

    yield run
    logging.getLogger().handlers[:] = handlers


def write_form(path: Path, *lines: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def write_applicant(folder: Path) -> Path:
    write_form(
        folder / "申报书.docx",
        "云南省众创空间认定申报书",
        "众创空间名称：滇西云谷众创空间",
        "使用总面积：820平方米",
        "创业工位：36个",
        "申报日期：2022年5月1日",
    )
    return folder


# Starting


def test_help_loads_nothing_heavy_and_answers_at_once():
    """What is not loaded cannot be slow: little is spent beside the command library's own start."""
    code = (
        "import sys, pipeline.cli; heavy = {'pandas', 'numpy', 'sqlalchemy', 'pydantic', 'lxml',"
        " 'pdfplumber', 'spacy', 'jieba', 'docx', 'apscheduler', 'rich', 'extractors.catalogue'}"
        " & set(sys.modules); sys.exit(f'loaded: {sorted(heavy)}' if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)

    shown, spent = spent_on("-m", "pipeline", "--help")
    _, least = spent_on("-c", "import typer.rich_utils")
    assert "Exit status" in shown
    assert spent < 3 * least


def spent_on(*arguments: str) -> tuple[str, float]:
    """What a fresh interpreter printed, and its processor time in seconds: the least of three."""
    spent = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, *arguments]
        done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return done.stdout, min(spent)


@pytest.mark.parametrize(
    "arguments",
    [
        ["nothing"],
        ["extract", "no/such/file"],
        ["extract"],
        ["read", "."],
        ["rulesets", "show", "nowhere-1999"],
        ["evaluate", "--facts", Path(__file__).parents[2] / "LICENSE"],
        ["review", "decide", "x/y/conflict"],
        ["review", "list", "--reason", "mood"],
        ["export"],
        ["export", "--out", "x", "--format", "ods"],
        ["schedule", "add", "0 2 * *", "run"],
        ["schedule", "add", "0 2 * * *", "rm"],
        ["schedule", "remove", "nothing"],
    ],
)
def test_wrong_usage_ends_with_2_and_a_sentence_on_standard_error(
    zhongchuang, tmp_path, monkeypatch, arguments
):
    monkeypatch.chdir(tmp_path)
    ended = zhongchuang("--home", tmp_path / "home", *arguments)

    assert (ended.status, ended.out) == (2, "")
    assert ended.err.strip()
    assert "Traceback" not in ended.err


def test_a_file_that_is_no_database_stops_with_a_sentence(zhongchuang, tmp_path):
    (tmp_path / "zhongchuang.db").write_bytes(b"this is no database, it only looks like one " * 99)
    ended = zhongchuang("--home", tmp_path, "review", "list")

    assert ended.status == 2
    assert ended.err.startswith("zhongchuang: ") and "Traceback" not in ended.err


def test_a_wrong_ruleset_of_the_office_stops_with_file_and_mend(zhongchuang, tmp_path):
    (tmp_path / "rulesets").mkdir()
    (tmp_path / "rulesets" / "ours-2030.toml").write_text("id = 3", "utf-8")

    for command in (["rulesets", "list"], ["rulesets", "check"], ["run"]):
        ended = zhongchuang("--home", tmp_path, *command)
        assert ended.status == 2
        assert "ours-2030.toml" in ended.err


def test_ctrl_c_ends_with_1_and_says_that_nothing_is_lost(zhongchuang, tmp_path, monkeypatch):
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.stages.run", interrupted)
    ended = zhongchuang("run", "--home", tmp_path)

    assert ended.status == 1
    assert "the next run goes on" in ended.err


def test_a_home_that_cannot_be_made_stops_with_a_sentence(zhongchuang, tmp_path):
    (tmp_path / "taken").write_text("a file", "utf-8")

    for command in (["run"], ["rebuild"], ["schedule", "add", "0 2 * * *", "run"]):
        ended = zhongchuang("--home", tmp_path / "taken", *command)
        assert (ended.status, ended.out) == (2, "")
        assert "taken" in ended.err and "Traceback" not in ended.err


# Policies and fields


def test_policies_and_fields_are_listed_shown_and_right(zhongchuang, tmp_path):
    known = zhongchuang("rulesets", "list", "--json", "--home", tmp_path).json()["rulesets"]
    assert "yunnan-2021" in [one["id"] for one in known]
    shown = zhongchuang("rulesets", "show", "yunnan-2021", "--home", tmp_path)
    assert shown.status == 0 and "total_area_m2 >= 500" in shown.out
    assert zhongchuang("rulesets", "check", "--home", tmp_path).status == 0
    fields = zhongchuang("fields", "list", "--json").json()["fields"]
    assert {"key", "label", "type", "unit", "window", "meaning"} == set(fields[0])
    assert "总面积" in zhongchuang("fields", "list").out


# Scripts


def test_a_zip_with_gbk_names_is_one_submission(zhongchuang, tmp_path):
    """Old programs write names without saying that they are GBK."""
    form = write_applicant(tmp_path / "x") / "申报书.docx"
    archive = tmp_path / "材料.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(form, "AAAAAA.docx")
    archive.write_bytes(archive.read_bytes().replace(b"AAAAAA", "申报书".encode("gbk")))

    ended = zhongchuang("extract", archive, "--json")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.count("\n") == 1, "one JSON object and nothing else"
    view = ended.json()
    assert [one["name"] for one in view["documents"]] == ["申报书.docx"]
    area = view["fields"]["total_area_m2"]
    assert (area["value"], area["evidence"][0]["document"]) == (820, "申报书.docx")


def test_a_file_that_cannot_be_read_is_listed_and_the_rest_is_done(zhongchuang, tmp_path):
    folder = write_applicant(tmp_path / "滇西云谷")
    (folder / "坏\x1b[31m.docx").write_bytes(b"PK\x03\x04 broken")
    ended = zhongchuang("extract", folder, "--json")

    assert ended.status == 1
    assert ended.json()["fields"]["total_area_m2"]["value"] == 820
    assert "could not be read: 坏" in ended.err
    assert "\x1b" not in ended.err, "a name must not steer the terminal"


def test_read_prints_blocks_in_utf8_whatever_the_terminal_holds(tmp_path):
    form = write_form(tmp_path / "表.docx", "使用总面积：820平方米")
    shown = subprocess.run(
        [sys.executable, "-m", "pipeline", "read", str(form), "--json"],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    view = json.loads(shown.stdout.decode("utf-8"))

    assert [block["text"] for block in view["blocks"]] == ["使用总面积：820平方米"]


def test_evaluate_prints_one_line_an_object(zhongchuang, tmp_path):
    facts = tmp_path / "facts.jsonl"
    small = {**FACTS, "facts": {"fields": {"total_area_m2": 499}}}
    facts.write_text("\n".join(json.dumps(one) for one in (FACTS, small)), "utf-8")
    ended = zhongchuang("evaluate", "--facts", facts, "--json")
    results = [json.loads(line) for line in ended.out.splitlines()]

    assert ended.status == 0
    outcomes = [{c["id"]: c["outcome"] for c in one["conditions"]}["2a"] for one in results]
    assert outcomes == ["met", "not_met"]
    assert [one["on"] for one in results] == ["2022-05-01"] * 2


def test_evaluate_names_the_facts_that_it_does_not_look_at(zhongchuang, tmp_path):
    facts = tmp_path / "facts.json"
    fields = {"total_area_m2": 820, "parking_lots": 3}
    facts.write_text(json.dumps({"ruleset": "yunnan-2021", "facts": {"fields": fields}}), "utf-8")
    ended = zhongchuang("evaluate", "--facts", facts, "--json")

    assert ended.status == 0 and "not looked at: parking_lots" in ended.err
    assert ended.json()["ruleset"] == "yunnan-2021"


def test_evaluate_takes_policy_and_day_from_the_command_line(zhongchuang, tmp_path):
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps(FACTS, indent=1), "utf-8")
    ended = zhongchuang(
        "evaluate", "--facts", facts, "--json", "--ruleset", "wenzhou-2021", "--on", "2023-02-03"
    )

    assert (ended.json()["ruleset"], ended.json()["on"]) == ("wenzhou-2021", "2023-02-03")


def test_one_wrong_object_among_several_is_listed_and_the_rest_is_judged(zhongchuang, tmp_path):
    facts = tmp_path / "facts.jsonl"
    facts.write_text(f"{json.dumps(FACTS)}\n{{broken\n{json.dumps(FACTS)}\n", "utf-8")
    ended = zhongchuang("evaluate", "--facts", facts, "--json")

    assert ended.status == 1
    assert "object 2" in ended.err
    assert ["outcome" in json.loads(line) for line in ended.out.splitlines()] == [True, False, True]


# The main job


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Iterator[Path]:
    """A home in which one applicant has been judged, one of whose files cannot be read."""
    home = tmp_path_factory.mktemp("home")
    folder = write_applicant(home / "inbox" / "yunnan-2021" / "滇西云谷")
    (folder / "合同.pdf").write_bytes(b"%PDF-1.4 broken")
    command = [sys.executable, "-m", "pipeline", "run", "--home", str(home)]
    ended = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert ended.returncode == 1, ended.stderr
    assert "滇西云谷" in ended.stdout and "yunnan-2021" in ended.stdout
    assert "could not be read: 滇西云谷: 合同.pdf" in ended.stderr
    # That process went by the observations that ship; these tests go by their own.
    with pytest.MonkeyPatch.context() as patched, suppress(SystemExit):
        patched.setattr(sys, "argv", ["zhongchuang", *command[3:]])
        main()
    yield home


def test_a_second_run_finds_nothing_new_and_shows_how_all_stand(zhongchuang, home):
    ended = zhongchuang("run", "--home", home)

    assert ended.status == 0
    assert "滇西云谷" in ended.out
    assert "0 new" in ended.err and "0 files read" in ended.err


def test_home_may_stand_before_the_command_or_come_from_the_environment(
    zhongchuang, home, monkeypatch
):
    before = zhongchuang("--home", home, "review", "list", "--json")
    monkeypatch.setenv("ZHONGCHUANG_HOME", str(home))
    assert before.json()["items"]
    assert zhongchuang("review", "list", "--json").out == before.out


def test_a_decision_settles_its_item_and_the_verdict_follows(zhongchuang, home):
    def item_of(reason: str) -> dict[str, Any]:
        listed = zhongchuang("review", "list", "--home", home, "--json", "--limit", 0)
        return next(one for one in listed.json()["items"] if one["reason"] == reason)

    missing = item_of("missing")["submission"] + "/tenant_count/missing"
    shown = zhongchuang("review", "show", missing, "--home", home)
    assert "入驻团队和企业数" in shown.out and "--value" in shown.out
    refused = zhongchuang("review", "decide", missing, "--value", "近20家", "--home", home)
    assert refused.status == 2 and "exact number" in refused.err
    ended = zhongchuang(
        "review", "decide", missing, "--value", "0.18万", "--note", "现场清点", "--home", home
    )
    assert ended.status == 0, ended.err
    judged = item_of("judgement")["id"]
    assert zhongchuang("review", "decide", judged, "--yes", "--home", home).status == 0

    left = zhongchuang("review", "list", "--home", home, "--json", "--limit", 0).json()["items"]
    assert not {missing, judged} & {one["id"] for one in left}
    assert zhongchuang("review", "decide", judged, "--value", "否", "--home", home).status == 0
    assert zhongchuang("review", "decide", judged, "--value", "也许", "--home", home).status == 2
    again = zhongchuang("review", "decide", "s/tenant_count", "--value", "3", "--home", home)
    assert again.status == 2


def test_export_writes_what_was_found_and_decided(zhongchuang, home, tmp_path):
    ended = zhongchuang("export", "--out", tmp_path, "--format", "csv", "--home", home)
    assert ended.status == 0
    with (tmp_path / "submissions.csv").open(encoding="utf-8-sig", newline="") as lines:
        (row,) = csv.DictReader(lines)

    assert (row["name"], row["total_area_m2"]) == ("滇西云谷", "820")
    assert "申报书.docx" in row["total_area_m2_source"]
    assert str(tmp_path / "dictionary.csv") in ended.out


def test_schedules_are_kept_listed_and_removed(zhongchuang, tmp_path):
    assert zhongchuang("schedule", "add", "0 2 * * *", "run", "--home", tmp_path).status == 0
    listed = zhongchuang("schedule", "list", "--json", "--home", tmp_path).json()["schedules"]
    assert [(one["name"], one["cron"]) for one in listed] == [("run", "0 2 * * *")]
    assert zhongchuang("schedule", "remove", "run", "--home", tmp_path).status == 0
    assert zhongchuang("schedule", "list", "--json", "--home", tmp_path).json()["schedules"] == []
