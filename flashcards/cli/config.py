"""``flashcards config``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.cli.call import Call
from flashcards.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashcards.services.library import SettingLine


def config(call: Call) -> int:
    """Show all settings or one, or set one; of the library or of a preset."""
    if call.options.preset is not None:
        return _of_preset(call)
    if call.options.as_library:
        raise UsageError("--as-library is for a setting of a preset: add --preset NAME.")
    key, value = call.options.key, " ".join(call.options.value)
    if key is None:
        with call.reading() as app:
            _answer(call, app.library.settings())
        return 0
    if not call.options.value:
        with call.reading() as app:
            _answer(call, [app.library.setting(key)])
        return 0
    with call.writing() as app:
        app.library.set(key, value)
        _answer(call, [app.library.setting(key)])
    return 0


def _of_preset(call: Call) -> int:
    options = call.options
    text = " ".join(options.value)
    changes = bool(options.value) or options.as_library
    if changes and options.key is None:
        raise UsageError("--as-library needs a KEY.")
    with (call.writing if changes else call.reading)() as app:
        preset = app.presets.find(options.preset)
        if changes:
            app.presets.set(preset, options.key, None if options.as_library else text)
        lines = [each.line for each in app.presets.preset(preset).lines]
        if options.key is not None:
            from flashcards.services.scheduling.presets import preset_setting

            wanted = preset_setting(options.key)
            lines = [line for line in lines if line.setting is wanted]
    _answer(call, lines)
    return 0


def _answer(call: Call, lines: Sequence[SettingLine]) -> None:
    if call.screen.as_json:
        values = {line.setting.key: line.setting.parse(line.value) for line in lines}
        call.screen.document(values)
        return
    rows = [
        (
            call.screen.styled(line.setting.key, "bold"),
            line.value,
            f"{line.setting.title} ({line.setting.help})",
        )
        for line in lines
    ]
    # the FSRS parameters would push everything else off the screen
    rows.sort(key=lambda row: len(row[1]) > 60)
    short = [row for row in rows if len(row[1]) <= 60]
    call.screen.table(short)
    for name, value, title in rows[len(short) :]:
        call.screen.line(f"{name}  {title}:")
        call.screen.line(f"  {value}")


COMMANDS = {"config": config}
