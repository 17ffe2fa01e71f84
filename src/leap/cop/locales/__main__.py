"""Keep the translations complete: ``python -m leap.cop.locales [--check]``.

Gathers the messages of the domain leap.cop from Python, templates, ZCML and profiles
(by i18ndude), writes ``leap.cop.pot`` and brings each language's ``leap.cop.po`` up to
date: new messages come in empty, unused ones go, and where the English text changed
the translation is marked fuzzy. English needs no translations; its file may hold some.

With ``--check`` nothing is written. It fails if the above would change the set of
messages, if a translation is missing, fuzzy or has other ${variables} than the
English text, or if any PO file cannot be compiled. Files named ``plone.po`` are ours
too (stock messages on our screens that Plone has not translated) but never written.
"""

from dataclasses import replace
from leap.cop import PACKAGE_NAME as DOMAIN
from leap.cop.locales import po
from pathlib import Path

import argparse
import re
import subprocess
import sys
import tempfile


HERE = Path(__file__).resolve().parent
LANGUAGES = {"en": "English", "bg": "Bulgarian", "ro": "Romanian", "nl": "Dutch"}
#: The language of the texts in the code.
SOURCE = "en"
PLURALS = {
    "ro": "nplurals=3; plural=(n==1 ? 0 : n==0 || (n%100>0 && n%100<20) ? 1 : 2);"
}
HEADER = """\
# {comment}
msgid ""
msgstr ""
"Project-Id-Version: {domain}\\n"
"Language: {code}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"
"Language-Code: {code}\\n"
"Language-Name: {name}\\n"
"Preferred-Encodings: utf-8\\n"
"Domain: {domain}\\n"
"""
VARIABLE = re.compile(r"\$\{?([A-Za-z_][\w-]*)\}?")

Messages = dict[str, po.Message]


class CannotGather(Exception):
    """i18ndude could not read everything."""


def header(code: str = SOURCE, comment: str = "") -> str:
    """Return the head of a language's file."""
    name = LANGUAGES[code]
    return HEADER.format(
        comment=comment or f"{name} texts of {DOMAIN}",
        code=code,
        name=name,
        domain=DOMAIN,
        plurals=PLURALS.get(code, "nplurals=2; plural=(n != 1);"),
    )


def gathered(package: Path) -> Messages:
    """Return the messages in a package's files.

    Raises CannotGather if a file cannot be read: i18ndude says so and goes on.
    """
    with tempfile.TemporaryDirectory() as folder:
        pot = Path(folder) / "gathered.pot"
        command = ["rebuild-pot", "--no-line-numbers", "--pot", pot]
        done = subprocess.run(
            [Path(sys.executable).parent / "i18ndude", *command, "-c", DOMAIN, "."],
            cwd=package,
            capture_output=True,
            text=True,
        )
        said = (done.stdout + done.stderr).strip()
        if done.returncode or said or not pot.is_file():
            raise CannotGather(said or f"i18ndude ended with {done.returncode}")
        messages = po.read(pot)
    # i18ndude lists three files at most, and each file once.
    return {key: replace(m, comments=[], msgstr="") for key, m in messages.items()}


def po_path(language: str, domain: str = DOMAIN) -> Path:
    """Return where a language's texts are."""
    return HERE / language / "LC_MESSAGES" / f"{domain}.po"


def synced(new: Messages, old: Messages) -> Messages:
    """Return the new messages with the old translations."""
    result = {}
    for key, message in new.items():
        before = old.get(key, message)
        changed = bool(before.msgstr) and before.default != message.default
        result[key] = replace(
            message,
            msgstr=before.msgstr,
            comments=before.comments,
            fuzzy=before.fuzzy or changed,
        )
    return result


def rebuild(messages: Messages) -> None:
    """Write the template and each language's file."""
    template = HERE / f"{DOMAIN}.pot"
    top = header(comment=f"Messages of {DOMAIN}, made by `make i18n`")
    template.write_text(po.written(top, messages.values()), encoding="utf-8")
    for language in LANGUAGES:
        path = po_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        texts = synced(messages, po.read(path))
        path.write_text(po.written(header(language), texts.values()), encoding="utf-8")


def differences(name: str, new: Messages, old: Messages) -> list[str]:
    """Say which messages a rebuild would add, drop or change in a file."""
    found = [f"{name}: {key!r} is missing" for key in new.keys() - old.keys()]
    found += [f"{name}: {key!r} is not used" for key in old.keys() - new.keys()]
    found += [
        f"{name}: the English text of {key!r} changed"
        for key in new.keys() & old.keys()
        if new[key].default != old[key].default
    ]
    return sorted(found)


def incomplete(language: str, texts: Messages) -> list[str]:
    """Say which messages are not, or not rightly, translated."""
    found = []
    for key, text in sorted(texts.items()):
        if not text.msgstr:
            if language != SOURCE:
                found.append(f"{language}: {key!r} is not translated")
        elif text.fuzzy:
            found.append(f"{language}: {key!r} is fuzzy")
        elif variables(text.msgstr) != variables(text.english):
            found.append(f"{language}: {key!r} has other variables than the English")
    return found


def variables(text: str) -> set[str]:
    """Return the names of the ${variables} in a text."""
    return set(VARIABLE.findall(text))


def uncompilable() -> list[str]:
    """Say which PO files, of whatever domain, Zope could not compile."""
    from pythongettext.msgfmt import Msgfmt
    from pythongettext.msgfmt import PoSyntaxError

    found = []
    for path in sorted(HERE.glob("*/LC_MESSAGES/*.po")):
        try:
            with path.open("rb") as file:
                Msgfmt(file, name=path.stem).get()
        except (PoSyntaxError, UnicodeDecodeError) as error:
            found.append(f"{path.relative_to(HERE)}: {error}")
    return found


def problems(messages: Messages) -> list[str]:
    """Say all that is not in order."""
    found = uncompilable()
    stored = po.read(HERE / f"{DOMAIN}.pot")
    found += differences(f"{DOMAIN}.pot", messages, stored)
    for language in LANGUAGES:
        texts = po.read(po_path(language))
        found += differences(f"{language}/{DOMAIN}.po", stored, texts)
        found += incomplete(language, texts)
    return found


def main() -> int:
    """Rebuild, or check; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m leap.cop.locales", description=__doc__.split("\n\n")[0]
    )
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check
    try:
        messages = gathered(HERE.parent)
        if not check:
            rebuild(messages)
        found = problems(messages)
    except (CannotGather, po.BrokenFile) as error:
        print(error, file=sys.stderr)
        return 1
    if check:
        print("\n".join(found))
    print(
        f"{len(messages)} messages, {len(found)} to look at in {', '.join(LANGUAGES)}"
    )
    if found and check:
        print("`make i18n` brings messages in; translations are made by hand.")
    return 1 if found and check else 0


if __name__ == "__main__":
    sys.exit(main())
