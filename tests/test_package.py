"""The public names, and what the package does to whoever imports it: next to nothing."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import subprocess
import sys
import textwrap
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

import reportedly
from reportedly import errors, record
from reportedly.version import __version__

NAMES = ["Attribution", "Claim", "Report", "ReportError", "ReportedlyError", "Source", "__version__", "read"]
HEAVY = ["click", "jinja2", "lxml", "numpy", "onnxruntime", "py3langid", "rich", "tokenizers", "trafilatura", "yaml"]
CLIENTS = ["httpx2", "huggingface_hub", "requests", "urllib3.connectionpool"]
SOURCE = Path(reportedly.__file__).parent


def in_a_new_process(code: str) -> Any:
    """What a fresh interpreter prints as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], check=True, capture_output=True, encoding="utf-8"
    )
    return json.loads(done.stdout)


def test_public_names_are_these_and_no_others() -> None:
    assert sorted(NAMES) == NAMES
    assert sorted(reportedly.__all__) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_public_name_is_there_and_listed_by_dir(name: str) -> None:
    assert getattr(reportedly, name) is not None
    assert name in dir(reportedly)


def test_public_names_are_the_records_and_the_errors_own() -> None:
    assert (reportedly.Report, reportedly.Claim) == (record.Report, record.Claim)
    assert (reportedly.Source, reportedly.Attribution) == (record.Source, record.Attribution)
    assert (reportedly.ReportError, reportedly.ReportedlyError) == (errors.ReportError, errors.ReportedlyError)


def test_read_says_what_it_does_and_takes_annotated_arguments() -> None:
    assert inspect.getdoc(reportedly.read)
    parameters = inspect.signature(reportedly.read).parameters.values()
    assert all(one.annotation is not inspect.Parameter.empty for one in parameters)


def test_version_is_written_once() -> None:
    assert reportedly.__version__ == __version__
    assert metadata.version("reportedly") == __version__


def test_importing_is_light() -> None:
    loaded = in_a_new_process("""
        import json, sys
        import reportedly
        print(json.dumps(sorted(sys.modules)))
        """)
    assert not set(HEAVY) & set(loaded)


def test_importing_and_reading_open_no_socket_and_load_no_network_client(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("HALMET – A resident told The Harbour Wire on Monday that the depots were closed.\n", "utf-8")
    events, loaded = in_a_new_process(f"""
        import json, sys
        events = []
        sys.addaudithook(lambda event, given: event.startswith(("socket.", "urllib.")) and events.append(event))
        import reportedly
        reportedly.read({str(report)!r})
        print(json.dumps([events, sorted(sys.modules)]))
        """)
    # Python's own socket module may be loaded by others, and asks for nothing while nobody connects
    assert [one for one in events if one not in ("socket.__new__", "socket.gethostname")] == []
    assert not set(CLIENTS) & set(loaded)


def test_every_module_can_be_imported_and_says_what_it_is_for() -> None:
    for path in sorted(SOURCE.rglob("*.py")):
        if not path.read_text("utf-8"):
            continue
        parts = ["reportedly", *path.relative_to(SOURCE).with_suffix("").parts]
        name = ".".join(parts).removesuffix(".__init__")
        assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), f"{name} has no docstring"
        if not name.endswith("__main__"):
            importlib.import_module(name)
