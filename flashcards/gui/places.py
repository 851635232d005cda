"""The pages of the window in the order of the rail; each is made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flashcards.gui.commands import first_key
from flashcards.gui.place import Host, Place, PlaceId
from flashcards.gui.widgets.rail import RailItem
from flashcards.language import _


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A page: its name and icon at the rail, the command that goes there, and how it is made.

    ``rail``: None for a page that is reached from others; ``under`` is the page that the rail
    marks meanwhile. ``footer``: whether it stands at the rail's end.
    """

    id: PlaceId
    make: Callable[[Host], Place]
    command: str = ""
    rail: str = ""
    icon: str = ""
    under: PlaceId | None = None
    footer: bool = False


def _today(host: Host) -> Place:
    from flashcards.gui.today.place import TodayPlace

    return TodayPlace(host)


def _roadmap(host: Host) -> Place:
    from flashcards.gui.roadmap.place import RoadmapPlace

    return RoadmapPlace(host)


def _practice(host: Host) -> Place:
    from flashcards.gui.practice.place import PracticePlace

    return PracticePlace(host)


def _settings(host: Host) -> Place:
    from flashcards.gui.settings.place import SettingsPlace

    return SettingsPlace(host)


def _browse(host: Host) -> Place:
    from flashcards.gui.browse.place import BrowsePlace

    return BrowsePlace(host)


def _stats(host: Host) -> Place:
    from flashcards.gui.stats.place import StatsPlace

    return StatsPlace(host)


def _import(host: Host) -> Place:
    from flashcards.gui.transfer.place import ImportPlace

    return ImportPlace(host)


def _planner(host: Host) -> Place:
    from flashcards.gui.planner.place import PlannerPlace

    return PlannerPlace(host)


PLACES = (
    PlaceEntry(PlaceId.TODAY, _today, "go.today", _("Today"), "sun"),
    PlaceEntry(PlaceId.ROADMAP, _roadmap, "go.roadmap", _("Roadmap"), "route"),
    PlaceEntry(PlaceId.PRACTICE, _practice, "go.practice", _("Practice"), "messages-square"),
    PlaceEntry(PlaceId.BROWSE, _browse, "go.browse", _("Browse"), "rows-3"),
    PlaceEntry(PlaceId.STATS, _stats, "go.stats", _("Stats"), "chart-no-axes-column"),
    PlaceEntry(PlaceId.IMPORT, _import, under=PlaceId.BROWSE),
    PlaceEntry(PlaceId.PLANNER, _planner, "go.planner", under=PlaceId.TODAY),
    PlaceEntry(PlaceId.SETTINGS, _settings, "go.settings", _("Settings"), "settings", footer=True),
)


def load_ahead() -> None:
    """Load the code of the page that is largest, so that its first visit need not; in any thread.

    Half of the time until Browse is first painted goes into importing it.
    """
    import flashcards.gui.browse.place  # noqa: F401 - for its effect


def place(place_id: PlaceId) -> PlaceEntry:
    """The entry of a page."""
    return next(entry for entry in PLACES if entry.id is place_id)


def rail_items() -> tuple[RailItem, ...]:
    """What stands at the rail: the pages, then the palette and what else stands at the end."""
    items = [
        RailItem(
            entry.id,
            entry.rail,
            entry.icon,
            "" if entry.footer else first_key(entry.command),
            footer=entry.footer,
        )
        for entry in PLACES
        if entry.rail
    ]
    places = [item for item in items if not item.footer]
    palette = RailItem("commands", _("Commands"), "command", first_key("go.commands"), True, True)
    return (*places, palette, *(item for item in items if item.footer))
