"""From a place in a document to a place in its Markdown source and back, to the word.

Unlike a position this holds for one edition of the text only, but it takes no more than parsing
the chunk that the place is in.
"""

from tui_reader.document.document import Document
from tui_reader.document.passages import Passages

Place = tuple[int, int, int]
"""Chunk, block, and offset in the block's plain text."""


def source_of(document: Document, place: Place) -> int:
    """Return where in the source the words of a place begin, in characters."""
    passages = Passages(document)
    chunk, block, offset = place
    found = passages.leaf_at(chunk, block, offset)
    if found is None:
        return 0
    at, leaf = found
    index = leaf.index_of(offset) if (at, leaf.block) == (chunk, block) else leaf.start
    return passages[at].source_of(leaf, index)


def place_of(document: Document, source: int) -> Place:
    """Return the place of the words that begin at an offset of the source, or next behind it."""
    passages = Passages(document)
    chunk = passages.chunk_at(source)
    if not document.chunks:
        return 0, 0, 0
    passage = passages[chunk]
    if passage.text and source >= passage.places.end(len(passage.text)):
        behind = passages.leaf_at(chunk + 1, -1, 0) if chunk + 1 < len(document.chunks) else None
        if behind is not None and behind[0] > chunk:
            return behind[0], behind[1].block, behind[1].offset
    index = passage.places.index_at(source)
    leaf = passage.leaf_of(index)
    if leaf is None:
        return chunk, 0, 0
    # Inside a word, as a long one that was folded is at the beginning of a row.
    inside = source - passage.places.start(index)
    end = passage.text.find(" ", index, leaf.end)
    if 0 < inside < (end if end >= 0 else leaf.end) - index:
        index += inside
    return chunk, leaf.block, leaf.offset_of(index)
