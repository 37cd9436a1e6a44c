"""Reading in linear mode: sections, links, finding, marks, as a transcript shows them."""

import itertools
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.journeys.remembered import on_disk
from tests.linear.talk import Talk, answers
from tui_reader.browsing import Browser

WIDE = ("--width", "100")


def test_says_what_it_opens(talk: Talk, birds: Path) -> None:
    """Title, how many sections, minutes; then the first section with text."""
    said = answers(talk(path=birds))[0].split("\n")
    assert said[:2] == ["Birds", "4 sections, 1 minute."]
    assert "Section 1 of 4: Birds (1 minute)" in said
    assert "Birds have feathers. Read more[1] or the site[2]." in said


def test_a_section_at_a_time(talk: Talk, birds: Path) -> None:
    """`n`, `next` and Enter go on, over a heading without text to the text below it."""
    for go_on in ("n", "next", ""):
        words = ("--at", "Birds", *WIDE)
        said = answers(talk(go_on, go_on, go_on, path=birds, words=words))
        assert "Section 2 of 4: Crows (level 2, 1 minute)" in said[1]
        assert "Section 3 of 4: Owls (level 2)\n\nSection 4 of 4: Small owls (level 3" in said[2]
        assert said[2].endswith("End of Birds.")
        assert said[3].endswith("This is the last section.")


def test_back_a_section(talk: Talk, birds: Path) -> None:
    """`p` goes to the section before, and past the first one there is none."""
    said = answers(talk("n", "n", "p", "p", "p", path=birds))
    assert "Section 2 of 4" in said[3]
    assert "Section 1 of 4" in said[4]
    assert said[5].endswith("This is the first section.")


def test_a_table_reads_row_by_row(talk: Talk, birds: Path) -> None:
    """Every cell says what it is."""
    said = talk("g 4", path=birds)
    assert "Table, 2 rows, 2 columns: Bird, Wing" in said
    assert "1. Bird: Little owl; Wing: 56 cm" in said
    assert "2. Bird: Eagle owl[5]\n   Wing: 180 cm" in said


def test_follows_an_anchor_and_comes_back(talk: Talk, birds: Path) -> None:
    """A number opens the link of that number; `u` returns."""
    said = answers(talk("g 4", "4", "u", path=birds))
    assert "Section 2 of 4: Crows" in said[2]
    assert "Section 4 of 4" in said[3]


def test_reads_a_note_where_it_is_called(talk: Talk, birds: Path) -> None:
    """The number of a footnote reads it out, and the place stays."""
    said = answers(talk("n", "3", "n", path=birds))
    assert said[2].split("\n")[1:] == ["Note 1: They use tools."]
    assert "Section 3 of 4" in said[3]


def test_opens_another_document(talk: Talk, birds: Path) -> None:
    """A file beside it opens, as a folder opens at its next document."""
    said = answers(talk("1", "n", "u", path=birds.parent))
    assert "More birds\n2 sections" in said[1]
    assert "Section 2 of 2: End" in said[2]
    assert "Section 1 of 4: Birds" in said[3]
    following = answers(talk("g 4", "n", path=birds.parent))
    assert following[1].endswith("n goes on with More birds.")
    assert "Section 1 of 2: More birds" in following[2]


def test_asks_before_it_leaves_the_folder(talk: Talk, birds: Path, tmp_path: Path) -> None:
    """A document outside opens only for a yes."""
    (tmp_path / "out.md").write_text("# Outside\n\nFar.\n")
    birds.write_text("# In\n\n[out](../out.md)\n")
    said = talk("1", "n", "q", path=birds)
    assert "lies outside the folder that is open" in said.replace("\n", " ")
    assert "Not opened." in said
    assert "Outside\n1 section" in talk("1", "yes", path=birds)


def test_an_address_without_a_browser(talk: Talk, birds: Path, tmp_path: Path) -> None:
    """It is printed whole on a line of its own and queued; `l` says so, `a` takes it out."""
    said = answers(talk("2", "l", "a 2", "l", path=birds, words=WIDE))
    assert said[1].split("\n")[1:3] == [
        "There is no browser here. The address is:",
        "https://birds.example/a",
    ]
    assert said[2].split("\n")[1:] == [
        "1. more: document more.md",
        "2. the site: https://birds.example/a (queued)",
    ]
    assert said[3].endswith("Taken out of the queue: https://birds.example/a")
    assert said[4].endswith("2. the site: https://birds.example/a")


