"""What the panels over the text have in common: one declaration of their keys.

A panel's `BINDINGS` say all of its keys. Each has a description of one or two words, for the line
at the foot, or a tooltip, which is what the help says, or both. `?` shows them in any panel, before
the keys of the reader.
"""

from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tui_reader.commands import key_name, key_names
from tui_reader.ui.bindings import rebind_one

if TYPE_CHECKING:
    from tui_reader.ui.app import ReaderApp

AnswerType = TypeVar("AnswerType")

LIST_LOOK = """
    align: center middle;
    & > OptionList {
        width: 100%;
        height: 1fr;
        background: $background;
        border: round $reader-line;
        border-title-color: $foreground;
        scrollbar-size-vertical: 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    & > Label { dock: bottom; width: 100%; padding: 0 1; color: $reader-muted;
        background: $reader-chrome; }
"""
"""The rules of a panel that is a list with a line of keys below it."""


class Overlay(ModalScreen[AnswerType]):
    """What lies over the text and ends with an answer, once."""

    _has_ended = False

    @property
    def has_parts(self) -> bool:
        """Whether what it consists of is there: not yet at first, and at the end not any more."""
        return self.is_attached and bool(self.children)

    def dismiss(self, result: AnswerType | None = None) -> AwaitComplete:
        """End with an answer, if it is on top.

        What was typed ahead may ask for it twice, or when it has gone or lies below another panel,
        which Textual would take away instead.
        """
        if self._has_ended or not self.is_active:
            return AwaitComplete.nothing()
        self._has_ended = True
        return super().dismiss(result)


class Panel(Overlay[AnswerType]):
    """The base of the panels."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "panel_help", tooltip="Help", show=False, id="program.help"),
    ]
    HELP_TITLE: ClassVar[str] = "This panel"
    """What its keys stand under in the help."""

    def on_mount(self) -> None:
        """Have the help on the keys that it has."""
        keymap = self.reader_app.keymap
        if keymap is not None:
            rebind_one(self, "program.help", keymap)

    @property
    def reader_app(self) -> "ReaderApp":
        return cast("ReaderApp", self.app)

    def key_rows(self) -> list[tuple[tuple[str, ...], str]]:
        """Return keys and what they do, one row for each binding that says so."""
        rows: dict[str, tuple[tuple[str, ...], str]] = {}
        for binding in _declared(type(self)):
            said = binding.tooltip or binding.description
            if said and binding.action != "panel_help":
                keys = tuple(binding.key.split(","))
                before = rows.get(said, ((), ""))[0]
                rows[said] = ((*before, *keys), said)
        return list(rows.values())

    @classmethod
    def keys_line(cls) -> str:
        """Return the line at the foot: the keys that are shown, closing last."""
        shown = [each for each in _declared(cls) if each.show and each.description]
        shown.sort(key=lambda each: each.key.startswith("escape"))
        return "  ".join(f"{key_name(each.key.split(',')[0])} {each.description}" for each in shown)

    def action_panel_help(self) -> None:
        """Show this panel's keys, then the reader's."""
        from tui_reader.ui.screens.help import show_help

        rows = [(key_names(keys), said) for keys, said in self.key_rows()]
        show_help(self.reader_app, (self.HELP_TITLE, rows))


def _declared(cls: type[Panel]) -> list[Binding]:
    """Return the bindings of a class, then those of its bases for other keys."""
    found: list[Binding] = []
    taken: set[str] = set()
    for base in cls.__mro__:
        if issubclass(base, Panel):
            own = base.__dict__.get("BINDINGS", ())
            added = [each if isinstance(each, Binding) else Binding(*each) for each in own]
            found += [each for each in added if not taken.issuperset(each.key.split(","))]
            taken.update(key for each in added for key in each.key.split(","))
    return found
