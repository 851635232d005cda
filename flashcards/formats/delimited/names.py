"""What a column is, told by its name: in the languages in which people share their tables."""

from __future__ import annotations

import re
import unicodedata

from flashcards.formats.delimited.model import Target

# Of several columns that could be the same, the one whose name stands first is it.
_WORDS: dict[Target, str] = {
    Target.QUESTION: """
        question front prompt term word q cue problem expression text sentence title
        frage vorderseite begriff ausdruck wort aufgabe
        recto terme mot enonce devant
        pregunta anverso termino palabra frente enunciado
        pergunta termo
        domanda fronte termine parola
        vraag voorkant
        pytanie przod pojecie
        вопрос лицо термин слово
        soru onyuz terim kelime
        fraga framsida sporsmal forside kysymys
        otazka kerdes intrebare питання ερωτηση
        質問 問題 表 单词 正面 问题 題目 질문 문제 앞면
    """,
    Target.ANSWER: """
        answer back response definition meaning translation solution a reply
        antwort ruckseite bedeutung ubersetzung losung
        reponse verso sens traduction
        respuesta reverso definicion significado traduccion solucion
        resposta definicao traducao solucao
        risposta retro definizione significato traduzione soluzione
        antwoord achterkant definitie betekenis vertaling
        odpowiedz tyl definicja znaczenie tłumaczenie
        ответ оборот определение значение перевод
        cevap yanit arkayuz tanim anlam ceviri
        svar baksida bagside vastaus odpoved valasz raspuns відповідь απαντηση
        答え 回答 解答 裏 背面 答案 释义 정답 답변 뜻 뒷면
    """,
    Target.NOTE: """
        note notes why explanation extra backextra details detail comment comments remark remarks
        rationale reason reasoning example examples mnemonic hint background info description
        erklarung begrundung hinweis anmerkung anmerkungen bemerkung notiz beispiel zusatz
        explication remarque exemple pourquoi commentaire
        explicacion nota notas ejemplo comentario porque
        explicacao exemplo observacao porque
        spiegazione esempio perche commento
        uitleg opmerking voorbeeld toelichting
        wyjasnienie uwagi przyklad
        пояснение объяснение примечание пример комментарий
        aciklama notlar ornek neden
        forklaring forklaringar selitys 説明 解説 例 解释 解析 备注 설명 해설 예문
    """,
    Target.SOURCE: """
        source sources reference references url link citation website
        quelle quellen fuente fuentes referencia fonte referencia lien bron zrodlo источник
        ссылка kaynak kalla 出典 来源 출처
    """,
    Target.TOPIC: """
        topic category subject section chapter theme unit module area lesson
        thema kategorie kapitel abschnitt lektion fach
        categorie sujet chapitre rubrique matiere
        categoria tema capitulo asunto seccion unidad assunto argomento
        onderwerp hoofdstuk kategoria temat rozdział тема категория раздел глава
        konu bolum kategori amne emne aihe 分類 カテゴリ 类别 分类 章节 주제 분류
    """,
    Target.TAGS: """
        tags tag labels label keywords keyword difficulty level
        schlagworter schlagworte stichworte motscles etiquettes etiquetas etiqueta etichette
        trefwoorden tagi теги метки etiketler etiket taggar タグ 标签 태그
    """,
    Target.DECK: """
        deck deckname stapel paquet mazo baralho mazzo talia колода deste kortlek デッキ 牌组 덱
    """,
    Target.ID: "id guid uuid uid key noteid cardid questionid externalid identifier",
    Target.KIND: "kind type notetype cardtype questiontype format typ kartentyp notiztyp tipo тип",
    Target.TRACK: "track",
    Target.IMPORTANCE: "importance priority wichtigkeit prioritat importancia prioridad важность",
    Target.RIGHT_ANSWER: """
        correct correctanswer rightanswer correctoption correctchoice answerkey key right
        answerletter correctletter correctindex correctansweroption
        richtig richtigeantwort loesung bonnereponse correcte respuestacorrecta correcta
        respostacorreta correta rispostacorretta corretta juisteantwoord poprawnaodpowiedz
        правильныйответ правильный dogrucevap dogru ratt rattsvar 正解 正确答案 정답
    """,
    Target.OPTION: """
        options choices alternatives distractors answeroptions answerchoices
        optionen antworten antwortmoglichkeiten auswahl propositions choix opciones opcoes opzioni
        alternativas alternative opties varianten варианты secenekler siklar 選択肢 选项 보기
        incorrectanswers wronganswers
    """,
    Target.IGNORE: "no nr number num index row line rownumber # № номер nummer",
}
_OPTION = re.compile(
    r"(?:answer|option|opt|choice|alternative|alternativa|antwort|auswahl|reponse|choix|proposition"
    r"|respuesta|opcion|opcao|resposta|opzione|risposta|optie|odpowiedz|вариант|ответ|secenek|sik"
    r"|wrong|wronganswer|incorrect|incorrectanswer|distractor|falsch|falscheantwort"
    r"|選択肢|选项|보기)(?:[a-j]|10|[0-9])"
)
_LETTERS = "abcdefghij"
# Letters that Unicode does not take apart into a plain one and a mark.
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})


def normalised(name: str) -> str:
    """A name in small letters without accents, blanks and marks."""
    decomposed = unicodedata.normalize("NFKD", name.casefold()).translate(_PLAIN)
    letters = "".join(char for char in decomposed if char.isalnum())
    return unicodedata.normalize("NFC", letters) or name.strip()


def _ranks() -> dict[str, list[tuple[int, Target]]]:
    ranks: dict[str, list[tuple[int, Target]]] = {}
    for target, words in _WORDS.items():
        for rank, word in enumerate(words.split()):
            ranks.setdefault(normalised(word), []).append((rank, target))
    return ranks


_RANKS = _ranks()


def targets_of(name: str) -> list[tuple[int, Target]]:
    """The targets that a column of this name may have, each with its rank; the lower the surer."""
    key = normalised(name)
    if _OPTION.fullmatch(key):
        return [(0, Target.OPTION)]
    return _RANKS.get(key, [])


def lettered(names: list[str]) -> list[int]:
    """The columns named A, B, C … of a quiz; none where there are not two in a row."""
    places: list[int] = []
    for letter in _LETTERS:
        found = [at for at, name in enumerate(names) if normalised(name) == letter]
        if len(found) != 1:
            break
        places += found
    return places if len(places) > 1 else []
