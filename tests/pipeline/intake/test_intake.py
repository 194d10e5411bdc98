"""Every file that is dropped is recorded once with its bytes, or is still in the inbox."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import intake
from pipeline.intake import Intake, Taken, inbox, submission_id
from pipeline.reading.sandbox import Sandbox
from pipeline.reading.submission import findings_of
from pipeline.settings import Settings
from pipeline.store import open_store
from pipeline.store.queries import Store
from pipeline.store.rows import StoredFile

RULESETS = {"demo-2024"}


class Office:
    """A home with an inbox, and what a test asks of it."""

    def __init__(self, home: Path, store: Store, sandbox: Sandbox) -> None:
        self.settings = Settings(home, "", "Asia/Shanghai", largest_file=1 << 20, most_files=20)
        self.store = store
        self.intake = Intake(self.settings, store, sandbox.examine)
        self.intake.prepare()

    @property
    def inbox(self) -> Path:
        return self.settings.inbox

    def drop(self, place: str, content: bytes | str = b"") -> Path:
        path = self.inbox / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def take(self) -> list[Taken]:
        self.intake.prepare()
        found = inbox.entries(self.inbox, RULESETS, self.settings.most_files)
        return [self.intake.take(entry) for entry in found]

    def left(self) -> list[str]:
        """All files still in the inbox, hidden ones too."""
        return sorted(
            str(path.relative_to(self.inbox))
            for path in self.inbox.rglob("*")
            if not path.is_dir() or path.is_symlink()
        )

    def recorded(self) -> dict[str, list[str]]:
        """Submission → the paths of its files, every file's bytes compared with its hash."""
        found = {}
        for submission in self.store.submissions():
            for stored in self.store.stored_files(submission.id):
                raw = self.settings.raw / stored.sha256[:2] / f"{stored.sha256}{stored.extension}"
                assert hashlib.sha256(raw.read_bytes()).hexdigest() == stored.sha256
                assert raw.stat().st_size == stored.size
            found[submission.name] = [file.path for file in submission.files]
        return found


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(1) as shared:
        yield shared


@pytest.fixture
def office(tmp_path: Path, sandbox: Sandbox) -> Iterator[Office]:
    with open_store(f"sqlite:///{tmp_path / 'home' / 'z.db'}") as store:
        yield Office(tmp_path / "home", store, sandbox)


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as written:
        for name, content in members.items():
            written.writestr(name, content)
    return path


def test_a_folder_is_one_submission(office: Office) -> None:
    office.drop("青禾众创空间/申报表.txt", "表")
    office.drop("青禾众创空间/附件/名单.csv", "名称,编号")

    (taken,) = office.take()

    assert taken.new and taken.problem is None
    assert office.recorded() == {"青禾众创空间": ["申报表.txt", "附件/名单.csv"]}
    assert office.left() == []


def test_a_lone_file_is_a_submission_of_one_document(office: Office) -> None:
    office.drop("申报表.txt", "表")

    office.take()

    assert office.recorded() == {"申报表": ["申报表.txt"]}
    assert office.left() == []


def test_an_archive_is_one_submission_and_is_kept_itself(office: Office) -> None:
    zipped(office.inbox / "柳川.zip", {"柳川/表.txt": b"a", "柳川/附件/b.csv": b"b,c"})

    (taken,) = office.take()

    assert taken.submission is not None
    assert office.recorded() == {"柳川": ["柳川/表.txt", "柳川/附件/b.csv"]}
    kept = office.store.stored_files(taken.submission)
    assert (kept[0].path, kept[0].container) == ("柳川.zip", True)


def test_an_archive_in_a_folder_is_a_folder_of_the_submission(office: Office) -> None:
    zipped(office.inbox / "柳川" / "附件.zip", {"a.txt": b"a", "b/c.txt": b"c"})
    office.drop("柳川/表.txt", "t")

    office.take()

    assert office.recorded() == {"柳川": ["表.txt", "附件/a.txt", "附件/b/c.txt"]}


def test_the_same_places_come_out_with_and_without_a_database(office: Office) -> None:
    """`extract` and `run` name an archive's members alike, whatever the archive is called."""
    for name in ("附件.zip", "二.期.zip", "no extension", "附件/表.zip"):
        members = {"表.txt": b"a", "b/表.txt": name.encode("utf-8")}
        zipped(office.inbox / "柳川" / name, members)
    found = findings_of(office.inbox / "柳川", office.settings)
    shown = [f"{f.document.folder}/{f.document.name}".lstrip("/") for f in found]

    office.take()

    assert sorted(shown) == sorted(office.recorded()["柳川"])


