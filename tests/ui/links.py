"""What the tests of links share: texts with few links, what is selected, what a panel says."""

from tests.ui.reading import Reading, drawn, strips

MARKS = "°•✓+*·"
FILLER = "\n\n".join(f"Paragraph {n} leads nowhere." for n in range(30))


def lit(reader: Reading) -> str:
    """Return the text in reverse in the text pane, without marks beside it."""
    found = [
        text
        for strip in strips(reader.view)
        for text, style, _ in strip
        if style is not None and style.reverse
    ]
    return " ".join(part.strip(f" {MARKS}") for part in found)


def panel(reader: Reading) -> str:
    """Return the text of the panel that lies over the reader, without its line breaks."""
    return "".join(
        row.strip() for child in reader.app.screen.query("Static") for row in drawn(child)
    )


async def tab_to(reader: Reading, text: str) -> None:
    """Walk to the link that has a text."""
    for _ in range(40):
        await reader.press("tab")
        if reader.view.spot is not None and reader.view.spot.text == text:
            return
    raise AssertionError(f"no link {text}")
