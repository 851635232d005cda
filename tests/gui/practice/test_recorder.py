"""Recording: it begins when asked, and what was said is kept whatever goes wrong."""

from __future__ import annotations

import errno
import wave
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from flashcards.gui.practice import wave_file
from flashcards.gui.practice.microphone import GONE, NO_PARTS, QtSound
from flashcards.gui.practice.recorder import DISK_FULL, Recorded, Recorder
from flashcards.gui.practice.wave_file import WaveFile, loudest
from tests.gui.practice.conftest import Microphone

ONE_SECOND = b"\x10\x00" * 16_000


def length(path: Path) -> float:
    """How long a program that reads WAV takes the file to be."""
    with wave.open(str(path)) as file:
        return file.getnframes() / file.getframerate()


@pytest.fixture
def recorder(qtbot: QtBot, microphone: Microphone) -> Recorder:
    return Recorder(microphone)


def test_nothing_is_heard_before_record_is_pressed(
    recorder: Recorder, microphone: Microphone
) -> None:
    assert not recorder.recording
    assert not microphone.open


def test_a_recording_can_be_played_and_tells_its_level(
    recorder: Recorder, microphone: Microphone, qtbot: QtBot, tmp_path: Path
) -> None:
    heard: list[tuple[float, float]] = []
    recorder.heard.connect(lambda level, seconds: heard.append((level, seconds)))
    path = tmp_path / "recordings" / "answer.wav"
    recorder.start(path)
    microphone.say(2, level=16_000)
    with qtbot.waitSignal(recorder.ended) as ended:
        recorder.stop()
    assert ended.args == [Recorded(path, 2.0)]
    assert length(path) == 2.0
    assert heard[-1] == (pytest.approx(16_000 / 32_767), 2.0)
    assert microphone.stops == 1


def test_a_device_that_vanishes_leaves_what_was_said(
    recorder: Recorder, microphone: Microphone, qtbot: QtBot, tmp_path: Path
) -> None:
    recorder.start(tmp_path / "answer.wav")
    microphone.say(3)
    with qtbot.waitSignal(recorder.ended) as ended:
        microphone.vanish(GONE)
    assert ended.args == [Recorded(tmp_path / "answer.wav", 3.0, GONE)]
    assert length(tmp_path / "answer.wav") == 3.0
    assert not recorder.recording


def test_a_disk_that_fills_leaves_what_was_said(
    recorder: Recorder,
    microphone: Microphone,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recorder.start(tmp_path / "answer.wav")
    microphone.say(2)

    def full(_file: WaveFile, _samples: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(wave_file.WaveFile, "write", full)
    with qtbot.waitSignal(recorder.ended) as ended:
        microphone.say(1)
    assert ended.args == [Recorded(tmp_path / "answer.wav", 2.0, DISK_FULL)]
    assert length(tmp_path / "answer.wav") == 2.0


def test_silence_from_the_start_leaves_no_file(
    recorder: Recorder, microphone: Microphone, qtbot: QtBot, tmp_path: Path
) -> None:
    recorder.start(tmp_path / "answer.wav")
    with qtbot.waitSignal(recorder.refused):
        recorder.stop()
    assert list(tmp_path.iterdir()) == []


def test_without_a_microphone_the_reason_is_said(
    recorder: Recorder, microphone: Microphone, qtbot: QtBot, tmp_path: Path
) -> None:
    microphone.why = "No microphone found."
    with qtbot.waitSignal(recorder.refused) as refused:
        recorder.start(tmp_path / "answer.wav")
    assert refused.args == ["No microphone found."]
    assert not recorder.recording


def test_a_folder_that_cant_be_written_is_told(
    recorder: Recorder, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder")
    with qtbot.waitSignal(recorder.refused):
        recorder.start(tmp_path / "file" / "answer.wav")
    assert not recorder.recording


def test_a_killed_program_loses_less_than_a_second(tmp_path: Path) -> None:
    file = WaveFile(tmp_path / "answer.wav")
    for _ in range(5):
        file.write(ONE_SECOND)
    file.write(ONE_SECOND[: len(ONE_SECOND) // 2])
    assert length(tmp_path / "answer.wav") == 5.0
    file.close()
    assert length(tmp_path / "answer.wav") == 5.5


def test_the_level_of_nothing_is_silence() -> None:
    assert loudest(b"") == 0.0
    assert loudest(b"\x00\x80") == 1.0


def test_without_the_extra_the_reason_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flashcards.gui.practice.microphone.find_spec", lambda _name: None)
    assert QtSound().absent() == NO_PARTS
