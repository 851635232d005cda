"""Mis-decoded text is mended; clean text of any ordinary language stays as it is."""

from __future__ import annotations

import ftfy.bad_codecs  # noqa: F401  registers the sloppy codecs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.formats.mojibake import examine, mend

CODECS = ("sloppy-windows-1252", "sloppy-windows-1254", "latin-1")

SENTENCES = (
    "Où est-ce qu’on mange ? « Chez l’aïeule », dit-elle… Ça va : déjà l’été, à Noël.",
    "« Oui »\N{NO-BREAK SPACE}: le café\N{NO-BREAK SPACE}! L’ÉTÉ… L’ÂGE — CŒUR",
    "Größe, Straße, Übermut — „groß“, ‚schön‘ und „SCHÖN“; Ärger über Öl…",
    "Çalışma günü: İstanbul’da ığdır, şoför, ağaç “DAĞ” hâlâ… İŞ GÜÇ",
    "¿Está «allí»… mañana? «está»—dijo él. ESPAÑA, PINGÜINO",
    "Amanhã… “manhã” — não é fácil; MAÇÃ, CORAÇÃO",
    "«\N{NO-BREAK SPACE}dağ\N{NO-BREAK SPACE}»… dağ",
    "Più… è così: “perché no”, PIÙ…",
    "Zażółć gęślą jaźń — „ŻÓŁW”…",
    "Příliš žluťoučký kůň úpěl; ÚŽAS, víš… VÍŠ",
    "Știință și țară: „înțelegere”, ÎN ȚARĂ",
    "Tiếng Việt: cơ sở dữ liệu, đường truyền",
    "Ελληνικά: βάσεις δεδομένων",
    "Базы данных и сети — всё, что нужно. Я учусь в школе.",
    "בסיס נתונים",
    "قواعد البيانات، الشبكات",
    "数据库、网络（基础）",
    "データベースとネットワーク",
    "데이터베이스 기초",
    "डेटाबेस की मूल बातें",
    "✅ Learn ⚡ Goal 🛣️ Road 🎯 🔥 👩‍💻 🎙️ 1️⃣ A → B ✔ ★ ─└ ™ © 20 °C 5 € ½ 10×",
    "Å, Ä och Ö: “Ä”… “Ö” – Øl på Ærø",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_clean_text_stays_as_it_is(sentence: str) -> None:
    assert mend(sentence) == sentence
    assert examine(sentence).lost_lines == ()


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_damage_is_undone_once_and_twice(sentence: str, codec: str) -> None:
    damaged = sentence.encode().decode(codec)
    assert damaged != sentence
    assert mend(damaged) == sentence
    assert mend(damaged.encode().decode(codec)) == sentence


@pytest.mark.parametrize(
    ("damaged", "clean"),
    [
        ("âœ… Learn:", "✅ Learn:"),
        ("âš¡ Goal: done", "⚡ Goal: done"),
        ("Node.js â€” promises, async/await", "Node.js — promises, async/await"),
        ("Programming â†’ DSA â†’ Cloud", "Programming → DSA → Cloud"),
        ("DevOps = ğŸ”¥)", "DevOps = 🔥)"),
        ("DevOps = ðŸ”¥)", "DevOps = 🔥)"),
        ("Youâ€™ll see ðŸ’ª", "You’ll see 💪"),
        ("Ã–l und StraÃŸe", "Öl und Straße"),
        ("Ã\N{NO-BREAK SPACE} la carte", "à la carte"),
        ("20Â\N{NO-BREAK SPACE}Â°C", "20\N{NO-BREAK SPACE}°C"),
        ("Ã¢Å“â€¦ Learn", "✅ Learn"),
        ("GRÃ–SSE", "GRÖSSE"),
    ],
)
def test_known_damage(damaged: str, clean: str) -> None:
    assert mend(damaged) == clean


@pytest.mark.parametrize(
    ("damaged", "left"),
    [
        ("ğŸ¯ Final Roadmap Visual:", "Final Roadmap Visual:"),
        ("Contribute to GitHub (even small fixes) ğŸŒ", "Contribute to GitHub (even small fixes)"),
        ("Practice (interview prep) ğŸ™ï¸", "Practice (interview prep)"),
        ("ğŸ›£ï¸ Backend", "🛣 Backend"),
        ("- ðŸ\N{REPLACEMENT CHARACTER}¯ Goal: x", "- Goal: x"),
        ("one ğŸ™ï¸ two", "one two"),
        ("1ï¸âƒ£ Programming", "1\u20e3 Programming"),
        ("âœ Write", "Write"),
        ("ï¿½ lost before", "lost before"),
    ],
)
def test_what_is_left_of_a_lost_character_goes(damaged: str, left: str) -> None:
    assert mend(damaged) == left
    assert examine("\n" + damaged).lost_lines == (2,)


def test_a_closing_quotation_mark_is_known_by_the_opening_one() -> None:
    assert mend("â€œone toolâ€ and â€œotherâ€") == "“one tool” and “other”"
    assert examine("â€œoneâ€").lost_lines == ()


def test_each_line_is_judged_by_itself() -> None:
    assert mend("“café…”\nâœ… cafÃ©\nĞ…\n") == "“café…”\n✅ café\nĞ…\n"


def test_a_clean_quotation_beside_one_damaged_emoji_stays() -> None:
    assert mend("« café\N{NO-BREAK SPACE}» ğŸ”¥") == "« café\N{NO-BREAK SPACE}» 🔥"


def test_a_byte_order_mark_that_was_decoded_goes() -> None:
    assert mend("ï»¿# Roadmap") == "# Roadmap"


ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "abcdefghijklmnoprstuvwxyzàâæçéèêëîïôùûü",
    "abcdefghijklmnoprstuvwzäöüß",
    "abcçdefgğhıijklmnoöprsştuüvyz",
    "abcdefghijlmnñopqrstuvxyzáéíóúü",
    "aąbcćdeęfghijklłmnńoóprsśtuwyzźż",
    "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώ",
    "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "אבגדהוזחטיכלמנסעפצקרשת",
    "数据库网络系统设计缓存队列",
    "ひらがなカタカナ",
    "데이터베이스네트워크",
)
QUOTES = (("“", "”"), ("«\N{NO-BREAK SPACE}", "\N{NO-BREAK SPACE}»"), ("„", "“"), ("(", ")"))
ENDS = ("", ".", ",", "…", "\N{NO-BREAK SPACE}:", " —", "?", "™")
EMOJI = ("✅", "⚡", "🔥", "🛣️", "→", "🎙️", "👩‍💻")


