"""The words on screen in the person's language, through gettext; English where there is no translation."""

import gettext
import os

from mentee_app import paths

_DOMAIN = "mentee"
_translation: gettext.NullTranslations = gettext.NullTranslations()


def use(language: str | None = None) -> None:
    """Choose the language (like "de" or "pt_BR"); None takes the environment's."""
    global _translation
    languages = [language] if language else None
    _translation = gettext.translation(_DOMAIN, os.fspath(paths.resource("locale")), languages, fallback=True)


def locale_name() -> str:
    """The locale that the surroundings ask for, like "en_US.UTF-8"; "" where they do not say."""
    return next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")


def language() -> str:
    """The language of that locale in two or three letters, like "en"."""
    letters = locale_name().split("_")[0].split(".")[0].split("-")[0]
    return letters.lower() if letters.isalpha() and 2 <= len(letters) <= 3 else "en"


def _(text: str) -> str:
    """The translation of `text`."""
    return _translation.gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """The translation of `one` or `many`, whichever the language wants for `count`."""
    return _translation.ngettext(one, many, count)
