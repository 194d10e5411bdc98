"""Whatever a file does to its reader, the answer is a document with a problem, in time."""

from __future__ import annotations

import os
import socket
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.model import DocumentFindings
from pipeline.reading.pages import KeptPages
from pipeline.reading.process import SandboxError
from pipeline.reading.sandbox import Sandbox
from pipeline.settings import SandboxLimits

MIB = 1024 * 1024
BUSY = 30  # seconds a busy machine may be late; what is never ended takes longer
SHORT = SandboxLimits(seconds=2, memory_bytes=200 * MIB, temp_bytes=8 * MIB, result_bytes=MIB)

# Readers as bad as files can make them; `name` of the file says which one it meets.
STUBS = """
import ctypes, json, os, signal, socket, subprocess, sys, time
from pathlib import Path

def warm_up(): pass

def good(request, parent):
    return json.dumps({"document": {"name": request["name"], "sha256": "", "kind": "txt"}})

def spin(request, parent):
    while True: pass

def sleep(request, parent): time.sleep(600)

def stubborn(request, parent):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", request["file"]])
    time.sleep(600)

def swell(request, parent): return "x" * (10 ** 12)
def slowly(request, parent):
    kept = []
    while True: kept.append(bytearray(1 << 20))
def segfault(request, parent): ctypes.string_at(0)
def abort(request, parent): os.abort()
def leave(request, parent): os._exit(0)
def ask_to_leave(request, parent): sys.exit(0)
def killed(request, parent): os.kill(os.getpid(), signal.SIGKILL)
def raises(request, parent): raise ValueError(request["name"])
class Panic(BaseException): pass
def panics(request, parent): raise Panic()
def recursion(request, parent): return recursion(request, parent)
def nonsense(request, parent): return "{}"
def no_text(request, parent): return 5
def huge(request, parent): return "x" * (2 << 20)
def prints(request, parent):
    print("x" * (1 << 20)); os.write(1, b"x" * (1 << 20)); os.write(2, b"x" * (1 << 20))
    return good(request, parent)
def writes(request, parent):
    with (Path(os.environ["TMPDIR"]) / "big").open("wb") as big:
        for _ in range(9): big.write(b"x" * (1 << 20))
    return good(request, parent)
def once(request, parent):
    mark = Path(request["file"])
    if mark.read_text() == "":
        mark.write_text("seen")
        os.abort()
    return good(request, parent)
def connects(request, parent):
    socket.create_connection(("127.0.0.1", int(Path(request["file"]).read_text())), timeout=1)
    return good(request, parent)
def tells_environment(request, parent):
    return json.dumps({"document": {"name": json.dumps(sorted(os.environ)), "sha256": "",
        "kind": os.getcwd()}})

def slow_pages(request, parent):
    for page in range(3):
        parent.told(page, 3)
        time.sleep(1)
    return good(request, parent)
def endless_pages(request, parent):
    while True:
        parent.told(1, 1)
        time.sleep(0.05)
def one_slow_page(request, parent):
    parent.told(0, 1)
    time.sleep(600)
def remembers(request, parent):
    known = parent.get("ab" * 32)
    parent.put("ab" * 32, "第一页")
    return json.dumps({"document": {"name": known or "unknown", "sha256": "", "kind": "txt"}})
def keeps_elsewhere(request, parent):
    parent.put("../../" + "ab" * 32, "x")
    return good(request, parent)
def keeps_too_much(request, parent):
    while True: parent.put("ab" * 32, "x" * 100_000)
def converts(request, parent):
    from extractors.readers.legacy import libreoffice
    words = ["sh", "-c", 'python3 -c "import time; time.sleep(600)" "$0"; true', request["file"]]
    libreoffice._status(words, dict(os.environ), "a.doc")
def asks_and_does_not_read(request, parent):
    parent.put("cd" * 32, "x" * 500_000)
    parent._say({"get": "cd" * 32})
    time.sleep(600)
def talks_nonsense(request, parent):
    parent._say({"anything": 1})
    return good(request, parent)
def reserves(request, parent):
    if "told" in request["name"]: parent.told(0, 1)
    kept = bytearray(250 << 20)
    return good(request, parent)

def find(request, parent):
    return globals()[request["name"].partition(".")[0]](request, parent)

TASKS = {"find": find}
"""


