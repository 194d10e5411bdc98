"""One contestant in a process of its own: what is measured, and what failing looks like."""

from __future__ import annotations

from pathlib import Path

from bench.readings import main
from bench.rounds import rounds
from bench.specimens.pdf import filled_rectangles
from bench.trials import trial


def specimen(folder: Path) -> Path:
    file = folder / "specimen.pdf"
    file.write_bytes(filled_rectangles(2))
    return file


def test_pages_time_and_memory_are_measured(tmp_path: Path) -> None:
    file = specimen(tmp_path)
    measured = trial("pdfium bare text", [file, file], file)
    assert measured.pages == 4
    assert 0 < measured.cpu < 60
    assert 10 * 2**20 < measured.peak < 500 * 2**20
    assert not measured.failed


def test_a_contestant_that_fails_or_hangs_is_named_with_its_reason(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing")
    assert "PdfiumError" in trial("pdfium bare text", [broken], None).failed
    assert trial("ours", [specimen(tmp_path)], None, limit=0.001).failed.startswith("more than")


def test_a_failed_contestant_never_looks_fast(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing")
    (result,) = rounds(["pdfium bare text"], [broken], None, 1).values()
    assert result.failed
    assert result.cpu == float("inf")


def test_the_command_prints_targets_with_their_marks(tmp_path: Path, capsys: object) -> None:
    main([str(tmp_path), "--quick", "--only", "excel"])
    printed = capsys.readouterr().out  # type: ignore[attr-defined]
    assert "bare calamine" in printed
    assert printed.count("PASS") + printed.count("MISS") == 2