def test_an_archive_with_a_member_that_cannot_be_read_is_itself_a_document(
    office: Office,
) -> None:
    """It carries the problem; the other members are not held up."""
    path = zipped(office.inbox / "柳川.zip", {"locked.txt": b"0" * 20, "open.txt": b"1"})
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)

    office.take()

    assert office.recorded() == {"柳川": ["柳川.zip", "open.txt"]}


def test_no_member_is_written_under_its_own_name(office: Office, tmp_path: Path) -> None:
    evil = {"../../../evil.txt": b"a", "/tmp/evil.txt": b"b", "..\\..\\evil.txt": b"c"}
    zipped(office.inbox / "x.zip", evil)

    office.take()

    assert not list(tmp_path.rglob("evil*"))
    paths = office.recorded()["x"]
    assert len(paths) == len(set(paths)) == 3


def test_a_folder_named_as_a_policy_holds_submissions_under_it(office: Office) -> None:
    office.drop("demo-2024/青禾/表.txt", "a")
    office.drop("demo-2024/柳川.txt", "b")
    office.drop("other/表.txt", "c")

    office.take()

    asked = {s.name: s.ruleset for s in office.store.submissions()}
    assert asked == {"青禾": "demo-2024", "柳川": "demo-2024", "other": None}
    assert (office.inbox / "demo-2024").is_dir()


def test_the_same_content_again_is_the_same_submission(office: Office) -> None:
    office.drop("青禾/表.txt", "a")
    (first,) = office.take()
    office.drop("青禾/表.txt", "a")
    (second,) = office.take()

    assert (first.new, second.new) == (True, False)
    assert first.submission == second.submission
    assert office.left() == []


def test_the_same_name_with_other_content_is_a_new_revision(office: Office) -> None:
    for content in ("a", "b"):
        office.drop("青禾/表.txt", content)
        office.take()

    rows = sorted((row.revision, row.latest) for row in office.store.overview())
    assert rows == [(1, False), (2, True)]


def test_bytes_are_kept_once_under_their_hash(office: Office) -> None:
    office.drop("甲/a.txt", "same")
    office.drop("乙/b.txt", "same")
    office.drop("乙/c.csv", "same")

    office.take()

    digest = hashlib.sha256(b"same").hexdigest()
    kept = [path for path in office.settings.raw.rglob("*") if path.is_file()]
    assert [path.relative_to(office.settings.raw).parts for path in kept] == [
        (digest[:2], f"{digest}.txt")
    ]


@pytest.mark.parametrize(
    "name", ["表.docx.part", "表.crdownload", "表.pdf.tmp", "表.PART", "表.filepart"]
)
def test_a_file_still_being_written_waits(office: Office, name: str) -> None:
    office.drop(name, "half")
    office.drop(f"青禾/{name}", "half")
    office.drop("青禾/a.txt", "a")

    taken = office.take()

    assert all(entry.waiting and entry.submission is None for entry in taken)
    assert office.left() == [name, "青禾/a.txt", f"青禾/{name}"]

    (office.inbox / "青禾" / name).rename(office.inbox / "青禾" / "表.txt")
    office.take()

    assert office.recorded() == {"青禾": ["a.txt", "表.txt"]}


@pytest.mark.parametrize("name", [".hidden", "~$表.docx", "Thumbs.db", "desktop.ini", ".gitkeep"])
def test_litter_is_no_submission(office: Office, name: str) -> None:
    office.drop(name, "x")
    office.drop(f"青禾/{name}", "x")
    office.drop("青禾/a.txt", "a")

    (taken,) = office.take()

    assert taken.label == "青禾"
    assert office.recorded() == {"青禾": ["a.txt"]}
    assert office.left() == [name]


