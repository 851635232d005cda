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
from flashcards.gui.planner import keys as planner_keys
from flashcards.gui.practice import keys as practice_keys
from flashcards.gui.quick_add import keys as quick_add_keys
from flashcards.gui.roadmap import keys as roadmap_keys
from flashcards.gui.settings import keys as settings_keys
from flashcards.gui.stats import keys as stats_keys
from flashcards.gui.today import keys as today_keys
from flashcards.gui.transfer import keys as transfer_keys
from flashcards.language import _

_ENTER = ("Return", "Enter")

COMMANDS: tuple[Command, ...] = (
    Command(
        "file.import",
        _("Import…"),
        ("Ctrl+O", "Ctrl+Shift+I"),
        Context.EVERYWHERE,
        Group.FILE,
    ),
    Command("file.export", _("Export…"), ("Ctrl+Shift+E",), Context.EVERYWHERE, Group.FILE),
    Command("file.quit", _("Quit"), ("Ctrl+Q",), Context.EVERYWHERE, Group.FILE),
    Command("edit.undo", _("Undo"), ("Ctrl+Z", "U"), Context.EVERYWHERE, Group.EDIT),
    Command("edit.redo", _("Redo"), ("Ctrl+Shift+Z",), Context.EVERYWHERE, Group.EDIT),
    Command("go.today", _("Today"), ("Ctrl+1",), Context.EVERYWHERE, Group.GO),
    Command("go.roadmap", _("Roadmap"), ("Ctrl+2",), Context.EVERYWHERE, Group.GO),
    Command("go.practice", _("Practice"), ("Ctrl+3",), Context.EVERYWHERE, Group.GO),
    Command("go.browse", _("Browse"), ("Ctrl+4",), Context.EVERYWHERE, Group.GO),
    Command("go.stats", _("Stats"), ("Ctrl+5",), Context.EVERYWHERE, Group.GO),
    Command("go.settings", _("Settings"), ("Ctrl+,",), Context.EVERYWHERE, Group.GO),
    Command("go.back", _("Back"), ("Esc",), Context.EVERYWHERE, Group.GO),
    Command("go.commands", _("Commands…"), ("Ctrl+K",), Context.EVERYWHERE, Group.GO),
    Command("go.full_screen", _("Full screen"), ("F11",), Context.EVERYWHERE, Group.GO),
    Command("help.keys", _("Keys of this screen"), ("?",), Context.EVERYWHERE, Group.HELP),
    Command("help.open", _("Help"), ("F1",), Context.EVERYWHERE, Group.HELP),
    Command("help.report", _("Report a problem…"), ("Shift+F1",), Context.EVERYWHERE, Group.HELP),
    Command("today.start", _("Start"), (*_ENTER, "S"), Context.TODAY, Group.TODAY),
    Command("today.export", _("Export…"), ("Ctrl+E",), Context.TODAY, Group.TODAY),
    Command("today.next_station", _("Next station"), ("Right",), Context.TODAY, Group.TODAY),
    Command("today.previous_station", _("Previous station"), ("Left",), Context.TODAY, Group.TODAY),
    Command(
        "question.show", _("Show answer"), ("Space", *_ENTER), Context.QUESTION, Group.QUESTION
    ),
    Command(
        "question.show_typed",
        _("Compare what is typed"),
        ("Ctrl+Return", "Ctrl+Enter"),
        Context.QUESTION,
        Group.QUESTION,
    ),
    Command("question.hint", _("Hint"), ("H",), Context.QUESTION, Group.QUESTION),
    Command("answer.again", _("Again"), ("1",), Context.ANSWER, Group.ANSWER),
    Command("answer.hard", _("Hard"), ("2",), Context.ANSWER, Group.ANSWER),
    Command("answer.good", _("Good"), ("3", "Space", *_ENTER), Context.ANSWER, Group.ANSWER),
    Command("answer.easy", _("Easy"), ("4",), Context.ANSWER, Group.ANSWER),
    Command("card.edit", _("Edit"), ("E",), Context.REVIEW, Group.CARD),
    Command("card.flag", _("Flag"), ("F",), Context.REVIEW, Group.CARD),
    Command("card.mark", _("Mark"), ("*",), Context.REVIEW, Group.CARD),
    Command("card.bury", _("Bury"), ("B", "-"), Context.REVIEW, Group.CARD),
    Command("card.suspend", _("Suspend"), ("Shift+S", "!"), Context.REVIEW, Group.CARD),
    Command("card.information", _("Information"), ("I",), Context.REVIEW, Group.CARD),
    Command(
        "editor.save",
        _("Save"),
        ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"),
        Context.EDITOR,
        Group.CARD,
    ),
    *browse_keys.COMMANDS,
    *planner_keys.COMMANDS,
    *practice_keys.COMMANDS,
    *quick_add_keys.COMMANDS,
    *roadmap_keys.COMMANDS,
    *settings_keys.COMMANDS,
    *stats_keys.COMMANDS,
    *today_keys.COMMANDS,
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
        yield from ((first, second, key) for key in _shared(first, second))


def clashes_of(one: Command) -> Iterator[tuple[Command, str]]:
    """The other commands that a key of one could mean too, with that key, as keys are now."""
    for other in commands():
        if other.id != one.id:
            yield from ((other, key) for key in _shared(one, other))


def _shared(first: Command, second: Command) -> list[str]:
    """The keys that two commands have in one place."""
    if not _overlap(first.context, second.context):
        return []
    taken = {key.casefold() for key in first.keys}
    return [key for key in second.keys if key.casefold() in taken]


def _overlap(first: Context, second: Context) -> bool:
    """Whether keys of both contexts can act at the same moment."""
    return (
        first is second
        or Context.EVERYWHERE in {first, second}
        or second in _PARTS.get(first, ())
        or first in _PARTS.get(second, ())
    )
