"""One thing, one word: what screens, mails and letters do not say, in each language.

Each pattern has what is said instead; it is looked for in every text of ours, in a
language's own letters, without regard to case.
"""

from leap.cop.locales import po
from leap.cop.locales.__main__ import HERE
from leap.cop.locales.__main__ import po_path

import html
import pytest
import re


#: What is not said, and what is, in English (docs/glossary.md).
ENGLISH = {
    r"\btellers?\b": "storyteller",
    r"\b(e-mails?|mails?|mailbox(es)?)\b": "email, inbox",
    r"\bsigns\b": "characters",
    r"\bfilms?\b": "video",
    r"\bwhoever\b(?! joins)": "anybody who, people who",
    r"\bfor instance\b": "for example",
    r"\bballots?\b": "dots",
    r"\b(fingerprint|digest of)\b": "check code",
    r"\b(erase|erased|erases)\b": "delete",
    r"\b(mend|mends|mending)\b": "fix",
    r"\bneed not\b": "does not have to",
    r"\banew\b": "again",
    r"\blets? (it|them) go\b": "lift the hold",
    r"\bsite administration\b|\blooks after (the|this) site\b": "site administrator",
    r"\bwho(ever)? runs the (server|site)\b": "the people who run the server",
    r"\bcame? in by\b|\basked to come in\b": "join, ask to join",
    r"\bstory library\b": "Stories",
    r"\bwaiting for review\b": "Stories to review; waiting for a review",
    r"^who is here$|\btopics and rounds\b": "People; Topics",
    r"\b(off|on) the list of\b": "member, remove",
    r"\bleave (it|them) (as it is|there)\b$": "Cancel",
    r"\bseal was opened\b|\bopen the seal\b": "look up who told it",
}

BULGARIAN = {
    r"\bбюлетин": "точки",
    r"\bфилм": "видео",
    r"\bформ(а|ата|и|ите)\b": "формуляр",
    r"\bписма(та)?\b|\bмейл|\bпощенски адрес": "имейл, имейли",
    r"\bлинк": "връзка",
    r"\bрецензент": "преглеждащ",
    r"\bзапечатано": "проверявам кой я е разказал; в регистъра: печат",
    r"\bпрекрат": "изключвам (връзка), оттеглям (покана)",
    r"\b(на|по) път (си )?към\b|\bна път (съм|си|е|са)\b": "предстои да се присъединя",
    r"\bзалич": "изтривам",
    r"\bкомпактир": "пакетирам",
    r"\bадминистрацията? на сайта|\bгриж(а|и|ат)( се)? за (този )?сайта?\b": "администратор на сайта",
    r"\bлице(то)? за закрила": "контакт за закрила",
    r"\bбиблиотека(та)? с": "Истории",
    r"\bчакат преглед$": "Истории за преглед",
    r"\bдневни(к|ци)": "журнал",
    r"\bслужител": "всички в организацията",
    r"\(а\)|\w/а\b": "казано без род: минало свършено време, безлично",
    r"\bизва(ди|ждане)\w* (ли )?(от списъка|на някого)": "премахвам",
    r"\bпочива(т|ше)?\b": "не може да се променя",
    r"\bповдиг": "поставям (въпрос)",
    r"\bанулира": "отменям, отказ",
    r"\bпубличн": "за всички в организацията, публикувана",
    r"\bтърсачк|\bлогн|\bлогва": "търсене, вход, влизам",
    r"\bсе освобо(ди|ждава)|\bосвободи(ш)? я\b|\bосвободена\b|\bосвободи\b": "вдигам спирането",
    r"\bкръг с теми\b": "кръг с предложения",
    r"\bлидер|\bмодератор|\bводещ на общност": "фасилитатор",
    r"\bфасилитирате?\b": "водите общността заедно; фасилитатор съм",
    r"\bдетайл": "подробности",
}