@pytest.fixture
def bait(tmp_path: Path) -> Path:
    file = tmp_path / "file"
    file.write_text("")
    return file


@pytest.fixture
def stubs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    (tmp_path / "stub_tasks.py").write_text(STUBS)
    monkeypatch.syspath_prepend(tmp_path)
    with Sandbox(1, SHORT, tasks="stub_tasks") as sandbox:
        yield sandbox


def codes(found: DocumentFindings) -> list[str]:
    return [problem.code for problem in found.document.problems]


def test_a_file_that_can_be_read_has_no_problem(stubs: Sandbox, bait: Path) -> None:
    assert codes(stubs.read_and_find(bait, "0" * 64, "good.txt")) == []


@pytest.mark.parametrize("name", ["spin", "sleep", "stubborn", "converts"])
def test_a_reader_that_does_not_end_is_stopped_in_time(
    stubs: Sandbox, bait: Path, name: str
) -> None:
    stubs.read_and_find(bait, "", "good.txt")
    began = time.monotonic()

    found = stubs.read_and_find(bait, "0" * 64, f"{name}.pdf")

    assert codes(found) == ["limit_time"]
    assert time.monotonic() - began < SHORT.seconds + BUSY
    assert codes(stubs.read_and_find(bait, "", "good.txt")) == []
    assert not still_running(bait)


def still_running(bait: Path) -> list[str]:
    """Processes that have the file among their arguments."""
    running = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = process.read_bytes().split(b"\0")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if os.fsencode(bait) in words and b"-c" in words:
            running.append(process.parent.name)
    return running


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("swell", "limit_memory"),  # one allocation beyond the limit
        ("slowly", "limit_memory"),  # many small ones
        ("killed", "limit_memory"),  # by the kernel, when the machine has no memory left
        ("segfault", "parser_crashed"),
        ("abort", "parser_crashed"),
        ("leave", "parser_crashed"),  # a success code and no result is no success
        ("ask_to_leave", "parser_crashed"),
        ("raises", "parser_crashed"),
        ("panics", "parser_crashed"),  # not even an Exception
        ("recursion", "parser_crashed"),
        ("nonsense", "parser_crashed"),  # an answer that is no document
        ("no_text", "parser_crashed"),
        ("huge", "limit_size"),
        ("writes", "limit_size"),  # a temporary file beyond the limit
    ],
)
def test_a_reader_that_dies_costs_only_its_file(
    stubs: Sandbox, bait: Path, name: str, code: str
) -> None:
    found = stubs.read_and_find(bait, "0" * 64, f"folder/{name}.pdf")

    assert [code] == codes(found)
    assert (f"{name}.pdf", "folder", "0" * 64) == (
        found.document.name,
        found.document.folder,
        found.document.sha256,
    )
    assert codes(stubs.read_and_find(bait, "", "good.txt")) == []


def test_a_reader_that_died_of_something_else_gets_a_second_try(stubs: Sandbox, bait: Path) -> None:
    assert codes(stubs.read_and_find(bait, "0" * 64, "once.pdf")) == []


def test_what_a_reader_prints_does_not_disturb_its_answer(stubs: Sandbox, bait: Path) -> None:
    assert codes(stubs.read_and_find(bait, "0" * 64, "prints.pdf")) == []


def test_a_reader_has_no_network(stubs: Sandbox, bait: Path) -> None:
    from extractors.isolation import CLONE_NEWNET, CLONE_NEWUSER

    if not may_leave_network(CLONE_NEWNET, CLONE_NEWUSER):
        pytest.skip("this system permits no network namespaces")
    with socket.create_server(("127.0.0.1", 0)) as server:
        bait.write_text(str(server.getsockname()[1]))

        assert codes(stubs.read_and_find(bait, "0" * 64, "connects.pdf")) == ["parser_crashed"]


