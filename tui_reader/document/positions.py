"""A stable place in a document: what is kept of it so that it is found again in a later edition.

The three ways in which W3C's Web Annotation Data Model (2017) selects text, in one value: the
headings it stands under, its words with what stands around them (4.2.4 Text Quote Selector), and
where it was (4.2.5 Text Position Selector). `anchoring` makes positions and finds them again.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Position:
    """One place, or one stretch of text. White space in quotes is single spaces."""

    headings: tuple[str, ...] = ()
    """The texts of the headings it stands under, the outermost first."""
    ordinal: int = 0
    """How many headings of the same path come before its own."""
    exact: str = ""
    """Its words, without markup; empty where there are none, as at a rule."""
    prefix: str = ""
    """The words before, some dozens of characters."""
    suffix: str = ""
    """The words after."""
    start: int = 0
    """Where its words began when it was made: characters of the Markdown source."""
    end: int = 0
    """Where they ended."""
