"""A document of any size that reads like the essay: short lines, headings, lists, references."""

import random
from pathlib import Path

_TEXT = (
    "alignment is the process of building an AI whose goal matches what its makers want and "
    "a system that is able to choose its own means may pursue something else entirely while "
    "people who work on the problem disagree about how soon it matters and what would help"
)
_LINE = 44
OPENING = "These are the opening words."


def write(path: Path, size: int) -> None:
    """Write a document of about so many bytes, the same one every time."""
    chance = random.Random(8)
    parts: list[str] = ["# A long essay", OPENING]
    written = section = 0
    while written < size:
        section += 1
        block = [f"## Part {section}", _prose(chance, 60), _prose(chance, 90)]
        block.append("\n".join(f"* [Book {n}][{section}-{n}] — {_prose(chance, 8)}" for n in "abc"))
        block.append(f"It is *emphasised*, **strong** and `code {section}`.\n{_prose(chance, 40)}")
        block += [f"[{section}-{n}]: https://example.org/{section}/{n}" for n in "abc"]
        parts += block
        written += sum(len(text) + 2 for text in block)
    path.write_text("\n\n".join(parts) + "\n", "utf-8")


def _prose(chance: random.Random, count: int) -> str:
    lines = [""]
    for word in chance.choices(_TEXT.split(), k=count):
        if len(lines[-1]) + len(word) > _LINE:
            lines.append("")
        lines[-1] += f"{word} "
    return "\n".join(line.rstrip() for line in lines)