def may_leave_network(*flags: int) -> bool:
    import subprocess
    import sys

    asked = "import sys; from pipeline.reading.child import leave_network as l; sys.exit(not l())"
    return subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


def test_a_reader_sees_no_secrets_of_the_environment(
    stubs: Sandbox, bait: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFICE_PASSWORD", "secret")

    found = stubs.read_and_find(bait, "", "tells_environment.txt")

    assert "OFFICE_PASSWORD" not in found.document.name
    assert "zhongchuang-" in found.document.kind  # it works in a folder of its own


def test_the_temporary_folders_are_gone_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bait: Path
) -> None:
    import tempfile

    (tmp_path / "stub_tasks.py").write_text(STUBS)
    monkeypatch.syspath_prepend(tmp_path)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))

    with Sandbox(1, SHORT, tasks="stub_tasks") as sandbox:
        sandbox.read_and_find(bait, "", "writes.pdf")
        sandbox.read_and_find(bait, "", "good.txt")
        assert len(list(scratch.iterdir())) == 1

    assert list(scratch.iterdir()) == []


def test_a_child_is_replaced_after_so_many_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bait: Path
) -> None:
    stub = STUBS.replace('"kind": "txt"', '"kind": str(os.getpid())')
    (tmp_path / "stub_tasks.py").write_text(stub)
    monkeypatch.syspath_prepend(tmp_path)

    with Sandbox(1, replace(SHORT, files_per_child=2), tasks="stub_tasks") as sandbox:
        pids = [sandbox.read_and_find(bait, "", "good.txt").document.kind for _ in range(4)]

    assert pids[0] == pids[1] != pids[2] == pids[3]


PATIENT = replace(SHORT, page_seconds=1, document_seconds=4, recognition_bytes=200 * MIB)


@pytest.fixture
def patient(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    (tmp_path / "stub_tasks.py").write_text(STUBS)
    monkeypatch.syspath_prepend(tmp_path)
    pages = KeptPages(tmp_path / "pages")
    with Sandbox(1, PATIENT, tasks="stub_tasks", pages=pages) as sandbox:
        yield sandbox


def test_pages_to_be_recognised_give_a_file_more_time(patient: Sandbox, bait: Path) -> None:
    assert codes(patient.read_and_find(bait, "", "slow_pages.pdf")) == []


@pytest.mark.parametrize(("name", "seconds"), [("one_slow_page", 3), ("endless_pages", 4)])
def test_time_for_pages_has_an_end(patient: Sandbox, bait: Path, name: str, seconds: float) -> None:
    patient.read_and_find(bait, "", "good.txt")
    began = time.monotonic()

    assert codes(patient.read_and_find(bait, "", f"{name}.pdf")) == ["limit_time"]
    assert seconds - 0.1 < time.monotonic() - began < seconds + BUSY


def test_it_is_told_which_page_is_being_recognised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bait: Path
) -> None:
    (tmp_path / "stub_tasks.py").write_text(STUBS)
    monkeypatch.syspath_prepend(tmp_path)
    heard: list[tuple[str, int, int]] = []

    def told(name: str, done: int, total: int) -> None:
        heard.append((name, done, total))

    with Sandbox(1, PATIENT, tasks="stub_tasks", told=told) as sandbox:
        sandbox.read_and_find(bait, "", "附件/slow_pages.pdf")

    assert heard == [("slow_pages.pdf", page, 3) for page in range(3)]


def test_a_recognised_page_is_remembered_by_the_parent(patient: Sandbox, bait: Path) -> None:
    first = patient.read_and_find(bait, "", "remembers.pdf")
    second = patient.read_and_find(bait, "", "remembers.pdf")

    assert [found.document.name for found in (first, second)] == ["unknown", "第一页"]


def test_a_child_keeps_nothing_outside_the_folder(
    patient: Sandbox, bait: Path, tmp_path: Path
) -> None:
    before = sorted(tmp_path.rglob("*"))
    assert codes(patient.read_and_find(bait, "", "keeps_elsewhere.pdf")) == []
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("name", "code"), [("keeps_too_much", "limit_size"), ("talks_nonsense", "parser_crashed")]
)
def test_a_child_that_says_too_much_or_nonsense_is_ended(
    patient: Sandbox, bait: Path, name: str, code: str
) -> None:
    assert codes(patient.read_and_find(bait, "", f"{name}.pdf")) == [code]


