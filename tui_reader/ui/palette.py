"""The commands in the palette, from the table of commands."""

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui_reader.commands import COMMANDS, SIDEBAR, Command, key_names

_LISTED = [
    command for command in COMMANDS if command.group != SIDEBAR and "KEY" not in command.action
]


class CommandProvider(Provider):
    """Offers every command, with its keys."""

    async def discover(self) -> Hits:
        """Yield all commands."""
        for command in _LISTED:
            yield DiscoveryHit(command.title, partial(self._run, command), help=_keys(command))

    async def search(self, query: str) -> Hits:
        """Yield the commands that fit what was typed."""
        matcher = self.matcher(query)
        for command in _LISTED:
            if (score := matcher.match(command.title)) > 0:
                yield Hit(
                    score,
                    matcher.highlight(command.title),
                    partial(self._run, command),
                    help=_keys(command),
                )

    async def _run(self, command: Command) -> None:
        await self.screen.run_action(command.action)


def _keys(command: Command) -> str:
    return key_names(command.keys)
