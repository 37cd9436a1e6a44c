"""What the tests of links share: texts with few links, what is selected, what a panel says."""

from tests.ui.reading import Reading, drawn, strips

MARKS = "°•✓+*·"
FILLER = "\n\n".join(f"Paragraph {n} leads nowhere." for n in range(30))

UNREAD = "\n\n".join(
    (
        *(f"See [place {n}][of the label that is long enough for a line of its own, {n}]."
          for n in range(11)),
        "Behind them is [the end](https://x.org/end).",
        *["Some words that fill the lines. " * 12] * 2000,
        *(f"[of the label that is long enough for a line of its own, {n}]: /{n}"
          for n in range(11)),
    )
)  # fmt: skip
"""A text whose first paragraphs take fewer lines when the definitions at its end are known."""


async def select_before_the_end_is_known(reader: Reading) -> None:
    """Select the link behind the paragraphs of `UNREAD`, and let the definitions be found then."""
    document = reader.screen.document
    await tab_to(reader, "the end")
    assert not document.is_complete
    before = len(reader.viewport.lines(0))
    reader.viewport.complete()
    assert len(reader.viewport.lines(0)) < before


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
