"""Which room may import which, and what start-up may not import at all."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import tui_reader

PACKAGE = Path(tui_reader.__file__).parent
SLOW = ("textual", "rich.console", "asyncio", "webbrowser", "pygments")

# Room: the rooms it may import beside itself. What isn't named here may import everything.
ARROWS = {
    "errors": set(),
    "standard_input": {"document", "errors"},
    "startup": set(),
    "streams": {"document"},
    "crash": {"document", "state", "streams"},
    "places": set(),
    "document": {"errors"},
    "layout": {"document", "errors", "places"},
    "conventions": {"document", "errors"},
    "library": {"conventions", "document", "errors", "guide"},
    "addresses": {"document"},
    "opening": {"addresses", "document", "library"},
    "browsing": set(),
    "editors": set(),
    "editions": {"document"},
    "clipboard": {"document"},
    "history": set(),
    "keys": set(),
    "commands": {"keys"},
    "keymap": {"commands", "keys"},
    "matching": set(),
    "guide": {"commands", "document"},
    "receipt": {"addresses", "document"},
    "shells": {"errors"},
    "state": {"document", "errors", "keymap"},
    "eye": {"document"},
    "standing": {"document", "state"},
    "theme_names": {"state"},
    "link_marks": {"addresses", "document", "state"},
    "search_excerpts": {"document", "state"},
    "search_hits": {"document", "search_excerpts", "state"},
    "search_query": {"document"},
    "searching": {
        "document",
        "errors",
        "identity",
        "library",
        "search_hits",
        "search_query",
        "state",
    },
    "plain": {"layout", "document", "errors", "places"},
    "kept": {"document", "eye", "identity", "standing", "state"},
    "launching": {"browsing"},
    "linear": {"addresses", "browsing", "document", "errors", "history", "identity", "kept"}
    | {"launching", "layout", "library", "link_marks", "opening", "places", "plain", "resuming"}
    | {"standing", "state", "eye"},
    "ui/widgets": {"layout", "document", "errors", "library", "ui/widgets", "ui/messages"}
    | {"commands", "ui/bindings", "ui/looks", "addresses"},
}


def rooms(module: str) -> str:
    """Return the room of a module given by its dotted name without the package."""
    parts = module.split(".")
    if parts[0] == "ui":
        return "/".join(parts[:2])
    return parts[0]


def imports_of(path: Path) -> set[str]:
    """Return the modules of the package that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tui_reader."):
            found.add((node.module or "").removeprefix("tui_reader."))
    return found


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_no_room_imports_upward(path: Path) -> None:
    """Every import of the package points down the arrows of the design."""
    module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
    room = rooms(module)
    if room in ARROWS:
        outside = {rooms(name) for name in imports_of(path)} - {room}
        assert outside <= ARROWS[room]
    assert (
        room.startswith("ui")
        or not any(name.startswith("ui.") for name in imports_of(path))
        or (module == "cli")
    )


def modules_after(code: str) -> set[str]:
    """Return the names of all modules that a fresh interpreter has after running some code."""
    report = f"import sys, json\n{code}\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", report], capture_output=True, text=True, check=True, timeout=60
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    "room",
    ["document.document", "layout.viewport", "library", "plain", "places", "linear.session", "cli"],
)
def test_rooms_without_a_screen_import_nothing_slow(room: str) -> None:
    """Only `ui` brings Textual; nothing brings a browser, or Pygments before there is code."""
    modules = modules_after(f"import tui_reader.{room}")
    assert not modules & set(SLOW)


def test_the_command_line_reads_its_arguments_without_markdown() -> None:
    """What `--help` and `--version` need has no parser in it."""
    modules = modules_after(
        "from tui_reader.cli import main\ntry: main(['--version'])\nexcept SystemExit: pass"
    )
    assert not modules & {"markdown_it", "textual", "rich", "platformdirs"}


@pytest.mark.parametrize("words", [["completions", "bash"], ["man"]])
def test_what_ships_for_shells_is_printed_without_textual(words: list[str]) -> None:
    """A shell that asks for completions whenever it starts doesn't wait for a screen library."""
    modules = modules_after(f"print()\nfrom tui_reader.cli import main\nmain({words})\nprint()")
    assert not modules & {"markdown_it", "textual", "rich", "platformdirs", "sqlite3", "shtab"}


def test_the_app_starts_without_what_the_first_screen_does_not_need() -> None:
    """No connection library, no highlighter, no HTML parser before they are used."""
    code = (
        "from tui_reader.startup import without_ssl\n"
        "with without_ssl():\n    import tui_reader.ui.app"
    )
    modules = modules_after(code)
    assert not modules & {"pygments", "ssl", "webbrowser", "sqlite3", "mdit_py_plugins"}


def test_ssl_is_there_for_those_who_ask_later() -> None:
    """Holding it off at start-up takes it from nobody."""
    code = (
        "from tui_reader.startup import without_ssl\n"
        "with without_ssl():\n    import asyncio\n"
        "import ssl\nassert ssl.SSLContext"
    )
    assert "ssl" in modules_after(code)


def test_no_module_is_long() -> None:
    """A module has one duty: 350 lines are a second one moving in."""
    long = {
        path.name: count
        for path in PACKAGE.rglob("*.py")
        if (count := len(path.read_text("utf-8").splitlines())) > 350
    }
    assert not long


def test_no_function_is_long() -> None:
    """Fifty lines are enough for one thing."""
    long = {
        f"{path.name}:{node.name}": node.end_lineno - node.lineno
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= 50
    }
    assert not long
