"""From a place over so many hits, round over the end of the document if need be."""

from collections.abc import Iterator

from tui_reader.document.search import Hit, Search
from tui_reader.document.source_places import Place


class Walk:
    """One walk."""

    def __init__(
        self,
        search: Search,
        place: Place,
        direction: int = 1,
        count: int = 1,
        *,
        is_inclusive: bool = False,
    ) -> None:
        """Begin at a place.

        Args:
            search: What finds the hits.
            place: Chunk, block, and offset in the block's plain text.
            direction: 1 for hits that follow, -1 for those before.
            count: How many hits to go.
            is_inclusive: Whether a hit at the very place is the first of them.
        """
        self._search = search
        self._place = place
        self._direction = direction
        self._left = count
        self._is_inclusive = is_inclusive
        self._is_round = self._is_only = False

    @property
    def notice(self) -> str:
        """What is to be said of where it went, empty where that is nothing."""
        if self._is_only:
            return "this is the only hit"
        if not self._is_round:
            return ""
        if self._direction > 0:
            return "past the last hit: the first one again"
        return "past the first hit: the last one again"

    def __iter__(self) -> Iterator[Hit | None]:
        """Yield None at each pause, and the hit as the last one; none where there is no hit."""
        first: Hit | None = None
        hit: Hit | None = None
        taken = 0
        while self._left > 0:
            for hit in self._search.seek(
                self._place, self._direction, is_inclusive=self._is_inclusive
            ):
                if hit is None:
                    yield None
            if hit is None:
                return
            self._note(hit)
            taken += 1
            self._left -= 1
            if first is None:
                first = hit
            elif hit == first:
                # Once round: more rounds lead nowhere else.
                self._left %= taken - 1
            yield None if self._left else hit

    def _note(self, hit: Hit) -> None:
        at = (hit.chunk, hit.block, hit.start)
        if not self._is_inclusive:
            self._is_only = at == self._place
            is_ahead = at > self._place if self._direction > 0 else at < self._place
            self._is_round = self._is_round or not is_ahead
        self._place, self._is_inclusive = at, False
