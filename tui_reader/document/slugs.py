"""Heading anchors as GitHub makes them: lower case, punctuation dropped, spaces to hyphens."""

import re

_DROPPED = re.compile(r"[^\w\- ]")


def slugify(heading: str) -> str:
    """Return the anchor of a heading's text, before duplicates are numbered."""
    return _DROPPED.sub("", heading.strip().lower()).replace(" ", "-")


class Slugger:
    """Gives each heading of a document an anchor of its own: `a`, then `a-1`, `a-2`."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def slug(self, heading: str) -> str:
        """Return the anchor of the next heading."""
        base = slugify(heading)
        slug = base
        while slug in self._seen:
            self._seen[base] += 1
            slug = f"{base}-{self._seen[base]}"
        self._seen[slug] = 0
        return slug
