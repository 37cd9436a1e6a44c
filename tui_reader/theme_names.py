"""The names of the themes there are, for those who show no screen: Textual is asked last."""

from collections.abc import Container

from tui_reader.state.settings import Settings

OWN_NAMES = ("terminal", "alignread-dark", "alignread-light")
"""The themes of `ui.themes`, in its order."""


def theme_names() -> list[str]:
    """Return the names of all themes, the reader's own first."""
    from textual.theme import BUILTIN_THEMES

    return [*OWN_NAMES, *sorted(BUILTIN_THEMES)]


def without_unknown_themes(settings: Settings, known: Container[str] | None = None) -> Settings:
    """Return settings that name only themes there are, with a warning for each other one.

    Args:
        settings: What is set.
        known: The names of the themes, where they are at hand.
    """
    for setting in ("theme-dark", "theme-light"):
        name = str(settings.value(setting))
        if name not in OWN_NAMES and name not in (theme_names() if known is None else known):
            from tui_reader.state.settings_file import warning_of

            warning = warning_of(setting, f"no theme '{name}'")
            settings = settings.without(setting).with_warning(warning)
    return settings
