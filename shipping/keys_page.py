"""The page of all keys, made from the one table of commands.

``python3 -m shipping.keys_page`` writes ``docs/keys.md`` anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from flashcards.gui.command import Command, Context
from flashcards.gui.commands import COMMANDS
from shipping.names import ROOT

PAGE = ROOT / "docs" / "keys.md"
_HEAD = """\
# Keys

Everything can be done by key, and **Ctrl+K** finds every command by its name. **?** lists the keys
of what is on the screen; **Settings › Keyboard** gives a command other keys. On macOS ⌘ stands for
Ctrl. Single letters act where nothing is being typed.

`python3 -m shipping.keys_page` writes this page from the table of commands.
"""
_WORDS = {"Return": "Enter", "Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}


def page() -> str:
    """The whole page."""
    by_place = sorted(COMMANDS, key=lambda command: list(Context).index(command.context))
    parts = [_HEAD]
    for context, commands in groupby(by_place, key=lambda command: command.context):
        parts.append(_section(str(context).capitalize(), commands))
    return "\n".join(parts)


def _section(title: str, commands: Iterable[Command]) -> str:
    rows = [f"| {one.title.removesuffix('…')} | {_keys(one)} |" for one in commands]
    return "\n".join([f"## {title}", "", "| command | keys |", "|---|---|", *rows, ""])


def _keys(command: Command) -> str:
    # the Enter of the number pad is listed with the other one
    named = [_named(key) for key in command.keys]
    return " or ".join(f"`{key}`" for key in dict.fromkeys(named)) or "by the palette"


def _named(keys: str) -> str:
    parts = keys.replace("++", "+plus").split("+")
    words = "+".join(_WORDS.get(part, part) for part in parts)
    return words.replace("plus", "+").replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
