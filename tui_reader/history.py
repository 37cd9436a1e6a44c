"""Where a reader was: places to go back to and forward again, across documents."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

_MOST = 500


@dataclass(frozen=True, slots=True)
class Visit:
    """A place that a reader left."""

    document: int
    """Which document of the library."""
    chunk: int
    block: int
    offset: int
    lead: int = 0
    """Blank lines that stood above the place at the top of the screen."""
    source: int = 0
    """Where the place begins in the source. It alone counts where the chunk is -1: the document
    has another edition by now."""


@dataclass(slots=True)
class History:
    """Places behind and ahead of the present one."""

    behind: list[Visit] = field(default_factory=list[Visit])
    ahead: list[Visit] = field(default_factory=list[Visit])

    def leave(self, visit: Visit) -> None:
        """Note the place that a jump leaves; what was ahead is forgotten."""
        self.ahead.clear()
        if not self.behind or self.behind[-1] != visit:
            self.behind.append(visit)
            del self.behind[:-_MOST]

    def go_back(self, present: Visit) -> Visit | None:
        """Return the place to go back to, None where there is none."""
        return _step(self.behind, self.ahead, present)

    def go_forward(self, present: Visit) -> Visit | None:
        """Return the place to go forward to, None where there is none."""
        return _step(self.ahead, self.behind, present)

    def shift(self, document: int, new_of: Callable[[int], int]) -> None:
        """Move the places of a document to where they are in its next edition."""
        for visits in (self.behind, self.ahead):
            visits[:] = [
                replace(visit, chunk=-1, source=new_of(visit.source))
                if visit.document == document
                else visit
                for visit in visits
            ]


def _step(source: list[Visit], target: list[Visit], present: Visit) -> Visit | None:
    while source and source[-1] == present:
        source.pop()
    if not source:
        return None
    target.append(present)
    return source.pop()
