"""What can be typed about presets; nothing heavy is imported to read or explain it."""

from __future__ import annotations

import argparse


def add_config_options(command: argparse.ArgumentParser) -> None:
    """The options of ``flashcards config``."""
    command.add_argument("key", metavar="KEY", nargs="?", help="one setting, else all of them")
    command.add_argument("value", metavar="VALUE", nargs="*", help="what to set it to")
    add_preset_option(command)
    command.add_argument(
        "--as-library",
        action="store_true",
        help="with --preset and KEY: no value of its own any more",
    )


def add_preset_option(command: argparse.ArgumentParser) -> None:
    """The option that names a preset."""
    command.add_argument("--preset", metavar="NAME", help="of this preset, not of the library")


def add_presets_options(command: argparse.ArgumentParser) -> None:
    """The options of ``flashcards presets``."""
    command.add_argument("name", metavar="NAME", nargs="?", help="a preset, else all of them")
    what = command.add_mutually_exclusive_group()
    what.add_argument("--new", action="store_true", help="make it")
    what.add_argument("--copy", metavar="NEW", help="make a copy of it under this name")
    what.add_argument("--rename", metavar="NEW", help="give it another name")
    what.add_argument("--delete", action="store_true", help="take it away")
    command.add_argument(
        "--deck", metavar="DECK", action="append", default=[], help="have this deck follow it"
    )
    command.add_argument(
        "--stage",
        metavar="N",
        type=int,
        action="append",
        default=[],
        help="have this stage of the road follow it",
    )
    command.add_argument(
        "--off", action="store_true", help="have the decks and stages follow the library again"
    )
