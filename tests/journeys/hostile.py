"""A document that tries to command the terminal, in every place where text can stand."""

from pathlib import Path

MARK = "OWNED"
"""Stands in every payload of the document; none may reach the terminal as a command."""

CLIPBOARD = "UFdO"
"""What the document tries to put into the clipboard, in base64."""

PAYLOADS = (
    f"\x1b]0;{MARK}\x07",  # window title
    f"\x1b]2;{MARK}\x1b\\",
    f"\x1b]8;;https://{MARK}/\x1b\\link\x1b]8;;\x1b\\",  # hyperlink
    f"\x1b]52;c;{CLIPBOARD}\x07",  # clipboard
    "\x1b[2J",  # clear the screen
    "\x1b[5;5H",
    "\x1b[31m",
    "\x1b[?1049l",  # leave the alternate screen
    "\x1b[?9001h",
    "\x1b[c",  # make the terminal answer
    "\x1b[6n",
    "\x1bc",  # reset
    f"\x1bP$q{MARK}\x1b\\",  # DCS
    f"\x1b_{MARK}\x1b\\",  # APC
    f"\x1b^{MARK}\x1b\\",  # PM
    f"\x1bX{MARK}\x1b\\",  # SOS
    f"\x9d52;c;{CLIPBOARD}\x9c",  # C1 in UTF-8
    "\x9b2J",
    f"\x90{MARK}\x9c",
    "\x05\x0e\x0f\x18\x1a\x7f\x08\x00",
    "\u202eright-to-left\u202c\u2066isolated\u2069",
    f"<https://x.y/%1b%5d52;c;{CLIPBOARD}%1b%5c>",
    "<https://x.y/%c2%9b2J%c2%9d>",
    "&#27;]52;c;" + CLIPBOARD + "&#7;&#155;2J&#x9d;",
    "[/][@click=app.quit]x[/][b=]",
)

BIDI = tuple("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def text() -> str:
    """Return the document: every payload in front matter, and once in every kind of block."""
    bad = "".join(PAYLOADS)
    parts = [f"---\ntitle: \"T {PAYLOADS[0]}{PAYLOADS[3]}\"\nauthor: 'a {PAYLOADS[4]}'\n---"]
    for payload in PAYLOADS:
        parts += [
            f"# H {payload} h",
            f"p {payload} *e {payload}* **s {payload}** `c {payload}` ~~d {payload}~~",
            f"> q {payload}\n> > qq {payload}",
            f"- l {payload}\n  1. n {payload}\n- [ ] t {payload}",
            f"| a {payload} | b |\n|---|---|\n| {payload} | y |",
            f"```python {payload}\nx = '{payload}'\n```",
            f"    indented {payload}",
            f'[text {payload}](https://x.y/{payload} "title {payload}") ![alt {payload}](i.png)',
            f"[^1]\n\n[^1]: note {payload}",
            f'<div title="{payload}">{payload}</div>',
        ]
    parts.append(f"## All {bad}\n\n{bad}")
    return "\n\n".join(parts) + "\n"


def write(folder: Path) -> Path:
    """Write the document under a hostile name; raw C1 bytes, no UTF-8, end it."""
    path = folder / f"h\x1b]0;{MARK}\x07\x1b[31m\u202e.md"
    raw = b"\n\nraw \x9b2J \x9d52;c;" + CLIPBOARD.encode() + b"\x9c \x90q\x9c \x85\n"
    path.write_bytes(text().encode() + raw)
    return path
