"""What others made and the desk serves is what their packages hold, and nothing lies beside it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from reportedly.web import pages

FOLDER = pages.STATIC / "vendor"
LISTED: list[dict[str, Any]] = yaml.safe_load((FOLDER / "vendor.yaml").read_text("utf-8"))
FILES = {one["file"]: one["sha256"] for package in LISTED for one in package["files"]}
PERMISSIVE = {"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT"}


@pytest.mark.parametrize("file", FILES)
def test_a_file_is_the_one_that_was_published(file: str) -> None:
    assert hashlib.sha256((FOLDER / file).read_bytes()).hexdigest() == FILES[file]


def test_nothing_lies_there_that_is_not_listed() -> None:
    found = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}
    assert found == {*FILES, "vendor.yaml"}


@pytest.mark.parametrize("package", LISTED, ids=lambda package: package["package"])
def test_a_package_brings_its_licence_and_it_is_a_permissive_one(package: dict[str, Any]) -> None:
    assert package["licence"] in PERMISSIVE
    assert any(Path(one["file"]).name == "LICENSE" for one in package["files"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
