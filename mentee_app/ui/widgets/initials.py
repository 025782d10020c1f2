"""People as their initials in a circle on a quiet colour: names of any script, order and length."""

from functools import lru_cache
from unicodedata import bidirectional, category
from unicodedata import name as letter_name

from PySide6.QtCore import QRect, QRectF, Qt, QTextBoundaryFinder
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import Ink, icon
from mentee_app.ui.style.tones import quiet


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """One or two letters (as a person sees letters) for a name; empty where it has none.

    Particles (de la, van, bin) and titles (Dr) do not count where there is more to the name. Scripts that
    join their letters, and those written without spaces, give one letter.
    """
    words = [word for word in (_bare(each) for each in name.split()) if word]
    if not words:
        return ""
    telling = [word for place, word in enumerate(words, 1) if not _passed_over(word, place == len(words))]
    telling = telling or words[-1:]
    first = _first_letter(telling[0])
    if len(telling) == 1 or not _pairs(first) or not _pairs(_first_letter(telling[-1])):
        return _capital(first)
    return _capital(first) + _capital(_first_letter(telling[-1]))


def paint(painter: QPainter, rect: QRect, name: str, colour: str | None = None) -> None:
    """The circle in the middle of `rect`. `colour` is an area's, by its stored name; None is neutral."""
    tones = theme.tones()
    shade = quiet(colour, tones)
    side = min(rect.width(), rect.height())
    disc = QRect(0, 0, side, side)
    disc.moveCenter(rect.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade.ground)
    painter.drawEllipse(disc)
    letters = initials(name)
    if letters:
        painter.setPen(shade.text)
        painter.setFont(_fitting(painter.font(), letters, side))
        painter.drawText(QRectF(disc), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, letters)
    else:
        inset = side // 4
        icon("person", Ink.MUTED).paint(painter, disc.adjusted(inset, inset, -inset, -inset))
    painter.restore()


_PARTICLES = frozenset(
    "a af al av bin bint d da de degli dei del della den der des di do dos du e el ibn la las le los och of"
    " ten ter the und v van vom von y zu zum zur".split()
)
_TITLES = frozenset("dr prof mr mrs ms mx miss sir dame jr sr phd md hon rev ing dipl mag".split())
_WITHOUT_SPACES = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "THAI", "LAO", "KHMER", "MYANMAR")


def _bare(word: str) -> str:
    """The word without the punctuation around it; emoji stay, brackets and quotes go."""
    start, end = 0, len(word)
    while start < end and not _says_something(word[start]):
        start += 1
    while end > start and category(word[end - 1])[0] in "PZC":
        end -= 1
    return word[start:end]


def _says_something(char: str) -> bool:
    return category(char)[0] in "LN" or category(char) == "So"


def _passed_over(word: str, last: bool) -> bool:
    plain = word.replace(".", "").casefold()
    if plain in _TITLES:
        return True
    return (not last and word[0].islower() and plain in _PARTICLES) or not (
        word[0].isalpha() or word[0].isdigit()
    )


def _first_letter(word: str) -> str:
    """The first letter with all its marks, or the whole emoji; never a torn half."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, word)
    end = finder.toNextBoundary()
    units = word.encode("utf-16-le")
    return units[: end * 2].decode("utf-16-le", "ignore") if end > 0 else word[:1]


def _pairs(letter: str) -> bool:
    if bidirectional(letter[0]) == "AL" or category(letter[0]) == "So":
        return False
    return not letter_name(letter[0], "").startswith(_WITHOUT_SPACES)


def _capital(letter: str) -> str:
    upper = letter.upper()
    return upper if len(upper) == len(letter) else letter


def _fitting(base: QFont, letters: str, side: int) -> QFont:
    font = QFont(base)
    font.setWeight(QFont.Weight.DemiBold)
    font.setPixelSize(max(6, round(side * 0.38)))
    wide = QFontMetricsF(font).horizontalAdvance(letters)
    if wide > side * 0.72:
        font.setPixelSize(max(6, round(font.pixelSize() * side * 0.72 / wide)))
    return font
