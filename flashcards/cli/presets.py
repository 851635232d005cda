"""``flashcards presets``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.cli.call import Call
from flashcards.domain.wording import count_text
from flashcards.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashcards.app import App
    from flashcards.services.scheduling.presets import PresetPlace, PresetView


def presets(call: Call) -> int:
    """Show presets, or make, copy, rename, delete and give out one."""
    options = call.options
    places = bool(options.deck or options.stage)
    changes = options.new or options.copy or options.rename or options.delete or places
    if options.off and not places:
        raise UsageError("--off needs --deck or --stage.")
    if options.name is None and changes and not options.off:
        raise UsageError("which preset? `flashcards presets NAME …`.")
    if not changes:
        with call.reading() as app:
            found = _chosen(app, options.name)
        _answer(call, found)
        return 0
    with call.writing() as app:
        name = _changed(call, app)
        found = _chosen(app, name)
    _answer(call, found)
    return 0


def _changed(call: Call, app: App) -> str | None:
    """Do what was asked for; the name of the preset that is to be shown, None: all."""
    from flashcards.storage.preset_rows import LIBRARY

    options, name = call.options, call.options.name
    service = app.presets
    if options.new:
        service.add(name)
    elif options.copy:
        service.add(options.copy, like=service.find(name))
        name = options.copy
    elif options.rename:
        service.rename(service.find(name), options.rename)
        name = options.rename
    elif options.delete:
        service.delete(service.find(name))
        return None
    if options.deck or options.stage:
        places = service.places()
        service.assign(
            LIBRARY if options.off else service.find(name),
            decks=[_place(places.decks, deck) for deck in options.deck],
            stages=[_place(places.stages, f"{stage} ", whole=False) for stage in options.stage],
        )
    return None if options.off else str(name)


def _place(places: Sequence[PresetPlace], name: str, *, whole: bool = True) -> int:
    for place in places:
        known = place.name.casefold()
        if known == name.casefold() if whole else known.startswith(name):
            return place.id
    names = ", ".join(place.name for place in places) or "none yet"
    raise NotFoundError(f"there is no {name.strip()!r}. There are: {names}.")


def _chosen(app: App, name: str | None) -> tuple[PresetView, ...]:
    return app.presets.presets() if name is None else (app.presets.preset(app.presets.find(name)),)


def _answer(call: Call, found: Sequence[PresetView]) -> None:
    screen = call.screen
    if screen.as_json:
        screen.document([_document(view) for view in found])
        return
    if not found:
        screen.line("There are no presets: everything follows the settings of the library.")
        return
    for view in found:
        places = ", ".join((*view.stages, *view.decks)) or "nothing follows it"
        cards = count_text(view.cards, "card")
        screen.line(f"{screen.styled(view.name, 'bold')}  {cards}: {places}")
        rows = [(each.line.setting.key, each.line.value) for each in view.lines if each.own]
        screen.table([(f"  {key}", value) for key, value in rows])


def _document(view: PresetView) -> dict[str, object]:
    return {
        "name": view.name,
        "cards": view.cards,
        "decks": list(view.decks),
        "stages": list(view.stages),
        "settings": {
            each.line.setting.key: each.line.setting.parse(each.line.value)
            for each in view.lines
            if each.own
        },
    }


COMMANDS = {"presets": presets}
