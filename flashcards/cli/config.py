"""``flashcards config``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.cli.call import Call

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashcards.services.library import SettingLine


def config(call: Call) -> int:
    """Show all settings or one, or set one."""
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
