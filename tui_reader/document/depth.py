"""How deep containers are nested, and what of a text that is nested too deep can be parsed still.

Time grows with the depth times the lines, and Python's stack holds some 300 levels.
"""

import re

_MAX_DEPTH = 90
_MAX_NESTED_LINES = 12_000
"""Depth times lines of one chunk: the worst of them takes some 60 ms."""
_CONTAINERS = re.compile(r"[ \t]*(?:(?:>|[-+*]|\d{1,9}[.)])[ \t]*)*")
_MARKERS = re.compile(r"[>\-+*]|\d[.)]")
_TOP_CONTAINER = re.compile(r"[>\-+*]|\d{1,9}[.)]")
_RUNS_ON = re.compile(r"^ {0,3}(?:```|~~~|<)", re.M)
"""What may go on behind a blank line at the top level: fences and HTML."""


def is_too_deep(text: str) -> bool:
    """Whether containers are nested so deep that parsing them takes long or can't be done."""
    if text.count(">") + text.count("-") + text.count("    ") < _MAX_DEPTH // 2:
        return False
    lines = text.split("\n")
    depth = 0
    for line in lines:
        prefix = _CONTAINERS.match(line)
        if prefix and prefix.end() > depth:
            indent = len(line) - len(line.lstrip(" "))
            depth = max(depth, indent // 2 + len(_MARKERS.findall(prefix[0])))
    return depth > _MAX_DEPTH or depth * len(lines) > _MAX_NESTED_LINES


def parts(text: str) -> list[tuple[int, str]]:
    """Cut a text where its lists and quotes begin and end; return first line and text of each.

    Lists and quotes that follow one another stay together. A cut is made only where a text that
    isn't indented follows a blank line: no container reaches over that. Where something else
    might, the text stays whole.
    """
    if _RUNS_ON.search(text):
        return [(0, text)]
    lines = text.split("\n")
    starts, is_contained = [0], bool(_TOP_CONTAINER.match(lines[0]))
    for number in range(1, len(lines)):
        line = lines[number]
        if lines[number - 1].strip() or not line.strip() or line[0] in " \t":
            continue
        if is_contained != bool(_TOP_CONTAINER.match(line)):
            starts.append(number)
            is_contained = not is_contained
    ends = [*starts[1:], len(lines)]
    return [(start, "\n".join(lines[start:end])) for start, end in zip(starts, ends, strict=True)]
