"""What setup.cfg cannot say: wheel and sdist carry their translations compiled.

Without them a stock instance would speak English to everybody, in mails as well.
"""

from pathlib import Path
from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist


LOCALES = Path(__file__).parent / "src" / "leap" / "cop" / "locales"


def compile_translations() -> None:
    """Write a .mo beside each .po, as zope.i18n would at the first start."""
    from pythongettext.msgfmt import Msgfmt

    for source in LOCALES.glob("*/LC_MESSAGES/*.po"):
        with source.open("rb") as lines:
            compiled = Msgfmt(lines, source.stem).getAsFile().read()
        source.with_suffix(".mo").write_bytes(compiled)


class BuildWithTranslations(build_py):
    """Compile before files are collected; a checkout compiles when it starts."""

    def run(self) -> None:
        if not self.editable_mode:
            compile_translations()
        super().run()


class PackWithTranslations(sdist):
    """Compile before files are collected."""

    def run(self) -> None:
        compile_translations()
        super().run()


setup(cmdclass={"build_py": BuildWithTranslations, "sdist": PackWithTranslations})