ROMANIAN = {
    r"\bd(ă|ai|au)-i drumul\b|\boprit(ă|e)? deocamdată\b|\bopre(ște|ști) (mai întâi )?povestea\b": "a suspenda, a ridica suspendarea",
    r"\brecen(zent|zi)\w*": "verificator, verificare",
    r"\bînțeleger\w+ de grup\b": "înțelegerea grupului",
    r"\bfilm\w*": "videoclip",
    r"\bbuletin\w*": "buline",
    r"\bcod(ul|uri|urile)?-dovadă\b": "cod de verificare",
    r"\bpe lista (acestei )?comunității\b|\bde pe listă\b": "face parte din comunitate, scoate",
    r"\b(are|au) grijă de (acest )?site\b|\badministrați(a|ei) site-ului\b": "administratorii site-ului",
    r"\blegături(le|lor)?\b": "link",
    r"\bautentific\w*": "conectează-te",
    r"(?<!da, )\bte rog\b": "te rugăm",
    r"\bagend(a|ă|e|ei)\b": "ordinea de zi",
    r"\bproces(ul|e)?-verbal\w*": "notițe",
    r"\btoți angajații\b": "tot personalul",
    r"\bbibliotec\w* de povești\b": "Povești",
    r"\bnumi(ți|ești)? pe nimeni\b": "nu da numele nimănui",
    r"\bfără motiv\b": "fără să spui de ce",
    r"\bce a ieșit\b": "rezultatele",
    r"\bchem(a|i|e) înapoi\b": "a lua înapoi",
    r"\bscopuri(le)?\b": "obiective",
    r"\bse uită (imediat|când)\b": "se șterge",
    r"\bsuperior(i|ul|ului|ii|ilor)?\b": "manager",
    r"\bdecizii(le)?\b": "hotărâri",
    r"\$\{count\} (persoane|oameni|povești|buline|membri)\b": "Persoane: ${count}",
    r"[şţŞŢ]": "ș, ț",
    r" …(?!,)": "… fără spațiu înainte",
}

DUTCH = {
    r"\bgemeenschap(pen)?\b": "community",
    r"\bcommunity[’']s\b": "communities",
    r"\bbeoordel(aars?|ingen|ing)\b": "reviewer, review",
    r"\bfacilitatoren\b": "facilitators",
    r"\b(stilzetten|stil te zetten|stilgezet|zet\w* .*\bstil)\b": "afschermen",
    r"\bcontactpersoon voor veiligheid\b": "contactpersoon bij zorgen",
    r"\bbijna binnen\b": "aankomend lid",
    r"\b(instem\w*|ingestemd|stem\w* (er|hier|daar)?mee in)\b": "toestemming geven",
    r"\bverzegeling\b": "opzoeken wie het vertelde",
    r"\bfilm(s|pje|pjes)?\b": "video",
    r"\be-mail\w*\b": "mail, mailadres",
    r"\bstembriefjes?\b": "stippen",
    r"\b(het|dit|vorige) verslag\b": "de aantekeningen",
    r"\bvoor(te)?zit\w*\b|\bvoorgezeten\b": "gespreksleider, het gesprek leiden",
    r"\bgast(heer|vrouw)\b": "wie ontvangt, Ontvangst",
    r"\bverhalenbibliotheek\b": "Verhalen, alle verhalen",
    r"\b(van|vanaf) de (leden)?lijst (gehaald|halen|af)\b|\bledenlijst\b|\b(al|niet meer|niet) op de lijst\b": "erbij horen, verwijderen",
    r"\buw\b|(?<!\} )\bu\b": "je, jouw",
    r"\bwat eruit kwam, (is|staat)\b": "de uitslag",
    r"\bsitebeheer\b|\bwie (deze|de) site beheert\b": "sitebeheerder",
    r"\bprivéverha\w+\b": "verhaal dat alleen de schrijver leest",
    r"\brekenblad\b": "spreadsheet",
    r"\bnetwerken\b": "sociale media",
    r"\bbinnenlaten\b": "toelaten",
    r"[‘']": "“ ” om woorden, ’ als weglatingsteken",
}

NOT_SAID = {"en": ENGLISH, "bg": BULGARIAN, "ro": ROMANIAN, "nl": DUTCH}


def texts(language: str) -> list[str]:
    """Return the texts of ours in a language, as people read them."""
    if language == "en":
        found = [one.english for one in po.read(HERE / "leap.cop.pot").values()]
    else:
        found = [one.msgstr for one in po.read(po_path(language)).values()]
    return [html.unescape(text) for text in found]


@pytest.mark.parametrize("language", sorted(NOT_SAID))
def test_screens_do_not_say(language):
    said = [
        (text, instead)
        for pattern, instead in NOT_SAID[language].items()
        for text in texts(language)
        if re.search(pattern, text, re.IGNORECASE)
    ]
    assert said == []


def test_a_word_that_is_not_said_is_found():
    assert re.search(next(iter(ENGLISH)), "Its teller reads it", re.IGNORECASE)
    assert not re.search(next(iter(ENGLISH)), "The storyteller", re.IGNORECASE)
