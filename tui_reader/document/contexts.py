"""What a scan is in at the top level of a text."""

import enum


class Context(enum.IntEnum):
    """The block that is open."""

    NONE = 0
    PARAGRAPH = 1
    LIST = 2
    QUOTE = 3
    TABLE = 4
    HTML = 5
    DEFINITIONS = 6


NONE, PARAGRAPH, LIST, QUOTE, TABLE, HTML, DEFINITIONS = Context
"""By names of their own: Python 3.11 takes longer to look one up in the class than to call."""

BETWEEN = (NONE, DEFINITIONS)
"""Where no text is open that a line could go on with."""
TEXT = (PARAGRAPH, DEFINITIONS)
"""Where a line may turn out to be text that goes on."""
CONTAINERS = (LIST, QUOTE)
"""Where it depends on what is open inside."""
HOLDERS = (*CONTAINERS, DEFINITIONS)
"""Where a line may be text although it looks like a definition."""