@st.composite
def clean_lines(draw: st.DrawFn) -> str:
    """A line of words of one language, in quotation marks or not, with marks and emoji."""
    words = st.text(draw(st.sampled_from(ALPHABETS)), min_size=2, max_size=9)
    parts: list[str] = []
    for word in draw(st.lists(words, min_size=1, max_size=8)):
        opening, closing = draw(st.sampled_from((*QUOTES, ("", ""), ("", ""))))
        shape = draw(st.sampled_from((str, str.capitalize)))
        parts.append(opening + shape(word) + closing + draw(st.sampled_from(ENDS)))
        if draw(st.booleans()):
            parts.append(draw(st.sampled_from(EMOJI)))
    return " ".join(parts)


@given(st.lists(clean_lines(), max_size=4).map("\n".join))
def test_clean_lines_of_any_language_stay(text: str) -> None:
    assert mend(text) == text


@given(clean_lines(), st.sampled_from(CODECS))
def test_any_damaged_line_comes_back(line: str, codec: str) -> None:
    assert mend(line.encode().decode(codec)) == line


@given(st.text())
def test_any_text_can_be_mended_and_keeps_its_lines(text: str) -> None:
    mended = examine(text)
    assert mended.text.count("\n") == text.count("\n")
    assert all(1 <= line <= text.count("\n") + 1 for line in mended.lost_lines)