def test_a_refused_address_says_why(talk: Talk, birds: Path) -> None:
    """What the app doesn't open isn't opened here, and `k` tells where it would go."""
    birds.write_text("# A\n\n[x](https://good.example@evil.example/) [y](gone.md) [z](ssh://h)\n")
    said = answers(talk("1", "2", "k 1", "9", "k", path=birds, words=WIDE))
    assert "Not opened: " in said[1]
    assert "there is no such file" in said[2]
    assert "It is not opened: " in said[3]
    assert "There is no link 9." in said[4]
    assert "There are no notes in this section." in said[5]


def test_opens_an_address_in_the_browser(talk: Talk, birds: Path, tmp_path: Path) -> None:
    """A browser is started without a shell, and the address is marked as opened."""
    browser = tmp_path / "browse"
    browser.write_text("#!/bin/sh\n")
    browser.chmod(0o755)
    words = ("--browser", str(browser), *WIDE)
    said = answers(talk("2", "l", path=birds, words=words))
    assert said[1].endswith("Opened https://birds.example/a")
    assert said[2].endswith("(opened)")


def test_tells_when_the_browser_has_failed(
    talk: Talk, birds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What goes wrong after it was started is said after the next line that is typed."""

    def fail_later(_: Browser, __: str, tell: Callable[[str], None]) -> str:
        tell("browse failed with status 3")
        return ""

    monkeypatch.setattr("tui_reader.linear.linking.launch", fail_later)
    browser = tmp_path / "browse"
    browser.write_text("")
    browser.chmod(0o755)
    said = answers(talk("2", "i", path=birds, words=("--browser", str(browser))))
    assert said[2].split("\n")[1] == "browse failed with status 3"


def test_finds_words(talk: Talk, birds: Path) -> None:
    """Case and accents don't count; `/` alone goes on, and round."""
    said = answers(talk("/CAFE", "/cafe", "/owl", "/", "/", "/zebra", "/", path=birds))
    assert said[1].endswith("CAFE: not found in this document.")
    assert "Found, 1 of 1:" in said[2]
    assert "goes on" in said[2]
    assert "Crows are clever. (note 1)[3] A caf\u00e9 keeps one." in said[2]
    assert "It counts." not in said[2]
    numbers = [re.search(r"Found, (\d) of 5", part) for part in said[3:6]]
    assert [number and number[1] for number in numbers] == ["1", "2", "3"]
    assert said[6].endswith("zebra: not found in this document.")


def test_what_was_found_is_read_on_from(talk: Talk, birds: Path) -> None:
    """Enter prints what comes after it; `n` the next section, a heading without text counted."""
    said = answers(talk("/cafe", "", "/owls", "n", path=birds))
    assert said[2].startswith("- It counts.")
    assert said[3].split("\n")[3] == "Section 3 of 4: Owls (level 2)"
    assert "Section 4 of 4: Small owls" in said[4]


def test_a_search_goes_round(talk: Talk, birds: Path) -> None:
    """Behind the last place comes the first one, and it is said."""
    said = answers(talk("g 4", "/clever", path=birds))
    assert "Found, 1 of 1, from the beginning again:" in said[2]


def test_marks_are_kept(talk: Talk, birds: Path, tmp_path: Path) -> None:
    """Bookmarks and notes are written, announced, listed, gone to and taken away."""
    said = answers(talk("n", "b", "c Think of it", "n", "'", "' 1", "k", path=birds, words=WIDE))
    assert said[2].endswith("Bookmarked.")
    assert said[3].endswith("Note kept.")
    assert "1. Bookmark, Birds: Crows: “Crows”" in said[5]
    assert "   Think of it" in said[5]
    assert "Section 2 of 4: Crows (level 2, 1 minute, 1 bookmark, 1 note)" in said[6]
    assert said[7].split("\n")[1:] == ["On “Crows”:", "Think of it"]
    assert on_disk(tmp_path).bookmarks == ["Crows"]
    assert on_disk(tmp_path).notes == ["Think of it"]
    said = answers(talk("c More", "k", "b", "c -", "c -", path=birds))
    assert said[2].endswith("Think of it\nMore")
    assert said[5].endswith("There is no note here.")
    assert on_disk(tmp_path).bookmarks == on_disk(tmp_path).notes == []


def test_explains_the_terms_of_a_section(talk: Talk, birds: Path) -> None:
    """`k` names the terms that the section uses, `k TERM` says what one means."""
    (birds.parent / "glossary.md").write_text("# Glossary\n\n## Feather\n\nA quill.\n")
    said = answers(talk("k", "k feathers", "k beak", "n", "k", path=birds.parent))
    assert said[1].endswith("Terms: Feather. k TERM explains one.")
    assert said[2].endswith("Feather: A quill.")
    assert said[3].endswith("The glossary doesn't have beak.")
    assert said[5].endswith("There are no notes in this section.")
    assert "There is no glossary here." in talk("k beak", path=birds)


def test_marks_a_section_as_read(talk: Talk, birds: Path, tmp_path: Path) -> None:
    """`x` marks it, `.` goes to what isn't read, `o` shows both."""
    said = answers(talk("x", "n", "x", ".", "o", "i", "x", path=birds, words=WIDE))
    assert on_disk(tmp_path).read == ["Birds", "Crows", "Small owls"]
    assert said[1].endswith("Read: Birds")
    assert "Section 4 of 4" in said[4]
    assert said[5].split("\n")[1:] == [
        "1. Birds (1 minute, read)",
        "  2. Crows (1 minute, read)",
        "  3. Owls",
        "    4. Small owls (1 minute, here)",
    ]
    assert "2 of 3 sections read, 1 minute left" in said[6]


def test_what_stood_long_enough_is_read(
    talk: Talk, birds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A section whose text stood as long as reading takes is read; skimming marks nothing."""
    talk("n", "n", path=birds)
    assert on_disk(tmp_path).read == []
    clock = itertools.count(0, 60)
    watch = SimpleNamespace(monotonic=lambda: next(clock))
    monkeypatch.setattr("tui_reader.linear.memory.time", watch)
    talk("g 1", "n", path=birds)
    assert on_disk(tmp_path).read == ["Birds", "Crows", "Small owls"]


def test_goes_on_where_it_was_left(talk: Talk, birds: Path, tmp_path: Path) -> None:
    """The next session begins with the section of the last one."""
    talk("g crows", path=birds)
    assert on_disk(tmp_path).positions == {"birds.md": "Crows"}
    assert "Section 2 of 4: Crows" in answers(talk(path=birds))[0]


def test_begins_at_a_place(talk: Talk, birds: Path) -> None:
    """`--at` takes a heading, a line, a percentage; what isn't there is one line and status 2."""
    for place in ("crows", "5", "30%"):
        assert "Section 2 of 4: Crows" in answers(talk(path=birds, words=("--at", place)))[0]
    talk(path=birds, words=("--at", "geese"))
    assert talk.status == 2


@pytest.mark.parametrize(
    ("wanted", "said"),
    [("9", "There are sections 1 to 4."), ("geese", "no heading like"), ("", "Where to?")],
)
def test_a_place_that_is_not_there(talk: Talk, birds: Path, wanted: str, said: str) -> None:
    """The place stays."""
    parts = answers(talk(f"g {wanted}", "n", path=birds))
    assert said in parts[1]
    assert "Section 2 of 4" in parts[2]


def test_documents_are_listed_by_number(talk: Talk, birds: Path) -> None:
    """`d` lists them, with where the reader is; `d 2` opens one where it was left."""
    said = answers(talk("d", "d 2", "n", "d 1", "d 2", "d 7", path=birds.parent, words=WIDE))
    assert said[1].split("\n")[1:] == ["1. Birds (here)", "2. More birds"]
    assert "More birds\n2 sections" in said[2]
    assert "Section 2 of 2: End" in said[5]
    assert said[6].endswith("There are documents 1 to 2.")
    said = answers(talk("d MORE", "d geese", path=birds.parent, words=WIDE))
    assert said[1].split("\n")[1:] == ["2. More birds (here)"]
    assert said[2].endswith("No title holds that.")


def test_documents_that_can_not_be_read_are_listed_as_such(talk: Talk, birds: Path) -> None:
    """Why is said when one is opened."""
    (birds.parent / "z.md").symlink_to("nowhere.md")
    said = answers(talk("d", "d 3", path=birds.parent, words=WIDE))
    assert said[1].split("\n")[1:] == [
        "1. Birds (here)",
        "2. More birds",
        "3. z.md (can't be read)",
    ]
    assert "z.md: no such file" in " ".join(said[2].split())


def test_what_n_goes_on_with_can_be_read(talk: Talk, birds: Path) -> None:
    """Documents that can't be are passed over; where no other follows, nothing is promised."""
    (birds.parent / "birds 2.md").symlink_to("nowhere.md")
    (birds.parent / "z.md").symlink_to("nowhere.md")
    said = answers(talk("d 1", "g 4", "n", "g 2", path=birds.parent, words=WIDE))
    assert said[2].endswith("n goes on with More birds.")
    assert "birds 2.md: no such file" in " ".join(said[3].split())
    assert "Section 1 of 2: More birds" in said[3]
    assert said[4].endswith("End of More birds.")


def test_a_long_section_comes_in_parts(talk: Talk, tmp_path: Path) -> None:
    """More than a hundred lines stop at a paragraph; Enter prints the rest, nothing twice."""
    path = tmp_path / "long.md"
    words = [f"word{number}" for number in range(400)]
    path.write_text("# Long\n\n" + "\n\n".join(words) + "\n\n## Next\n\nend\n")
    transcript = talk(*[""] * 9, path=path)
    assert "\n1 of 2, more> \n" in transcript
    said = answers(transcript)
    assert said[0].endswith("(The section goes on: Enter prints more.)")
    printed = [line for part in said for line in part.split("\n") if line.startswith("word")]
    assert printed == words
    assert "Section 2 of 2: Next" in "\n".join(said)
    assert "Section 2 of 2" in answers(talk("n", path=path, words=("--at", "Long")))[1]


def test_a_part_that_was_left_is_gone_on_with(talk: Talk, tmp_path: Path) -> None:
    """The place in a long section is kept too."""
    path = tmp_path / "long.md"
    path.write_text("# Long\n\n" + "\n\n".join(f"word{number}" for number in range(400)) + "\n")
    first = answers(talk("", path=path))[1].split("\n")[0]
    again = answers(talk(path=path))[0].split("\n")
    assert "goes on" in " ".join(again)
    assert next(line for line in again if line.startswith("word")) == first


def test_stops_where_a_screen_is_full(talk: Talk, birds: Path) -> None:
    """`page N` stops after N lines, for terminals that keep nothing of what scrolled off."""
    said = answers(talk("page 5", "g 4", "", "", "page 0", "r", path=birds))
    assert [len(part.split("\n")) <= 9 for part in said[2:5]] == [True] * 3
    assert "The section goes on" in said[2]
    assert "The section goes on" not in said[6]


def test_an_empty_document(talk: Talk, tmp_path: Path) -> None:
    """There is nothing to print, and every command has an answer."""
    path = tmp_path / "empty.md"
    path.write_text("")
    names = ("", "n", "p", "r", "o", "g 1", "/a", "1", "l", "k", "a 1", "u", "b", "c a", "x", "i")
    talk(*names, ".", "d", "?", "g 50%", "q", path=path)
    assert talk.status == 0


def test_goes_on_where_nothing_can_be_written(talk: Talk, birds: Path, tmp_path: Path) -> None:
    """The session remembers for itself, and says so once."""
    (tmp_path / "data").write_text("a file where a folder should be")
    said = talk("b", "n", "p", path=birds, words=WIDE)
    assert talk.status == 0
    assert "Section 1 of 4: Birds (1 minute, 1 bookmark)" in said
    assert said.count("not saved") == 1


def test_fits_into_forty_columns(talk: Talk, birds: Path) -> None:
    """No line but an address is wider."""
    said = talk("n", "n", "o", "l", "?", "i", path=birds.parent, words=("--width", "40"))
    wide = [line for line in said.split("\n") if len(line) > 40]
    assert all("http" in line or str(birds.parent.name) in line for line in wide), wide


def test_settings_hold(talk: Talk, birds: Path, tmp_path: Path) -> None:
    """Width and pace are the file's; the command line goes before it."""
    folder = tmp_path / "config" / "alignread"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text("width = 30\npace = 100\n")
    birds.write_text("# Birds\n\n" + "word " * 300 + "\n")
    said = talk(path=birds).split("\n")
    assert "1 section, 3 minutes." in said
    assert max(len(line) for line in said if line.startswith("word")) <= 30
    wide = talk(path=birds, words=("--width", "60")).split("\n")
    assert 30 < max(len(line) for line in wide if line.startswith("word")) <= 60
