"""All that can be done by key or menu, declared once.

Menus, shortcuts, the keys of a screen (``?``) and the documentation are made from ``COMMANDS``;
``actions`` turns a command into a QAction. Keys are written as Qt writes them, the first is the
one that is shown. This module needs no Qt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from flashcards.gui.browse import keys as browse_keys
from flashcards.gui.command import Command, Context, Group
from flashcards.gui.roadmap import keys as roadmap_keys
from flashcards.gui.settings import keys as settings_keys
from flashcards.gui.stats import keys as stats_keys
from flashcards.gui.transfer import keys as transfer_keys

_ENTER = ("Return", "Enter")

COMMANDS: tuple[Command, ...] = (
    Command(
        "file.import",
        "Import…",
        ("Ctrl+O", "Ctrl+Shift+I"),
        Context.EVERYWHERE,
        Group.FILE,
    ),
    Command("file.export", "Export…", ("Ctrl+Shift+E",), Context.EVERYWHERE, Group.FILE),
    Command("file.quit", "Quit", ("Ctrl+Q",), Context.EVERYWHERE, Group.FILE),
    Command("edit.undo", "Undo", ("Ctrl+Z", "U"), Context.EVERYWHERE, Group.EDIT),
    Command("edit.redo", "Redo", ("Ctrl+Shift+Z",), Context.EVERYWHERE, Group.EDIT),
    Command("go.today", "Today", ("Ctrl+1",), Context.EVERYWHERE, Group.GO),
    Command("go.roadmap", "Roadmap", ("Ctrl+2",), Context.EVERYWHERE, Group.GO),
    Command("go.browse", "Browse", ("Ctrl+4",), Context.EVERYWHERE, Group.GO),
    Command("go.stats", "Stats", ("Ctrl+5",), Context.EVERYWHERE, Group.GO),
    Command("go.settings", "Settings", ("Ctrl+,",), Context.EVERYWHERE, Group.GO),
    Command("go.back", "Back", ("Esc",), Context.EVERYWHERE, Group.GO),
    Command("go.commands", "Commands…", ("Ctrl+K",), Context.EVERYWHERE, Group.GO),
    Command("go.full_screen", "Full screen", ("F11",), Context.EVERYWHERE, Group.GO),
    Command("help.keys", "Keys of this screen", ("?",), Context.EVERYWHERE, Group.HELP),
    Command("help.open", "Help", ("F1",), Context.EVERYWHERE, Group.HELP),
    Command("today.start", "Start", (*_ENTER, "S"), Context.TODAY, Group.TODAY),
    Command("today.export", "Export…", ("Ctrl+E",), Context.TODAY, Group.TODAY),
    Command("today.next_station", "Next station", ("Right",), Context.TODAY, Group.TODAY),
    Command("today.previous_station", "Previous station", ("Left",), Context.TODAY, Group.TODAY),
    Command("question.show", "Show answer", ("Space", *_ENTER), Context.QUESTION, Group.QUESTION),
    Command(
        "question.show_typed",
        "Compare what is typed",
        ("Ctrl+Return", "Ctrl+Enter"),
        Context.QUESTION,
        Group.QUESTION,
    ),
    Command("question.hint", "Hint", ("H",), Context.QUESTION, Group.QUESTION),
    Command("answer.again", "Again", ("1",), Context.ANSWER, Group.ANSWER),
    Command("answer.hard", "Hard", ("2",), Context.ANSWER, Group.ANSWER),
    Command("answer.good", "Good", ("3", "Space", *_ENTER), Context.ANSWER, Group.ANSWER),
    Command("answer.easy", "Easy", ("4",), Context.ANSWER, Group.ANSWER),
    Command("card.edit", "Edit", ("E",), Context.REVIEW, Group.CARD),
    Command("card.flag", "Flag", ("F",), Context.REVIEW, Group.CARD),
    Command("card.mark", "Mark", ("*",), Context.REVIEW, Group.CARD),
    Command("card.bury", "Bury", ("B", "-"), Context.REVIEW, Group.CARD),
    Command("card.suspend", "Suspend", ("Shift+S", "!"), Context.REVIEW, Group.CARD),
    Command("card.information", "Information", ("I",), Context.REVIEW, Group.CARD),
    Command(
        "editor.save",
        "Save",
        ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"),
        Context.EDITOR,
        Group.CARD,
    ),
    *browse_keys.COMMANDS,
    *roadmap_keys.COMMANDS,
    *settings_keys.COMMANDS,
    *stats_keys.COMMANDS,
    *transfer_keys.COMMANDS,
)

_DECLARED = {command.id: command for command in COMMANDS}
_CHANGED: dict[str, tuple[str, ...]] = {}
_PARTS = {Context.REVIEW: frozenset({Context.QUESTION, Context.ANSWER})}


def use_keys(changed: Mapping[str, tuple[str, ...]]) -> None:
    """Give commands other keys than the declared ones; ids that aren't declared are passed by."""
    _CHANGED.clear()
    _CHANGED.update({key: value for key, value in changed.items() if key in _DECLARED})


def changed_keys() -> Mapping[str, tuple[str, ...]]:
    """The keys that were changed, by the command's id."""
    return dict(_CHANGED)


def declared(command_id: str) -> Command:
    """The command as the program came with it; a KeyError names one that isn't declared."""
    return _DECLARED[command_id]


def command(command_id: str) -> Command:
    """The command of this id with the keys that it has now."""
    found = _DECLARED[command_id]
    if command_id in _CHANGED:
        return replace(found, keys=_CHANGED[command_id])
    return found


def commands() -> tuple[Command, ...]:
    """All commands with the keys that they have now."""
    return tuple(command(one.id) for one in COMMANDS)


def first_key(command_id: str) -> str:
    """The key that is shown for a command, empty when it has none."""
    keys = command(command_id).keys
    return keys[0] if keys else ""


def in_context(context: Context) -> tuple[Command, ...]:
    """The commands of a screen itself, without those that act everywhere."""
    return tuple(
        one
        for one in commands()
        if one.context is not Context.EVERYWHERE and _overlap(one.context, context)
    )


def clashes(among: Iterable[Command] = COMMANDS) -> Iterator[tuple[Command, Command, str]]:
    """Pairs of commands that one key could mean in one place, with that key."""
    for first, second in combinations(among, 2):
        if _overlap(first.context, second.context):
            taken = {key.casefold() for key in first.keys}
            yield from ((first, second, key) for key in second.keys if key.casefold() in taken)


def _overlap(first: Context, second: Context) -> bool:
    """Whether keys of both contexts can act at the same moment."""
    return (
        first is second
        or Context.EVERYWHERE in {first, second}
        or second in _PARTS.get(first, ())
        or first in _PARTS.get(second, ())
    )
