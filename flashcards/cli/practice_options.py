"""What can be typed after ``flashcards practice``; nothing heavy is imported for it."""

from __future__ import annotations

import argparse

from flashcards.domain.practice.prompt import Level, PromptKind
from flashcards.domain.practice.setup import LENGTHS, LONGEST, SHORTEST, Preset

WAYS = ("list", "show", "start")
_LONGEST_SEED = 1 << 31


def add_practice_options(command: argparse.ArgumentParser) -> None:
    """Say what can be typed after ``practice``."""
    command.usage = "flashcards practice list | flashcards practice show ID | … start"
    command.add_argument("way", choices=WAYS, help="list prompts, show one, or practise")
    command.add_argument("prompt", metavar="ID", nargs="?", help="the prompt to show, by its id")
    command.add_argument(
        "--kind", choices=[kind.value for kind in PromptKind], nargs="+", default=[],
        help="only prompts of these kinds",
    )  # fmt: skip
    command.add_argument(
        "--stage", metavar="N", type=int, nargs="+", default=[], help="only of these stages"
    )
    command.add_argument(
        "--level", choices=[level.value for level in Level], nargs="+", default=[],
        help="only of these levels",
    )  # fmt: skip
    command.add_argument(
        "--minutes", metavar="M", type=_minutes,
        help=f"how long a session takes (default: {LENGTHS[1]}; a preset has its own length)",
    )  # fmt: skip
    command.add_argument(
        "--preset", choices=[preset.value for preset in Preset if preset.value],
        default=Preset.CUSTOM.value, help="a mock interview that is set up already",
    )  # fmt: skip
    command.add_argument(
        "--even", action="store_true", help="draw evenly instead of the weakest first"
    )
    command.add_argument(
        "--locked", action="store_true", help="draw from stages that are not open yet, too"
    )
    command.add_argument("--seed", metavar="S", type=_seed, help="repeat a draw")
    command.add_argument(
        "--new", action="store_true", help="start anew where a session could be gone on with"
    )


def _minutes(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not SHORTEST <= int(text[:6]) <= LONGEST:
        raise argparse.ArgumentTypeError(f"{text!r} are not {SHORTEST} to {LONGEST} minutes")
    return int(text)


def _seed(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text[:12]) >= _LONGEST_SEED:
        raise argparse.ArgumentTypeError(f"{text!r} is no seed, a whole number")
    return int(text)
