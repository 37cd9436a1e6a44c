"""What tries to command the terminal: documents, a store, settings, in every place for text."""

import json
import os
from pathlib import Path

from tui_reader.state.store import Store

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
    "\x1b[97;3H",
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
    "\x1b[5;8;11;53mconcealed\x1b[38;5;201m",  # styles that nobody here uses
    "\x1b[>c\x1b[=c\x1bZ\x1b[5n\x1b[?6n\x1b[?15n",  # what a terminal answers to, as if typed
    "\x1b]4;1;?\x07\x1b]10;?\x07\x1b]11;?\x1b\\\x1b[18t\x1b[21t\x1b[?2026$p",
    f"\x1bP+q544e\x1b\\\x1b_Gi=31,s=1,v=1,a=q;{CLIPBOARD}\x1b\\",
    f"\x1b]1337;File=name={MARK}\x07\x1b]777;notify;{MARK};x\x07\x1b]9;{MARK}\x07",
    f"\x1bPtmux;\x1b\x1b]52;c;{CLIPBOARD}\x07\x1b\\",
    "\x1b[3;9r\x1b[20S\x1bM\x1b[4h\x1b#8\x1b(0\x1b[2 q\x1b[!p\x1b[?2004l\x1b[?1003h\x1b=",
    "a\x9b5;1H\x84\x85\x8d\x8e\x9f",
    "wo\u200brd \U000e0041\ufeffz\u00ady\u2060",
    "e" + "\u0301\u0951\u05bf" * 50 + "👩" + "\u200d👩" * 20 + "\u115f\u3164",
)
LEAVE = "\x1b[?1049l"
CONTROLS = tuple(
    each for each in PAYLOADS if each != LEAVE and (not each[0].isprintable() or "\x9b" in each)
)
"""Those that begin with a control character; not one of them may reach the terminal as it is, but
for leaving the alternate screen, which the reader does at its end."""

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
            f'odd <a href="https://x.y/{payload}" title="{payload}">a</a>',
            f'odd <a href="{payload}">b</a>',
        ]
    parts.append(f"## All {bad}\n\n{bad}")
    return "\n\n".join(parts) + "\n"


def write(folder: Path) -> Path:
    """Write the document under a hostile name; raw C1 bytes, no UTF-8, end it."""
    path = folder / f"h\x1b]0;{MARK}\x07\x1b[31m\u202e.md"
    raw = b"\n\nraw \x9b2J \x9d52;c;" + CLIPBOARD.encode() + b"\x9c \x90q\x9c \x85\n"
    path.write_bytes(text().encode() + raw)
    return path


def furnish(home: Path) -> Path:
    """Make a home in which everything is hostile; return the folder to read.

    The home is that of the tests: settings in `config`, the store and what was adjusted in `data`.
    """
    texts = home / f"texts \x1b]0;{MARK}\x07"
    texts.mkdir()
    document = write(texts)
    bad = PAYLOADS[0] + PAYLOADS[3] + "[/][@click=app.quit]\u202e\x9b2J\ud800"
    told = bad.replace("\ud800", "")
    (texts / "2\x1b]52;c;UFdO\x07.md").write_text("no title\n")
    (texts / "3\u202egpj.md").write_text("\x1b[2Jno title [/x]\n")
    (texts / b"4 \xff\x9b[b=]\x1b[5m.md".decode("utf-8", "surrogateescape")).write_text("x\n")
    (texts / "glossary.md").write_text(f"# G {told}\n\n## note {told}\n\nis {told}.\n")
    config, data = home / "config" / "alignread", home / "data" / "alignread"
    config.mkdir(parents=True)
    quoted = json.dumps(told)
    (config / "settings.toml").write_text(
        f"theme = {quoted}\nbrowser = {quoted}\n{quoted} = {quoted}\nwidth = {quoted}\n"
        f'[keys]\n"read.line_down" = [{quoted}, "\\u001b"]\n{quoted} = "x"\n'
    )
    data.mkdir(parents=True)
    changes = {name: {"value": bad, "base": None} for name in ("theme", "width", bad)}
    (data / "adjustments.json").write_text(json.dumps({"version": 1, "changes": changes}))
    _fill(bad.replace("\ud800", ""), os.fsencode(document))
    return texts


def _fill(bad: str, document: bytes) -> None:
    """Fill the store behind its back: every text in every table is hostile."""
    store = Store()
    with store.change() as change:
        for key in (document, b"/texts/" + bad.encode(), b"https://x.y/" + bad.encode()):
            headings = json.dumps([bad, f"H {PAYLOADS[0]} h"])
            place = (headings, 0, f"p {bad}", bad, bad, 0, 9)
            for table in ("bookmarks", "notes"):
                change.execute(
                    f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (f"{bad}{key!r}", key, bad, *place, f"{bad}\n{bad}", bad, bad),
                )
            change.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?, ?, NULL, 1.0, 0)",
                (f"{bad}{key!r}", key, bad, bad, bad),
            )
            change.execute(
                "INSERT INTO sections VALUES (?, ?, 0, 0, 100, ?, 0.5, ?, 0)",
                (key, headings, bad, bad),
            )
        for number, address in enumerate((bad, f"https://{MARK}/{bad}", "https://x.y/")):
            change.execute(
                "INSERT INTO links VALUES (?, ?, ?, ?, ?, ?, ?)",
                (address, bad, bad.encode(), bad, None, bad, number),
            )
    store.close()
    assert store.is_saved, store.notices


ANNOTATIONS = json.dumps(
    {
        "type": "AnnotationCollection",
        "first": {
            "items": [
                {
                    "type": "Annotation",
                    "id": PAYLOADS[0],
                    "motivation": "commenting",
                    "body": {"type": "TextualBody", "value": PAYLOADS[3]},
                    "target": {
                        "source": {"id": "file:///x%1b.md", "dcterms:title": PAYLOADS[0]},
                        "selector": [{"type": "TextQuoteSelector", "exact": PAYLOADS[3]}],
                    },
                },
            ]
        },
    }
)
"""A file to import."""
