"""Golden layouts: what the sample pages look like at three widths.

`pytest --update-golden` writes them; read the difference before you commit it.
"""

import pytest

from tests.samples import FIXTURES, plain

PAGES = sorted(path.stem for path in FIXTURES.glob("*.md"))


@pytest.mark.parametrize("width", [40, 72, 100])
@pytest.mark.parametrize("page", PAGES)
def test_pages_look_as_they_did(page: str, width: int, update_golden: bool) -> None:
    """A page's plain output is the golden one, line by line."""
    shown = plain((FIXTURES / f"{page}.md").read_text("utf-8"), width) + "\n"
    golden = FIXTURES / "golden" / f"{page}.{width}.txt"
    if update_golden:
        golden.write_text(shown, "utf-8")
    assert shown.split("\n") == golden.read_text("utf-8").split("\n")


def test_every_golden_layout_has_its_page() -> None:
    """No golden file outlives its page."""
    names = {path.name.split(".")[0] for path in (FIXTURES / "golden").iterdir()}
    assert names == set(PAGES)
