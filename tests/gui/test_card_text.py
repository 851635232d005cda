"""Rich text that can neither read files nor call home."""

from __future__ import annotations

import ctypes
import os
import struct
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QTextCursor, QTextDocument
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from flashcards.gui.theme import Mode, Role, theme
from flashcards.gui.widgets.card_look import Look
from flashcards.gui.widgets.card_media import MOST_PIXELS, load_image
from flashcards.gui.widgets.card_text import CardText
from flashcards.render.svg import LARGEST
from tests.gui.accessible import names

CODE = "```python\nreturn 1\n```"


@pytest.fixture
def text(qtbot: QtBot) -> CardText:
    """A text of 600 pixels on screen."""
    text = CardText("Answer")
    text.resize(600, 400)
    qtbot.addWidget(text)
    text.show()
    return text


def png(width: int = 8, height: int = 4, color: str = "red") -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(color)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data())


def huge_png() -> bytes:
    """A PNG that says it is 60,000 pixels wide and high, in a few hundred bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    lines = zlib.compress(b"\0" * 60_001)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", lines)


@pytest.fixture
def media(tmp_path: Path) -> Path:
    folder = tmp_path / "media"
    folder.mkdir()
    (folder / "a.png").write_bytes(png())
    return folder


def is_drawn(folder: Path | None, reference: str) -> bool:
    return load_image(folder, reference, 640, 1.0) is not None


class TestMedia:
    def test_a_file_of_the_folder_is_drawn(self, media: Path) -> None:
        (media / "ünï co.png").write_bytes(png())
        assert is_drawn(media, "a.png")
        assert is_drawn(media, "%C3%BCn%C3%AF%20co.png")

    @pytest.mark.parametrize(
        "reference",
        ["", "b.png", "../a.png", "media/a.png", "/etc/hostname", "//host/share/a.png",
         "file:///etc/hostname", "..%2fa.png", "%2e%2e%2fa.png", ".", "..", "a.png\x00.txt",
         "C:a.png", "\\\\host\\a.png", "nul"],
    )  # fmt: skip
    def test_nothing_else_is(self, media: Path, reference: str) -> None:
        (media.parent / "a.png").write_bytes(png())
        assert not is_drawn(media, reference)

    def test_without_a_folder_there_is_no_image(self) -> None:
        assert not is_drawn(None, "a.png")

    @pytest.mark.skipif(sys.platform == "win32", reason="needs a right to make links on Windows")
    def test_a_link_out_of_the_folder_is_not_followed(self, media: Path) -> None:
        outside = media.parent / "outside.png"
        outside.write_bytes(png())
        (media / "link.png").symlink_to(outside)
        assert not is_drawn(media, "link.png")

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
    def test_neither_a_pipe_nor_a_folder_is_opened(self, media: Path) -> None:
        os.mkfifo(media / "pipe.png")
        (media / "folder.png").mkdir()
        assert not is_drawn(media, "pipe.png")
        assert not is_drawn(media, "folder.png")

    def test_the_first_bytes_decide_and_not_the_name(self, media: Path) -> None:
        (media / "picture.txt").write_bytes(png())
        (media / "text.png").write_text("no picture")
        (media / "empty.png").write_bytes(b"")
        (media / "cut.png").write_bytes(png()[:40])
        assert is_drawn(media, "picture.txt")
        for name in ("text.png", "empty.png", "cut.png"):
            assert not is_drawn(media, name)

    def test_a_picture_that_would_fill_the_memory_is_not_decoded(self, media: Path) -> None:
        (media / "huge.png").write_bytes(huge_png())
        assert MOST_PIXELS < 60_000 * 60_000
        assert not is_drawn(media, "huge.png")

    def test_a_wide_picture_is_made_narrower(self, media: Path) -> None:
        (media / "wide.png").write_bytes(png(2_000, 100))
        image = load_image(media, "wide.png", 640, 1.0)
        assert (image.width(), image.height()) == (640, 32)
        sharp = load_image(media, "wide.png", 640, 2.0)
        assert (sharp.width(), sharp.devicePixelRatio()) == (1_280, 2.0)

    def test_a_drawing_is_drawn_sharp(self, media: Path) -> None:
        svg = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect id="r"/></svg>'
        (media / "a.svg").write_text(svg)
        image = load_image(media, "a.svg", 640, 2.0)
        assert (image.width(), image.height(), image.devicePixelRatio()) == (40, 20, 2.0)

    @pytest.mark.parametrize(
        "inside",
        ['<image href="file:///etc/hostname"/>', '<image href="a.png"/>', "<script/>",
         '<use href="https://x.org/a.svg#b"/>', "<style>@import 'x';</style>",
         '<a xlink:href="file:///x"/>', '<rect fill="url(file:///x)"/>', "<foreignObject/>"],
    )  # fmt: skip
    def test_a_drawing_that_refers_to_anything_is_not(self, media: Path, inside: str) -> None:
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10">{inside}</svg>'
        (media / "a.svg").write_text(svg)
        assert not is_drawn(media, "a.svg")

    def test_nor_one_with_entities_or_without_end(self, media: Path) -> None:
        (media / "a.svg").write_text('<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg/>')
        (media / "b.svg").write_bytes(b"<svg>" + b" " * LARGEST)
        (media / "c.svg").write_bytes('<svg width="9" height="9"/>'.encode("utf-16"))
        for name in ("a.svg", "b.svg", "c.svg"):
            assert not is_drawn(media, name)


@contextmanager
def openings(*paths: Path) -> Iterator[list[bool]]:
    """Watches files in the kernel; the list says afterwards whether one was opened."""
    libc = ctypes.CDLL(None, use_errno=True)
    watch = libc.inotify_init1(os.O_NONBLOCK)
    opened: list[bool] = []
    try:
        for path in paths:
            assert libc.inotify_add_watch(watch, os.fsencode(path), 0x20) >= 0  # IN_OPEN
        yield opened
        try:
            opened.append(bool(os.read(watch, 4_096)))
        except BlockingIOError:
            opened.append(False)
    finally:
        os.close(watch)


@pytest.mark.skipif(sys.platform != "linux", reason="watches files through inotify")
class TestNothingIsOpened:
    def test_the_watch_itself_sees_an_opening(self, media: Path) -> None:
        with openings(media / "a.png") as opened:
            (media / "a.png").read_bytes()
        assert opened == [True]

    @pytest.mark.parametrize(
        "source",
        ["file://{}", "{}", "/{}", "//localhost{}", "file://localhost{}", "{name}", "./{name}",
         "media/../{name}", "media:../{name}", "media:{}", "media:/{name}", "media:%2e%2e/{name}",
         "qrc:{}", ":{}", "data:text/plain;base64,eA=="],
    )  # fmt: skip
    @pytest.mark.parametrize(
        "markup",
        ['<img src="{}">', '<body background="{}">x', '<p style="background-image: url({})">x</p>',
         '<table background="{}"><tr><td>x</td></tr></table>', '<link rel="stylesheet" href="{}">',
         "<style>@import url({});</style>x", '<ul style="list-style-image: url({})"><li>x</ul>'],
    )  # fmt: skip
    def test_a_file_outside_is_never_opened_even_by_html_that_nobody_sanitised(
        self, text: CardText, media: Path, monkeypatch: pytest.MonkeyPatch, source, markup
    ) -> None:
        secret = media.parent / "secret.png"
        secret.write_bytes(png())
        monkeypatch.chdir(media.parent)  # Qt would look for relative names here
        address = source.format(secret, name=secret.name)
        text.set_media_folder(media)
        with openings(secret) as opened:
            text.set_safe_html(markup.format(address))
            text.grab()
            text.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl(address))
            text.loadResource(QTextDocument.ResourceType.HtmlResource.value, QUrl(address))
            text.setSource(QUrl(address))
        assert opened == [False]

    def test_a_picture_of_the_folder_is(self, text: CardText, media: Path) -> None:
        text.set_media_folder(media)
        with openings(media / "a.png") as opened:
            text.set_markdown("![A tree](a.png)")
            text.grab()
        assert opened == [True]


class TestText:
    def test_it_is_as_tall_as_its_text(self, text: CardText) -> None:
        text.set_markdown("one line")
        one = text.heightForWidth(600)
        text.set_markdown("word " * 200)
        assert one == pytest.approx(theme().line(Role.ANSWER), abs=3)
        assert text.heightForWidth(600) > 5 * one
        assert text.heightForWidth(300) > text.heightForWidth(600)

    def test_a_long_text_is_measured_to_its_end(self, text: CardText) -> None:
        text.set_markdown("```text\n" + "line\n" * 300 + "```")
        assert text.heightForWidth(600) == pytest.approx(300 * 23 + 29, abs=1)

    def test_an_empty_text_takes_no_room(self, text: CardText) -> None:
        text.set_markdown("")
        assert text.heightForWidth(600) == 0

    def test_code_lies_in_a_box_of_its_own(self, text: CardText) -> None:
        text.set_markdown(f"{CODE}\n\n{CODE}\n\nwords")
        sunken = theme().colors.sunken.name()
        image = text.grab().toImage()
        boxes, inside = 0, False
        for y in range(image.height()):
            now = image.pixelColor(300, y).name() == sunken
            boxes += now and not inside
            inside = now
        assert boxes == 2
        assert image.pixelColor(0, 0).name() != sunken  # the corner is round

    def test_wide_code_gets_smaller_and_then_wraps(self, text: CardText) -> None:
        text.set_markdown("```text\n" + "x" * 60 + "\n```")
        narrow = text.heightForWidth(600)
        text.set_markdown("```text\n" + "x" * 75 + "\n```")
        assert text.heightForWidth(600) < narrow
        text.set_markdown("```text\n" + "x" * 400 + "\n```")
        assert text.heightForWidth(600) > 2 * narrow

    def test_a_word_without_end_wraps(self, text: CardText) -> None:
        text.set_markdown("x" * 400)
        assert text.document().idealWidth() <= 600

    def test_it_follows_the_theme(self, text: CardText) -> None:
        text.set_markdown(CODE)
        light = theme().colors.syn_keyword.name()
        assert light in text.toHtml()
        theme().set_mode(Mode.DARK)
        assert light not in text.toHtml()
        assert theme().colors.syn_keyword.name() in text.toHtml()

    def test_it_follows_the_text_size(self, text: CardText) -> None:
        text.set_markdown("words")
        before = text.heightForWidth(600)
        theme().set_text_scale(1.5)
        assert text.heightForWidth(600) > 1.3 * before

    def test_a_role_gives_the_size(self, text: CardText) -> None:
        text.set_markdown("words")
        text.set_look(Look(Role.QUESTION))
        assert text.heightForWidth(600) == pytest.approx(theme().line(Role.QUESTION), abs=4)

    def test_what_is_copied_has_no_room_around_code(self, text: CardText) -> None:
        text.set_markdown("An `a b` here.\n\nThen `c`.")
        text.selectAll()
        text.copy()
        assert QGuiApplication.clipboard().text() == "An a b here.\nThen c."
        cursor = text.textCursor()
        cursor.setPosition(1)
        cursor.setPosition(7, QTextCursor.MoveMode.KeepAnchor)
        text.setTextCursor(cursor)
        assert text.selected_text() == "n a b"

    def test_an_old_picture_is_not_shown_for_another_folder(
        self, text: CardText, media: Path, tmp_path: Path
    ) -> None:
        def is_shown() -> bool:
            image = text.grab().toImage()
            return any(image.pixelColor(4, y).name() == "#ff0000" for y in range(40))

        text.set_media_folder(media)
        text.set_markdown("![](a.png)")
        assert is_shown()
        text.set_media_folder(tmp_path)
        text.set_markdown("![](a.png)")
        assert not is_shown()


class TestLinks:
    def test_a_click_asks_and_goes_nowhere(self, qtbot: QtBot, text: CardText) -> None:
        text.set_markdown("[link](https://x.org/a)")
        with qtbot.waitSignal(text.link_requested) as asked:
            qtbot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(10, 14))
        assert asked.args == ["https://x.org/a"]
        assert text.source().isEmpty()

    def test_the_address_is_shown_before(self, qtbot: QtBot, text: CardText) -> None:
        text.set_markdown("[bank](https://evil.example)")
        qtbot.mouseMove(text.viewport(), QPoint(10, 14))
        assert text.toolTip() == "https://evil.example"

    @pytest.mark.parametrize(
        "address",
        ["file:///etc/passwd", "http://x.org", "//host/share", "javascript:alert(1)", "x.html",
         "ms-settings:", "qrc:/a", "#a"],
    )  # fmt: skip
    def test_other_addresses_ask_nothing(self, text: CardText, address: str) -> None:
        asked: list[str] = []
        text.link_requested.connect(asked.append)
        text.set_safe_html(f'<a href="{address}">x</a>')
        text.anchorClicked.emit(QUrl(address))
        assert asked == []

    def test_only_a_text_with_a_link_is_a_stop_for_tab(self, text: CardText) -> None:
        text.set_markdown("words")
        assert text.focusPolicy() is Qt.FocusPolicy.ClickFocus
        text.set_markdown("[link](https://x.org)")
        assert text.focusPolicy() is Qt.FocusPolicy.StrongFocus
        assert "Answer" in names(text)

    def test_a_link_opens_by_keyboard(self, qtbot: QtBot, text: CardText) -> None:
        text.set_markdown("[link](https://x.org/a)")
        with qtbot.waitActive(text):
            text.activateWindow()
        text.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.keyClick(text, Qt.Key.Key_Tab)
        with qtbot.waitSignal(text.link_requested):
            qtbot.keyClick(text, Qt.Key.Key_Return)


def test_keys_of_the_screen_go_on_to_the_screen(qtbot: QtBot) -> None:
    class Screen(QWidget):
        def __init__(self) -> None:
            super().__init__()
            self.heard: list[int] = []

        def keyPressEvent(self, event) -> None:
            self.heard.append(event.key())

    screen = Screen()
    text = CardText("Answer")
    QVBoxLayout(screen).addWidget(text)
    qtbot.addWidget(screen)
    keys = [Qt.Key.Key_Space, Qt.Key.Key_3, Qt.Key.Key_PageDown, Qt.Key.Key_Up, Qt.Key.Key_H]
    for key in keys:
        qtbot.keyClick(text, key)
    assert screen.heard == keys


def test_a_passive_text_takes_neither_focus_nor_mouse(qtbot: QtBot) -> None:
    text = CardText("", passive=True)
    qtbot.addWidget(text)
    text.set_markdown("[link](https://x.org)")
    assert text.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert text.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
