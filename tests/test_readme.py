"""The READMEs promise only what is there: commands, options, targets and links."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from pipeline.cli import app

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "CHANGELOG.md")
READMES = PAGES[:2]


def text_of(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def commands_of(page: str) -> Iterator[str]:
    """Every shell line of a code block, and every `zhongchuang …` in running text."""
    text = text_of(page)
    fence = re.compile(r"^```(?:sh|bash|console|shell)?\n(.*?)^```", re.DOTALL | re.MULTILINE)
    for block in fence.findall(text):
        for line in block.replace("\\\n", " ").splitlines():
            yield line.strip().removeprefix("$ ").partition("  #")[0].strip()
    yield from re.findall(r"`((?:zhongchuang|make) [^`\n]+)`", fence.sub("", text))


def words_of(command: str) -> list[str]:
    try:
        return shlex.split(command, comments=True)
    except ValueError:  # an ellipsis or a quote that is prose
        return command.split()


@pytest.mark.parametrize("page", PAGES)
def test_commands_named_in_a_page_exist_with_their_options(page):
    for command in commands_of(page):
        words = words_of(command)
        if words and Path(words[0]).name == "zhongchuang":
            check_command(words[1:], f"{page}: {command}")


def check_command(words: list[str], where: str) -> None:
    """Follow the words into the tree of commands; each option must belong to one on the way."""
    node = typer.main.get_command(app)
    options = {option for one in node.params for option in (*one.opts, *one.secondary_opts)}
    for word in words:
        children = getattr(node, "commands", None)
        if word.startswith("--"):
            known = options | {"--help"}
            assert word.partition("=")[0] in known, f"{where}: no option {word}"
        elif children and word in children:
            node = children[word]
            options |= {o for one in node.params for o in (*one.opts, *one.secondary_opts)}
        elif children and re.fullmatch(r"[a-z]+", word):
            raise AssertionError(f"{where}: no command {word}")


@pytest.mark.parametrize("page", PAGES)
def test_make_targets_named_in_a_page_exist(page):
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for command in commands_of(page):
        words = words_of(command)
        if words and words[0] == "make":
            for target in words[1:]:
                if re.fullmatch(r"[a-z-]+", target):
                    assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"{page}: {command}"


@pytest.mark.parametrize("page", READMES)
def test_the_two_commands_stand_in_both_readmes(page):
    assert "make demo" in text_of(page)
    assert "make test" in text_of(page)


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)", text_of(page)):
        if not re.match(r"https?://|mailto:", target):
            assert (ROOT / target).exists(), f"{page}: {target}"


@pytest.mark.parametrize("page", PAGES)
def test_paths_named_in_a_page_exist(page):
    """`extractors/model.py` in running text is a promise as well."""
    inline = re.findall(r"`([a-z_]+/[A-Za-z0-9_./-]+\.(?:py|toml|txt|md))`", text_of(page))
    for path in inline:
        assert (ROOT / path).exists(), f"{page}: {path}"


@pytest.mark.parametrize("package", ["extractors", "pipeline"])
def test_the_map_names_every_module_and_folder_of_the_packages(package):
    """A map that leaves something out sends people past it."""
    chart = re.search(r"## The map\n.*?```\n(.*?)```", text_of("README.md"), re.DOTALL)[1]
    part = re.search(rf"^{package}/ .*?(?=^\w|\Z)", chart, re.DOTALL | re.MULTILINE)[0]
    names = {
        f"{path.name}/" if path.is_dir() else path.name
        for path in (ROOT / package).iterdir()
        if path.suffix == ".py" or (path.is_dir() and any(path.glob("*.*")))
    }
    named = set(re.findall(r"[a-z_]+(?:\.py|/)", part))

    assert names - {"__init__.py", "__main__.py", "__pycache__/"} - named == set()
    # And it leads to nothing that is gone; what stands inside a folder is named beside it.
    inside = {p.name + "/" * p.is_dir() for p in (ROOT / package).rglob("*")} | {f"{package}/"}
    assert named - inside == set()
