"""How a card of each kind is asked in a terminal, up to the point where it is graded."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from flashcards.cli.card_text import terminal_text
from flashcards.cli.keys import Keys
from flashcards.cli.screen import Screen
from flashcards.domain.note import NoteKind
from flashcards.domain.review import Rating
from flashcards.render.diff import Run, answers_match, token_diff
from flashcards.services.card_view import CardView

_GRADES = {str(int(rating)): rating for rating in Rating}
_NUMBERS = re.compile(r"\d+")


class Wish(Enum):
    """What can be wanted instead of an answer; the value is its key."""

    UNDO = "u"
    REDO = "r"
    BURY = "b"
    SUSPEND = "s"
    QUIT = "q"


WISHES = {wish.value: wish for wish in Wish}
WISHES_LINE = "u undo · r redo · b bury · s suspend · q quit"


@dataclass(frozen=True, slots=True)
class Shown:
    """A card whose answer is to be shown.

    ``right``: whether what was typed or chosen is right, None where nothing was. ``rating``: a
    grade that was given early. ``told``: the answer has been told already, as steps are.
    """

    right: bool | None = None
    rating: Rating | None = None
    told: bool = False


class Asker:
    """Asks cards on a screen."""

    def __init__(self, screen: Screen, keys: Keys) -> None:
        self._screen = screen
        self._keys = keys

    def ask(self, card: CardView) -> Shown | Wish:
        """Show the question and wait until the answer is wanted."""
        screen = self._screen
        screen.line()
        screen.line(terminal_text(card.question, screen))
        screen.line()
        if card.options:
            return self._ask_choice(card)
        if card.steps:
            return self._ask_steps(card)
        if card.expected is not None:
            return self._ask_typed(card, card.expected)
        while True:
            key = self.key(f"Enter shows the answer · {WISHES_LINE}")
            if key in WISHES:
                return WISHES[key]
            if key == "":
                return Shown()

    def tell(self, card: CardView, shown: Shown) -> None:
        """Show the answer and what stands below it."""
        screen = self._screen
        told = shown.told or shown.right is not None or bool(card.options)
        answer = card.remainder if told else card.answer
        if answer.strip():
            screen.line()
            screen.line(terminal_text(answer, screen))
        if card.extra:
            screen.line()
            screen.line(screen.styled(terminal_text(card.extra, screen, "  "), "dim"))
        if card.source:
            screen.line()
            screen.line(screen.styled(terminal_text(f"Source: {card.source}", screen, "  "), "dim"))

    def key(self, words: str) -> str:
        """A key, after saying which ones there are."""
        screen = self._screen
        screen.prompt(screen.styled(f"{words} > ", "dim"))
        key = self._keys.key()
        screen.line(key)
        return key

    def _text(self, words: str) -> str:
        self._screen.prompt(self._screen.styled(f"{words} > ", "dim"))
        text = self._keys.text()
        if not self._keys.waits:  # a terminal has shown what was typed
            self._screen.line(text)
        return text

    def _ask_typed(self, card: CardView, expected: str) -> Shown | Wish:
        if card.kind is NoteKind.PREDICT:
            given = self._lines("Type what it prints, then an empty line; Enter shows the answer")
        else:
            given = self._text("Type the answer; Enter shows it")
        wish = given.strip().lower()
        if wish in WISHES and wish != expected.strip().lower():
            return WISHES[wish]
        if not given.strip():
            return Shown()
        right = answers_match(given, expected, card.kind) or (
            card.kind is NoteKind.PREDICT
            and answers_match(given, _without_empty_lines(expected), card.kind)
        )
        self._compare(given, expected, right=right)
        return Shown(right)

    def _lines(self, words: str) -> str:
        """Lines up to an empty one; a wish that stands alone in the first ends them too."""
        first = self._text(words)
        if not first.strip() or first.strip().lower() in WISHES:
            return first
        lines = [first]
        while line := self._text("…"):
            lines.append(line)
        return "\n".join(lines)

    def _compare(self, given: str, expected: str, *, right: bool) -> None:
        screen = self._screen
        screen.line()
        if right:
            screen.line(self._verdict("Right.", right=True))
            return
        yours, theirs = token_diff(given, expected, fold_case=True)
        screen.line(self._verdict("Not the same.", right=False))
        screen.line("Typed:")
        screen.line(_indented(self._marked(yours, "-")))
        screen.line("Expected:")
        screen.line(_indented(self._marked(theirs, "+")))

    def _verdict(self, words: str, *, right: bool) -> str:
        return self._screen.styled(words, "bold", "green" if right else "red")

    def _marked(self, runs: Sequence[Run], mark: Literal["-", "+"]) -> str:
        """A side with what the other side lacks in colour, or in brackets without colours."""
        screen = self._screen
        parts = []
        for run in runs:
            if run.same or not run.text.strip():
                parts.append(run.text)
            elif screen.colours:
                parts.append(screen.styled(run.text, "red" if mark == "-" else "green"))
            else:
                parts.append(f"[{mark}{run.text}{mark}]")
        return "".join(parts)

    def _ask_choice(self, card: CardView) -> Shown | Wish:
        screen = self._screen
        for number, option in enumerate(card.options, 1):
            screen.line(f"  {number}) {terminal_text(option.text, screen)}")
        given = self._text("The numbers of what is right; Enter shows it")
        wish = given.strip().lower()
        if wish in WISHES:
            return WISHES[wish]
        rights = {number for number, option in enumerate(card.options, 1) if option.right}
        chosen = {int(number) for number in _NUMBERS.findall(given)}
        right = chosen == rights if chosen else None
        screen.line()
        if right is not None:
            screen.line(self._verdict("Right." if right else "Not right.", right=right))
        for number, option in enumerate(card.options, 1):
            mark = screen.styled("✓", "green") if option.right else " "
            screen.line(f"{mark} {number}) {terminal_text(option.text, screen)}")
        return Shown(right)

    def _ask_steps(self, card: CardView) -> Shown | Wish:
        count = len(card.steps)
        for number, step in enumerate(card.steps, 1):
            rating = None
            while True:
                key = self.key(f"Enter shows step {number} of {count} · {WISHES_LINE}")
                rating = _GRADES.get(key)
                if key in WISHES:
                    return WISHES[key]
                if rating is not None or key == "":
                    break
            self._screen.line(terminal_text(f"{number}. {step}", self._screen))
            if rating is not None:
                for later, text in enumerate(card.steps[number:], number + 1):
                    self._screen.line(terminal_text(f"{later}. {text}", self._screen))
                return Shown(rating=rating, told=True)
        return Shown(told=True)


def grade_of(key: str, *, enter: Rating | None) -> Rating | None:
    """The grade of a key: 1 to 4, and for Enter the one given; None for any other key."""
    return enter if key == "" else _GRADES.get(key)


def _indented(text: str) -> str:
    return textwrap.indent(text, "    ")


def _without_empty_lines(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if line.strip())
