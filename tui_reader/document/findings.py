"""What a scan finds in a source: its chunks, its headings, where definitions may stand."""

from dataclasses import dataclass

from tui_reader.document.chunks import Chunk


@dataclass(frozen=True, slots=True)
class HeadingMark:
    """A heading as the scan sees it."""

    level: int
    source: str
    """Its text, not yet parsed."""
    line: int
    offset: int
    """Offset of its first character in the source."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What one pass over a source finds."""

    chunks: tuple[Chunk, ...]
    headings: tuple[HeadingMark, ...]
    definitions: tuple[tuple[str, int], ...]
    """Label and offset of each line that may be a link reference definition."""
    footnotes: dict[str, int]
    """Label of each footnote definition, and the source line of the first that has it."""
