"""What became of advice: one bar in shares, each with its sign, its word and its number; no share is better than another."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from mentee_app import words
from mentee_app.domain.advice import Decision
from mentee_app.i18n import _, ngettext
from mentee_app.ui.style import theme
from mentee_app.ui.widgets.painted import Edge, Key, KeyItem, Painted, draw_words


class ShareBar(Painted):
    """Told apart by pattern, sign and word, never by colour. It is as high as its key needs."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._counts: list[tuple[Decision, int]] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.refresh()

    def show_counts(self, counts: Mapping[Decision, int]) -> None:
        """How much advice there is of each decision."""
        self._counts = [(decision, counts[decision]) for decision in _ORDER if counts.get(decision, 0) > 0]
        self.refresh()

    @property
    def spoken(self) -> str:
        total = sum(count for _decision, count in self._counts)
        if not total:
            return _("No advice yet.")
        whole = ngettext("{count} piece of advice", "{count} pieces of advice", total).format(count=total)
        parts = ", ".join(f"{words.of(decision)} {count}" for decision, count in self._counts)
        return _("{whole}: {parts}.").format(whole=whole, parts=parts)

    def tooltip_at(self, place: QPoint) -> str:
        total = sum(count for _decision, count in self._counts)
        for (decision, count), part in zip(self._counts, self._parts()):
            if self._mirrored(part).adjusted(0, -theme.UNIT, 0, theme.UNIT).contains(place):
                named = _("{decision}: {count} of {total}")
                return named.format(decision=words.of(decision), count=count, total=total)
        return ""

    def sizeHint(self) -> QSize:
        width = theme.scaled(360)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(120), self.heightForWidth(max(self.width(), theme.scaled(120))))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        below = self._key(width).height or self.fontMetrics().lineSpacing()
        return _thick() + theme.UNIT + below

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        below = QRect(0, _thick() + theme.UNIT, self.width(), self.height())
        if not self._counts:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.tones().hairline)
            painter.drawRoundedRect(QRect(0, 0, self.width(), _thick()), theme.HALF, theme.HALF)
            painter.setPen(theme.tones().muted)
            leading = Edge.AlignRight if self.isRightToLeft() else Edge.AlignLeft
            line = QRect(0, below.top(), self.width(), self.fontMetrics().lineSpacing())
            draw_words(painter, line, self.spoken, leading)
            return
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(0, 0, self.width(), _thick()), theme.HALF, theme.HALF)
        painter.setClipPath(clip)
        for (decision, _count), part in zip(self._counts, self._parts()):
            self._paint_part(painter, self._mirrored(part), decision)
        painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.tones().outline, 1))
        painter.drawRoundedRect(QRectF(0.5, 0.5, self.width() - 1, _thick() - 1), theme.HALF, theme.HALF)
        self._key(self.width()).paint(painter, below, self.layoutDirection())

    def _paint_part(self, painter: QPainter, part: QRect, decision: Decision) -> None:
        _fill(painter, part, decision)
        if part.left() > 0:
            painter.setPen(QPen(theme.tones().outline, 1))
            painter.drawLine(part.left(), part.top(), part.left(), part.bottom())

    def _key(self, width: int) -> Key:
        items = []
        for decision, count in self._counts:
            said = f"{words.decision_sign(decision)} {words.of(decision)} {count}"
            items.append(KeyItem(said, partial(_swatch, decision)))
        return Key(items, self.font(), width, [part.left() for part in self._parts()])

    def _parts(self) -> list[QRect]:
        """The shares from the leading edge; the small ones can still be seen."""
        total = sum(count for _decision, count in self._counts)
        least = theme.scaled(6)
        free = self.width() - least * len(self._counts)
        found, start = [], 0.0
        for _decision, count in self._counts:
            end = start + least + free * count / total
            found.append(QRect(round(start), 0, round(end) - round(start), _thick()))
            start = end
        return found

    def _mirrored(self, part: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), QRect(0, 0, self.width(), _thick()), part)


_ORDER = (Decision.TAKE, Decision.ADAPT, Decision.LEAVE, Decision.NOT_YET, Decision.UNDECIDED)
_PATTERNS = {
    Decision.TAKE: Qt.BrushStyle.SolidPattern,
    Decision.ADAPT: Qt.BrushStyle.BDiagPattern,
    Decision.LEAVE: Qt.BrushStyle.NoBrush,
    Decision.NOT_YET: Qt.BrushStyle.Dense6Pattern,
    Decision.UNDECIDED: Qt.BrushStyle.VerPattern,
}


def _thick() -> int:
    return theme.scaled(20)


def _fill(painter: QPainter, part: QRect, decision: Decision) -> None:
    tones = theme.tones()
    painter.fillRect(part, tones.paper)
    painter.fillRect(part, QBrush(tones.muted, _PATTERNS[decision]))


def _swatch(decision: Decision, painter: QPainter, square: QRect) -> None:
    _fill(painter, square, decision)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.tones().outline, 1))
    painter.drawRect(QRectF(square).adjusted(0.5, 0.5, -0.5, -0.5))