def test_links_pipes_and_devices_are_refused(office: Office, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (office.inbox / "link.txt").symlink_to(tmp_path / "secret.txt")
    (office.inbox / "folder").symlink_to(tmp_path)
    os.mkfifo(office.inbox / "pipe.pdf")

    taken = office.take()

    assert len(taken) == 3
    assert all(entry.problem and entry.submission is None for entry in taken)
    assert office.recorded() == {}
    assert office.left() == ["folder", "link.txt", "pipe.pdf"]


def test_a_link_in_a_folder_is_named_and_the_rest_is_taken(office: Office, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    office.drop("青禾/a.txt", "a")
    (office.inbox / "青禾" / "b.txt").symlink_to(tmp_path / "secret.txt")
    (office.inbox / "青禾" / "c").symlink_to(tmp_path)
    os.mkfifo(office.inbox / "青禾" / "d.pdf")

    (taken,) = office.take()

    assert [name for name, _ in taken.refused] == ["b.txt", "c", "d.pdf"]
    assert office.recorded() == {"青禾": ["a.txt"]}
    assert (tmp_path / "secret.txt").read_text() == "secret"


def test_a_file_that_becomes_a_link_is_not_followed(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look and the copy someone puts a link in the file's place."""
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "away").mkdir()
    (tmp_path / "away" / "a.txt").write_text("secret")
    office.drop("lone.txt", "a")
    office.drop("青禾/inner/a.txt", "a")
    found = inbox.entries(office.inbox, RULESETS, 20)
    (office.inbox / "lone.txt").unlink()
    (office.inbox / "lone.txt").symlink_to(tmp_path / "secret.txt")
    (office.inbox / "青禾" / "inner").rename(tmp_path / "moved")
    (office.inbox / "青禾" / "inner").symlink_to(tmp_path / "away")

    taken = [office.intake.take(entry) for entry in found]

    assert all(entry.problem and entry.submission is None for entry in taken)
    assert office.recorded() == {}


def test_an_entry_beyond_the_limits_is_refused_and_stays(office: Office) -> None:
    office.drop("large.pdf", b"x" * ((1 << 20) + 1))
    office.drop("exact.pdf", b"x" * (1 << 20))
    for number in range(21):
        office.drop(f"many/{number}.txt", "x")
    office.drop("/".join(["deep", *"abcdefghijklmnopqrstuvw", "x.txt"]), "x")
    office.drop("deep/a.txt", "a")

    taken = {entry.label: entry for entry in office.take()}

    assert taken["large.pdf"].problem == f"more than {1 << 20} bytes"
    assert taken["exact.pdf"].problem is None
    assert taken["many"].problem == "more than 20 files; split the folder"
    assert [reason for _, reason in taken["deep"].refused] == ["more than 20 folders deep"]
    assert "large.pdf" in office.left()


def test_an_empty_folder_is_no_submission(office: Office) -> None:
    (office.inbox / "青禾" / "附件").mkdir(parents=True)

    assert office.take() == []
    assert (office.inbox / "青禾" / "附件").is_dir()


def test_a_missing_inbox_is_an_alarm(office: Office) -> None:
    office.inbox.joinpath(intake.TAKEN).exists()
    office.inbox.rmdir()

    with pytest.raises(FileNotFoundError):
        inbox.entries(office.inbox, RULESETS, 20)


def test_names_that_are_no_utf8_are_read_as_chinese(office: Office) -> None:
    folder = office.inbox / os.fsdecode("申报".encode("gb18030"))
    folder.mkdir()
    for name in ("表一.txt".encode("gb18030"), b"\xff\xfe\x80.txt"):
        (folder / os.fsdecode(name)).write_bytes(name)

    office.take()

    ((name, paths),) = office.recorded().items()
    assert name == "申报"
    assert "表一.txt" in paths and len(paths) == 2


@pytest.mark.parametrize(
    "name",
    [
        "长" * 83 + ".txt",  # 253 bytes
        "line\nbreak.txt",
        "tab\tand\x1bescape.txt",
        "\u202etxt.exe",
        "{{7*7}} & <b>.txt",
        "=cmd|x.txt",
        "a'b\"c;--.txt",
    ],
)
def test_odd_names_are_taken_as_they_are(office: Office, name: str) -> None:
    office.drop(f"青禾/{name}", "a")

    office.take()

    assert office.recorded() == {"青禾": [name]}
    assert office.left() == []


def test_two_spellings_of_one_name_are_two_files(office: Office) -> None:
    office.drop("青禾/é.txt", "composed")
    office.drop("青禾/e\u0301.txt", "decomposed")

    office.take()

    assert len(office.recorded()["青禾"]) == 2


def test_a_file_that_changes_while_it_is_copied_waits(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = office.drop("青禾/a.txt", "a")

    def grow(point: str) -> None:
        if point == "copied":
            with path.open("a") as file:
                file.write("more")

    monkeypatch.setattr("pipeline.crash_points.at", grow)
    (taken,) = office.take()

    assert taken.waiting and taken.submission is None
    assert office.recorded() == {}
    assert office.left() == ["青禾/a.txt"]


@pytest.mark.parametrize("change", ["append", "replace", "add"])
def test_what_changes_after_the_copy_becomes_a_new_revision(
    office: Office, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    path = office.drop("青禾/a.txt", "first")

    def disturb(point: str) -> None:
        if point != "after_commit":
            return
        if change == "append":
            with path.open("a") as file:
                file.write(" and more")
        elif change == "replace":
            office.drop("other", "second")
            (office.inbox / "other").rename(path)
        else:
            office.drop("青禾/b.txt", "late")

    monkeypatch.setattr("pipeline.crash_points.at", disturb)
    (first,) = office.take()
    assert first.submission is not None and "new revision" in (first.problem or "")

    monkeypatch.undo()
    (second,) = office.take()

    assert second.new and second.problem is None
    assert office.left() == []
    assert len(office.store.submissions()) == 2


def test_a_file_withdrawn_before_it_was_taken_is_told_and_nothing_breaks(office: Office) -> None:
    path = office.drop("青禾/a.txt", "a")
    (entry,) = inbox.entries(office.inbox, RULESETS, 20)
    path.unlink()

    taken = office.intake.take(entry)

    assert taken.submission is None and taken.problem
    assert office.recorded() == {}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_taken_once_it_may(office: Office) -> None:
    path = office.drop("a.txt", "a")
    path.chmod(0)
    (refused,) = office.take()
    assert refused.problem

    path.chmod(0o644)
    (taken,) = office.take()

    assert taken.new


def test_a_full_disk_leaves_the_file_in_the_inbox(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    office.drop("a.txt", "a")

    def full(point: str) -> None:
        if point == "half_copied":
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("pipeline.crash_points.at", full)
    (refused,) = office.take()
    assert refused.problem == "No space left on device"
    assert office.left() == ["a.txt"]

    monkeypatch.undo()
    (taken,) = office.take()

    assert taken.new
    assert not list((office.settings.raw / ".incoming").iterdir())


def test_an_entry_that_was_on_its_way_out_comes_back_and_is_recognised(office: Office) -> None:
    office.drop("demo-2024/青禾/a.txt", "a")
    (first,) = office.take()
    away = office.inbox / intake.TAKEN / "x" / intake.RULED / "demo-2024" / "青禾"
    away.mkdir(parents=True)
    (away / "a.txt").write_text("a")
    done = office.inbox / intake.TAKEN / f"y{intake.VERIFIED}" / intake.PLAIN / "rest"
    done.mkdir(parents=True)
    (done / "half.txt").write_text("half removed")

    (again,) = office.take()

    assert (again.submission, again.new) == (first.submission, False)
    assert office.left() == []


def test_an_entry_on_its_way_out_never_mixes_with_a_new_one_of_its_name(office: Office) -> None:
    away = office.inbox / intake.TAKEN / "x" / intake.PLAIN / "青禾"
    away.mkdir(parents=True)
    (away / "old.txt").write_text("old")
    office.drop("青禾/new.txt", "new")

    office.take()
    office.take()

    paths = sorted(file.path for s in office.store.submissions() for file in s.files)
    assert paths == ["new.txt", "old.txt"]
    assert len(office.store.submissions()) == 2


def test_an_id_is_made_of_name_policy_and_content() -> None:
    file = StoredFile("a.txt", "0" * 64, 1, ".txt")

    ids = [
        submission_id("青禾", None, [file]),
        submission_id("青禾", "demo", [file]),
        submission_id("柳川", None, [file]),
        submission_id("青禾", None, [StoredFile("b.txt", "0" * 64, 1, ".txt")]),
        submission_id("青禾", None, [StoredFile("a.txt", "1" * 64, 1, ".txt")]),
    ]

    assert len(set(ids)) == 5
    assert all(len(one) == 12 and one.startswith("s-") for one in ids)
    assert ids[0] == submission_id("青禾", None, [file])
