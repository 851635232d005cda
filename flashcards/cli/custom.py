"""What ``next`` and ``review`` ask beside the day's cards, as options say."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flashcards.services.studying.day_queue import SessionFilter


def add_custom_options(command: argparse.ArgumentParser) -> None:
    """The options of a study out of turn."""
    ways = command.add_mutually_exclusive_group()
    ways.add_argument(
        "--cram", metavar="QUERY", help="what a search finds, the worst remembered first"
    )
    ways.add_argument(
        "--preview", action="store_true", help="the new cards that come next; they stay new"
    )
    ways.add_argument("--ahead", metavar="N", type=int, help="what falls due in the next N days")
    ways.add_argument("--forgotten", action="store_true", help="what was forgotten today")
    command.add_argument("--limit", metavar="N", type=int, help="N cards at most, of these four")


def session_filter(options: argparse.Namespace, *, goes_on: bool) -> SessionFilter:
    """What the options ask for. ``goes_on``: leave out what was passed earlier today."""
    from flashcards.services.studying.custom_view import CustomStudy, Way
    from flashcards.services.studying.day_queue import SessionFilter

    way = None
    if options.cram is not None:
        way = Way.CRAM
    elif options.preview:
        way = Way.PREVIEW
    elif options.ahead is not None:
        way = Way.AHEAD
    elif options.forgotten:
        way = Way.FORGOTTEN
    if way is None:
        return SessionFilter(deck=options.deck)
    query = options.cram or ""
    if options.deck:
        query = f'{query} deck:"{options.deck}"'.strip()
    days = 1 if options.ahead is None else options.ahead
    study = CustomStudy(way, query, days=days, limit=options.limit, goes_on=goes_on)
    return SessionFilter(custom=study)