def test_a_child_that_does_not_read_the_answer_holds_nobody_up(
    patient: Sandbox, bait: Path
) -> None:
    """The answer is larger than a pipe takes, so the one who writes it would wait for ever."""
    assert codes(patient.read_and_find(bait, "", "asks_and_does_not_read.pdf")) == ["limit_time"]


def test_a_page_to_be_recognised_gives_room_for_the_recogniser(
    patient: Sandbox, bait: Path
) -> None:
    assert codes(patient.read_and_find(bait, "", "reserves.pdf")) == ["limit_memory"]
    assert codes(patient.read_and_find(bait, "", "reserves.told.pdf")) == []


def test_a_broken_installation_is_no_problem_of_a_file(bait: Path) -> None:
    with (
        Sandbox(1, SHORT, tasks="no_such_module") as sandbox,
        pytest.raises(SandboxError, match="no_such_module"),
    ):
        sandbox.read_and_find(bait, "", "good.txt")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(1) as real:
        yield real


def test_a_real_file_is_read_and_searched(sandbox: Sandbox, tmp_path: Path) -> None:
    file = tmp_path / "blob"
    file.write_text("使用总面积：820平方米", encoding="utf-8")

    found = sandbox.read_and_find(file, "", "附件/说明.txt")

    assert codes(found) == []
    assert (found.document.name, found.document.folder) == ("说明.txt", "附件")
    assert any("820" in block.text for block in found.document.blocks)


def test_an_archive_is_unpacked_under_numbers(sandbox: Sandbox, tmp_path: Path) -> None:
    archive = tmp_path / "blob"
    with zipfile.ZipFile(archive, "w") as written:
        written.writestr("../../材料/表.txt", "总面积")
        written.writestr("b.csv", "a,b")
    into = tmp_path / "into"
    into.mkdir()

    examined = sandbox.examine(archive, "a.zip", into)

    assert examined.extension == ".zip"
    assert examined.members is not None
    assert [(m.folder, m.name, m.extension) for m in examined.members] == [
        ("材料", "表.txt", ".txt"),
        ("", "b.csv", ".csv"),
    ]
    assert sorted(path.name for path in into.iterdir()) == ["0", "1"]
    assert not (tmp_path.parent / "材料").exists()


@pytest.mark.parametrize(
    ("content", "name", "extension"),
    [
        (b"%PDF-1.7\n", "a.exe", ".pdf"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "a.php", ".png"),
        (b"MZ\x90\x00", "a.pdf", ".bin"),
        (b"text", "../../../etc/passwd", ".txt"),
        (b"", "empty", ".txt"),
    ],
)
def test_a_file_is_kept_by_what_it_is_and_not_by_its_name(
    sandbox: Sandbox, tmp_path: Path, content: bytes, name: str, extension: str
) -> None:
    file = tmp_path / "blob"
    file.write_bytes(content)

    assert extension == sandbox.examine(file, name, tmp_path).extension


def test_what_could_not_be_unpacked_is_a_problem_of_the_archive(
    sandbox: Sandbox, tmp_path: Path, encrypted: Callable[[Path], None]
) -> None:
    archive = tmp_path / "blob"
    encrypted(archive)

    found = sandbox.read_and_find(archive, "", "a.zip")

    assert [(problem.code, problem.place) for problem in found.document.problems] == [
        ("encrypted", "inner/secret.txt")
    ]


@pytest.fixture
def encrypted() -> Callable[[Path], None]:
    """Writes an archive whose only member says that it is encrypted."""

    def write(archive: Path) -> None:
        with zipfile.ZipFile(archive, "w") as written:
            written.writestr("inner/secret.txt", "0" * 20)
        data = bytearray(archive.read_bytes())
        data[6] |= 1  # local header's flag
        data[data.index(b"PK\x01\x02") + 8] |= 1  # directory's flag
        archive.write_bytes(data)

    return write
