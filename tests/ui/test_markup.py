"""No text is markup: neither in the source of the panels, nor when they show hostile texts."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.content import Content

import tui_reader
from tests.journeys import hostile
from tui_reader.library import open_path
from tui_reader.ui.app import ReaderApp

PARSED = frozenset(("Static", "Label", "Button", "OptionList", "Rows", "Checkbox", "Collapsible"))
"""Widgets that parse a text as markup unless they are told not to."""
TITLES = frozenset(("border_title", "border_subtitle", "tooltip"))
NEVER = frozenset(("from_markup", "notify", "DataTable", "Tree", "RichLog", "Markdown"))
"""What has no use here, and would be a door of its own."""


def _sources() -> Iterator[tuple[Path, ast.Module]]:
    root = Path(tui_reader.__file__).parent / "ui"
    for path in sorted(root.rglob("*.py")):
        yield path.relative_to(root), ast.parse(path.read_text("utf-8"))


def _name(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _is_plain(value: ast.expr) -> bool:
    """Whether a value can be no markup: a `Content`, or a text of the source's own without `[`."""
    if isinstance(value, ast.Constant):
        return isinstance(value.value, str) and "[" not in value.value
    if isinstance(value, ast.IfExp):
        return _is_plain(value.body) and _is_plain(value.orelse)
    if isinstance(value, ast.Call):
        function = value.func
        base = function.value if isinstance(function, ast.Attribute) else function
        return getattr(base, "id", "") == "Content" and _name(value) != "from_markup"
    return False


def _faults(path: Path, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        where = f"{path}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Call) and _name(node) in PARSED:
            has_text = bool(node.args) and not _is_plain(node.args[0])
            says = {word.arg: word.value for word in node.keywords}
            is_told = isinstance(told := says.get("markup"), ast.Constant) and told.value is False
            takes_all = _name(node) in ("OptionList", "Rows")
            if (has_text or takes_all) and not is_told:
                yield f"{where}: {_name(node)} parses markup"
        if isinstance(node, ast.Call) and _name(node) in NEVER and node.args:
            yield f"{where}: {_name(node)}"
        if isinstance(node, ast.Assign) and not _is_plain(node.value):
            for target in node.targets:
                if isinstance(target, ast.Attribute) and target.attr in TITLES:
                    yield f"{where}: {target.attr} is parsed as markup"


def test_no_panel_parses_a_text_as_markup() -> None:
    """What is shown in a widget or on its frame is content, or a text of our own (row 17)."""
    assert [fault for path, tree in _sources() for fault in _faults(path, tree)] == []


def test_it_sees_what_it_looks_for() -> None:
    """The check finds what would parse markup."""
    source = (
        "Label(text)\nRows()\nbox.border_title = f'{name}'\nscreen.notify(name)\nStatic(Content(x))"
    )
    assert len(list(_faults(Path("x.py"), ast.parse(source)))) == 4


@pytest.mark.slow
async def test_no_hostile_text_is_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Headings, names of files and bookmarks, notes, notices: none meets the parser (row 17)."""
    parsed: list[str] = []
    parse = Content.from_markup

    def spy(markup: object, **variables: object) -> Content:
        parsed.append(str(markup))
        return parse(markup, **variables)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(Content, "from_markup", spy)
    library = open_path(hostile.furnish(tmp_path))
    app = ReaderApp(library, library.entries[0].open())
    async with app.run_test(size=(110, 30)) as pilot:
        await pilot.pause()
        for key in (
            "m", "c", "escape", "apostrophe", "j", "escape", "L", "j", "escape", "ctrl+p", "slash",
            "escape", "tab", "K", "escape", "question_mark", "escape", "T", "escape", "i", "escape",
            "h", "j", "enter", "right_square_bracket", "S", "o", "w", "escape", "v", "v",
        ):  # fmt: skip
            await pilot.press(key)
            await pilot.pause()
        for y in (3, 9, 15):
            await pilot.click(offset=(6, y))
    assert [text for text in parsed if "@click" in text or hostile.MARK in text] == []
    assert app.return_code in (0, None)
