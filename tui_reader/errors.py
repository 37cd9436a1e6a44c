"""What can go wrong for a reader, each a sentence and, where one helps, a hint.

The command line prints them as one line on standard error and exits with status 2; the app shows
them as a notice. Nothing else in the package prints errors.
"""


class ReaderError(Exception):
    """An error to tell the reader.

    Attributes:
        message: What went wrong and with which file, one line, not yet made safe for a terminal.
        hint: What to do about it, or empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class UnreadableFile(ReaderError):
    """A path that can't be opened, is no regular file, is too large or isn't text."""


class LooksBinary(UnreadableFile):
    """A file that could be read, and looks like anything but text."""


class NoDocuments(ReaderError):
    """A folder in which there is nothing to read."""


class NoSuchPlace(ReaderError):
    """A heading, line or percentage that the document doesn't have."""


class NoTerminal(ReaderError):
    """Standard input, output or error is not what a full-screen program needs."""
