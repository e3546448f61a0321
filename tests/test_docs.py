"""The documentation leaves nothing out: every command, option, field and dependency is described."""

from __future__ import annotations

import importlib.util
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import click
import pytest

from reportedly import record
from reportedly.cli import program
from reportedly.record import Report

HOUSE = Path(__file__).resolve().parent.parent
DOCS = HOUSE / "docs"
CLASSES = [one for one in vars(record).values() if isinstance(one, type) and is_dataclass(one)]
WORDS = [record.SourceKind, record.Access, record.Quote, record.Force, record.Polarity, record.RoleName]


def text(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


@lru_cache
def reference() -> ModuleType:
    """The script that writes docs/cli.md."""
    spec = importlib.util.spec_from_file_location("docs_cli", DOCS / "cli.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        for below, found in command.commands.items():
            yield from commands(found, f"{name} {below}")


COMMANDS = list(commands(program, "reportedly"))


def sections(page: str, mark: str) -> dict[str, str]:
    """Heading and text of every section whose headings begin with ``mark``."""
    parts = re.split(rf"^{mark} (.+)$", page, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def rows(section: str) -> dict[str, str]:
    """First and second cell of the rows of a table whose first cell is code."""
    return dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", section, flags=re.MULTILINE))


def example() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(re.findall(r"```json\n(.*?)```", text("record.md"), flags=re.DOTALL)[0])
    return found


def dependencies() -> set[str]:
    """Every package that pyproject.toml asks for by name."""
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))
    asked = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    for group in project["dependency-groups"].values():
        asked += [one for one in group if isinstance(one, str)]
    return {re.split(r"[^\w-]", one)[0] for one in asked}


def test_cli_page_is_what_the_commands_say() -> None:
    assert text("cli.md") == reference().page(), "run: make docs"


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_cli_page_describes_command_and_every_option(name: str, command: click.Command) -> None:
    section = sections(text("cli.md"), "##")[name]
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            assert set(parameter.opts) <= set(re.findall(r"--?[\w-]+", section)), parameter.opts
            assert parameter.help, f"{name} {parameter.opts[0]} has no help"


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_record_page_describes_every_field(kind: type[Any]) -> None:
    described = rows(sections(text("record.md"), "##")[kind.__name__])
    assert list(described) == [field.name for field in fields(kind)]
    assert all(described.values())


@pytest.mark.parametrize("values", WORDS, ids=lambda values: get_args(values)[0])
def test_record_page_explains_every_value(values: Any) -> None:
    page = text("record.md")
    assert [value for value in get_args(values) if f"`{value}`" not in page] == []


def test_record_page_describes_the_outermost_object() -> None:
    described = rows(sections(text("record.md"), "##")["The outermost object"])
    assert list(described) == list(example())


def test_record_page_shows_a_record_that_can_be_read_back() -> None:
    shown = example()
    report = Report.from_dict(shown)
    assert json.loads(report.to_json()) == shown
    assert list(report.to_dict()["report"]) == list(shown["report"])


def test_record_page_shows_spans_of_the_words_it_names() -> None:
    report = Report.from_dict(example())
    assert report.words(report.claims[0].content) == "all depots in Dolm closed"
    assert [report.words(one.cue) for one in report.attributions] == ["told", "had ordered"]
    for source in report.sources:
        assert report.words(source.mentions) == source.name
    assert report.claims[0].chain == tuple(source.id for source in report.sources)


def test_dependencies_page_explains_each_and_no_other() -> None:
    assert set(sections(text("dependencies.md"), "###")) == dependencies()


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_page_has_no_dead_link(page: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", page.read_text("utf-8")):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        linked = (page.parent / name) if name else page
        assert linked.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", linked.read_text("utf-8"), flags=re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", one).lower().replace(" ", "-") for one in headings}, target


def test_architecture_page_names_every_package() -> None:
    house = sections(text("architecture.md"), "##")["The house"]
    parts = {
        f"{path.name}/" if path.is_dir() else path.name
        for path in (HOUSE / "src" / "reportedly").iterdir()
        if not path.name.startswith(("__", ".")) and (path.is_dir() or path.suffix == ".py")
    }
    named = set(re.findall(r"^  ([\w.]+/?)", house, flags=re.MULTILINE))
    assert parts <= named, parts - named
