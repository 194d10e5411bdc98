"""What is shipped: a wheel that works in an empty folder, and pins that name nothing else."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("extractors", "pipeline", "rulesets")
# Beside the source files; setuptools copies nothing else.
META = ("pyproject.toml", "README.md", "LICENSE")
# What is no source: written by Python, or kept by editors.
NOT_SHIPPED = ("__pycache__", ".pyc")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """Built from a copy, so that the checkout stays as it is; nothing is fetched."""
    source = tmp_path_factory.mktemp("source")
    for package in PACKAGES:
        ignore = shutil.ignore_patterns(*NOT_SHIPPED)
        shutil.copytree(ROOT / package, source / package, ignore=ignore)
    for name in META:
        shutil.copy(ROOT / name, source)
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out)]
    built = subprocess.run([*command, str(source)], capture_output=True, text=True)
    assert built.returncode == 0, built.stdout[-3000:] + built.stderr[-3000:]
    (path,) = out.glob("zhongchuang-*.whl")
    return path


def test_everything_that_lies_in_the_packages_is_in_the_wheel(wheel):
    """Rulesets, catalogue, word lists and migrations are data that a build easily forgets."""
    shipped = set(zipfile.ZipFile(wheel).namelist())
    source = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and not any(part in str(path) for part in NOT_SHIPPED)
    }

    assert source <= shipped, sorted(source - shipped)
    assert any(re.fullmatch(r"rulesets/[a-z]+-\d{4}\.toml", name) for name in shipped)
    assert "extractors/fields/premises.toml" in shipped


def test_nothing_else_is_in_the_wheel(wheel):
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert {name for name in tops if not name.endswith(".dist-info")} == set(PACKAGES)


def test_an_installed_wheel_works_in_an_empty_folder(wheel, tmp_path):
    """In a fresh environment; its dependencies are those of the one that runs the tests."""
    place = tmp_path / "venv"
    venv.create(place, with_pip=False)
    install = [sys.executable, "-m", "pip", "--python", str(place), "install", "--no-deps"]
    subprocess.run([*install, "--no-index", "-q", str(wheel)], check=True, capture_output=True)
    (site,) = place.glob("lib/python3*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    empty = tmp_path / "empty"
    (empty / "data" / "rulesets").mkdir(parents=True)

    def run(*arguments: str) -> str:
        command = [str(place / "bin" / "zhongchuang"), *arguments]
        ended = subprocess.run(command, cwd=empty, capture_output=True, encoding="utf-8")
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    known = json.loads(run("rulesets", "list", "--json"))["rulesets"]
    assert {one["source"] for one in known} == {"shipped"}
    # An office lays its own policy into its home.
    (site / "rulesets" / "yunnan-2021.toml").rename(empty / "data/rulesets/yunnan-2021.toml")
    moved = json.loads(run("rulesets", "list", "--json"))["rulesets"]
    assert {one["id"] for one in moved} == {one["id"] for one in known}
    assert len(json.loads(run("fields", "list", "--json"))["fields"]) > 50
    assert run("--version").strip() == tomllib.loads(pyproject())["project"]["version"]


def pyproject() -> str:
    return (ROOT / "pyproject.toml").read_text("utf-8")


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_constraints_pin_names_and_versions_only():
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()

    assert [
        line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line)
    ] == []
    names = [normalised(line.partition("==")[0]) for line in lines]
    assert len(names) == len(set(names))


def test_every_dependency_is_pinned():
    project = tomllib.loads(pyproject())
    wanted = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *(one for extra in project["project"]["optional-dependencies"].values() for one in extra),
    ]
    names = {normalised(re.match(r"[A-Za-z0-9._-]+", one)[0]) for one in wanted}
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pinned = {normalised(line.partition("==")[0]) for line in lines}

    assert names - pinned - {"zhongchuang"} == set()


def test_the_licence_is_the_one_that_is_declared():
    licence = (ROOT / "LICENSE").read_text("utf-8")

    assert "Apache License" in licence and "Version 2.0, January 2004" in licence
    assert tomllib.loads(pyproject())["project"]["license"] == "Apache-2.0"


def test_continuous_integration_runs_what_a_developer_runs():
    script = ROOT / ".ci" / "run"

    assert script.stat().st_mode & 0o100, "it must be executable"
    assert script.read_text("utf-8").rstrip().endswith("exec make test")
    subprocess.run(["sh", "-n", str(script)], check=True)
