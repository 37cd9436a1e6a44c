"""The Markdown of a chunk as it is parsed: what a forced cut took from it is made up for."""

from tui_reader.document.chunks import MAX_LINES, Chunk


def to_parse(text: str, chunk: Chunk) -> tuple[str, int]:
    """Return what is parsed of the text of a MARKDOWN chunk, and its first source line."""
    line = chunk.line
    if chunk.lines > 2 * MAX_LINES:
        # Nearly all of them are blank.
        text = text.rstrip(" \t\n")
    if chunk.info:
        text, line = f"{chunk.info}\n{text}", line - 1
    if chunk.continues:
        text = _dedent(text)
    if chunk.is_text:
        text = text.replace("[", "\\[", 1)
    return text, line


def _dedent(text: str) -> str:
    """Take the first line's indent off all lines, so that a forced cut makes no code of them.

    Behind what is indented less, and no lazy line, it is that which is taken off.
    """
    indent = len(text) - len(text.lstrip(" "))
    if not indent:
        return text
    lines: list[str] = []
    is_after_blank = False
    for line in text.split("\n"):
        own = len(line) - len(line.lstrip(" "))
        is_blank = own == len(line)
        if is_after_blank and not is_blank:
            indent = min(indent, own)
        lines.append(line[min(indent, own) :])
        is_after_blank = is_blank
    return "\n".join(lines)
