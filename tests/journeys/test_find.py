"""Finding over a real terminal, with all keys in one go."""

from pathlib import Path

from tests.pty.program import PAINTED, Start, body, leave


def test_keys_typed_ahead_come_in_their_order(start: Start, tmp_path: Path) -> None:
    """What follows Enter moves the text; none of it lands in the line."""
    path = tmp_path / "book.md"
    filling = "".join(f"Line {n} of it.\n\n" for n in range(60))
    path.write_text(f"# Book\n\n{filling}A mesa.\n\n{filling}")
    terminal = start(path)
    terminal.until(PAINTED)
    terminal.settle()
    terminal.send(b"/mesa\r")
    terminal.until(lambda: "1/1" in terminal.text and "A mesa." in terminal.text)
    terminal.settle()
    expected = body(terminal)[3]
    assert expected
    terminal.send(b"\x1b")
    terminal.until(lambda: body(terminal)[0] == "Book")
    terminal.settle()
    terminal.send(b"/mesa\rjjj")
    terminal.until(lambda: body(terminal)[0] == expected)
    terminal.settle()
    assert body(terminal)[0] == expected
    assert "not found" not in terminal.text
    leave(terminal)
