"""In which encoding a table is read, and by which name it is shown."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.errors import FormatError
from flashcards.formats.delimited import ENCODINGS, encoding_name
from flashcards.formats.delimited.encodings import read_text
from flashcards.formats.text import MAX_BYTES

GREETINGS = "front;back\nNaïve — 5 €?;Über 一 и 🛣️\n"

LANGUAGES = [
    ("windows-1252", "Wie heißt der größte Fluss?;Das weiß niemand, natürlich"),
    ("windows-1252", "Où est l'élève?;À l'école, près de la fenêtre, ça va"),
    ("windows-1252", "¿Qué es una clave?;Un índice único, según la tabla del año"),
    ("windows-1252", "O que é coração?;Não são só maçãs, há limões e avós também"),
    ("windows-1252", "Hva er en nøkkel?;Åpner dører på øya, også om høsten, så klart"),
    ("windows-1252", "Hvað er þetta?;Það er eldfjall, ísjaki og þögn á Íslandi"),
    ("windows-1254", "Şifre nedir?;Gizli sözcük; ağda, ışıkta ve çağrıda kullanılır"),
    ("windows-1250", "Który język?;Zażółć gęślą jaźń, źródło i ćma, łódź"),
    ("windows-1250", "Který jazyk?;Příliš žluťoučký kůň úpěl ďábelské ódy"),
    ("windows-1250", "Melyik?;Árvíztűrő tükörfúrógép, őszi eső, gyűrű"),
    ("windows-1251", "Что такое индекс?;Список, по которому ищут строки таблицы"),
    ("windows-1251", "Що таке індекс?;Перелік, за яким знаходять рядки, є й інші їжаки"),
    ("windows-1253", "Τι είναι ευρετήριο;Κατάλογος με τον οποίο βρίσκουμε τις γραμμές"),
    ("windows-1255", "מה זה מפתח;זה שדה שמזהה שורה בטבלה"),
    ("windows-1256", "ما هو الفهرس;قائمة نجد بها الصفوف في الجدول"),
    ("windows-1257", "Kas yra raktas?;Tai laukas, kuris žymi eilutę, ąžuolas, ėjo, šį"),
    ("cp932", "主キーとは何ですか;テーブルの行を一意に識別する列です"),
    ("cp949", "기본 키란 무엇인가;테이블의 행을 고유하게 식별하는 열이다"),
    ("gb18030", "什么是主键;用来唯一标识表中每一行的列,不能为空"),
    ("big5", "什麼是主鍵;用來唯一識別資料表中每一列的欄位,不能是空的"),
]


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
def test_unicode_with_or_without_a_mark_is_read_without_a_word(mark: bytes, codec: str) -> None:
    decoded = read_text(mark + GREETINGS.encode(codec), "t.csv")

    assert decoded.text == GREETINGS
    assert decoded.encoding == codec
    assert decoded.warnings == ()


@pytest.mark.parametrize(("codec", "text"), LANGUAGES)
def test_a_code_page_is_told_by_the_letters_of_its_language(codec: str, text: str) -> None:
    decoded = read_text(f"a;b\n{text}\n".encode(codec), "t.csv")

    assert decoded.text == f"a;b\n{text}\n"
    assert decoded.encoding == codec
    assert [warning.line for warning in decoded.warnings] == [0]


def test_a_code_page_is_named() -> None:
    decoded = read_text("şifre;ağ\n".encode("windows-1254"), "t.csv")

    assert encoding_name(decoded.encoding) == "Windows-1254 (Turkish)"
    assert decoded.warnings[0].message == "The file is not UTF-8; it was read as Windows-1254."


def test_typographic_marks_alone_are_windows_1252() -> None:
    assert read_text("it’s “so” – 5 €\n".encode("windows-1252"), "t.csv").encoding == "windows-1252"


def test_a_person_may_choose_another_encoding() -> None:
    data = "кошка;cat\n".encode("windows-1251")

    decoded = read_text(data, "t.csv", "windows-1252")

    assert decoded.text == data.decode("windows-1252")
    assert decoded.warnings == ()


@pytest.mark.parametrize("codec", [codec for codec, _ in ENCODINGS])
def test_every_encoding_that_is_offered_reads_any_bytes_that_are_text(codec: str) -> None:
    assert read_text("front,back\n".encode(codec), "t.csv", codec).text == "front,back\n"


def test_an_unknown_encoding_is_refused_with_those_there_are() -> None:
    with pytest.raises(FormatError, match=r"no encoding is called 'klingon'; use one of utf-8, "):
        read_text(b"a,b\n", "t.csv", "klingon")


def test_a_damaged_character_costs_no_more_than_itself() -> None:
    data = "ü,ö\nä,ß\n".encode() + b"\xff,b\n" + "é,è\n".encode()

    decoded = read_text(data, "t.csv")

    assert decoded.encoding == "utf-8"
    assert decoded.text == "ü,ö\nä,ß\n\N{REPLACEMENT CHARACTER},b\né,è\n"
    assert decoded.warnings[0].message == (
        "Line 3 has damaged characters; each is shown as \N{REPLACEMENT CHARACTER}."
    )


def test_half_a_surrogate_pair_is_a_damaged_character() -> None:
    data = codecs.BOM_UTF16_LE + "a,b\n".encode("utf-16-le") + b"\x00\xd8" + b",\0c\0"

    decoded = read_text(data, "t.csv")

    assert decoded.text == "a,b\n\N{REPLACEMENT CHARACTER},c"
    assert len(decoded.warnings) == 1


def test_a_few_nul_characters_are_left_out() -> None:
    decoded = read_text(b"a,b\nc\0c,d\0\n", "t.csv")

    assert decoded.text == "a,b\ncc,d\n"
    assert decoded.warnings[0].message == "2 NUL characters are left out."


@pytest.mark.parametrize(
    "data",
    [
        b"SQLite format 3\0\x10\0\x01\x01\0\x40\x20\x20" + bytes(76),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0",
        b"PK\x03\x04" + bytes(range(32)) * 20,
        bytes(100),
    ],
    ids=["sqlite", "png", "zip", "zeros"],
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(FormatError, match=r"^t\.csv: not a table of text"):
        read_text(data, "t.csv")


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(FormatError, match="too large"):
        read_text(bytes(MAX_BYTES + 1), "t.csv")


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=400))
def test_any_bytes_are_text_without_surrogates_or_one_clear_error(data: bytes) -> None:
    try:
        text = read_text(data, "t.csv").text
    except FormatError:
        return
    assert text.encode().decode() == text
    assert "\0" not in text
