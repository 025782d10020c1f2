"""The skills of an apprenticeship, each on its ladder: to learn, watched, helped, did it supervised, do it alone."""

from typing import Any

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from mentee_app import words
from mentee_app.domain import relationships
from mentee_app.domain.relationships import SkillDraft, Stage
from mentee_app.i18n import _
from mentee_app.queries import kept
from mentee_app.queries import relationships as queries
from mentee_app.queries.kept import Kept
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.fields import Field, LineField, TextField
from mentee_app.ui.forms.form import Form
from mentee_app.ui.forms.items import ItemKind, ItemList
from mentee_app.ui.style import theme
from mentee_app.ui.widgets.heading import caption

_STAGES = tuple(Stage)
_UP = (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Up)
_DOWN = (Qt.Key.Key_Minus, Qt.Key.Key_Down)


class SkillLadder(QWidget):
    """The skills of one apprenticeship, and how many stand at each stage."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._owner: int | None = None
        self.list = ItemList(desk, _skills(desk))
        self.counts = caption("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.HALF)
        column.addWidget(self.list)
        column.addWidget(self.counts)

    def show_owner(self, owner: int) -> None:
        """Show the skills of this apprenticeship (id)."""
        self._owner = owner
        self.list.show_owner(owner)
        self.count()

    def reload(self) -> None:
        """Ask for the skills again."""
        self.list.reload()
        self.count()

    def count(self) -> None:
        """Say again how many stand at each stage."""
        if self._owner is None:
            return
        found = queries.stages(self._owner)
        if any(found.values()):
            parts = [f"{words.of(stage)}: {number}" for stage, number in found.items()]
            self.counts.setText(" · ".join(parts))
        else:
            self.counts.setText(_("Write down what there is to learn, one thing a line. + and − move it on."))

    def put_focus(self, skill: int) -> bool:
        """Put the focus on a skill (id); whether it is here."""
        form = self.list.form_of(skill)
        if isinstance(form, SkillForm):
            form.stage.start_typing()
        return form is not None


class SkillForm(Form):
    """One skill."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.skills, desk.notices)
        self.name = LineField("name", _("Skill"))
        self.stage = StageField("stage", _("Stage"))
        self.add_row(self.name, self.stage, stretch=(3, 2))
        self.add_row(TextField("note", _("Note"), least=1))
        self.name.edited.connect(self._name_the_stage)
        self._fit()

    def show_kept(self, shown: Kept[SkillDraft]) -> None:
        super().show_kept(shown)
        self._name_the_stage()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """The name of a skill is never cut to less than a few words."""
        self.name.widget.setMinimumWidth(16 * self.fontMetrics().averageCharWidth())

    def _name_the_stage(self) -> None:
        self.stage.tell_of(self.name.value())


class StageField(Field):
    """A stage on the ladder; + and − move it, and so do the buttons beside it."""

    def __init__(self, name: str, label: str) -> None:
        box = QWidget()
        self.ladder = _Ladder()
        self.back = _button("−")
        self.on = _button("+")
        super().__init__(name, label, box)
        self._label = label
        self._skill = ""
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.HALF)
        for widget in (self.back, self.ladder, self.on):
            row.addWidget(widget)
        row.addStretch(1)
        box.setFocusProxy(self.ladder)
        self.ladder.installEventFilter(self)
        self.ladder.stepped.connect(self._step)
        self.back.clicked.connect(self._on_back)
        self.on.clicked.connect(self._on_on)
        self.show_value(Stage.TO_LEARN)

    def value(self) -> Stage:
        return self.ladder.stage

    def show_value(self, value: Any) -> None:
        self.ladder.show_stage(value)
        self.label.setText(_("{label}: {stage}").format(label=self._label, stage=words.of(value)))
        self.back.setEnabled(value is not _STAGES[0])
        self.on.setEnabled(value is not _STAGES[-1])
        self.tell_of(self._skill)

    def tell_of(self, skill: str) -> None:
        """Name the skill to screen readers."""
        self._skill = skill
        place = _STAGES.index(self.ladder.stage) + 1
        stage = words.of(self.ladder.stage)
        self.ladder.setAccessibleName(
            _("Stage of {skill}: {stage}, step {place} of {all}").format(
                skill=skill, stage=stage, place=place, all=len(_STAGES)
            )
        )
        self.back.setAccessibleName(_("Move {skill} one step back").format(skill=skill))
        self.on.setAccessibleName(_("Move {skill} one step on").format(skill=skill))

    def _on_back(self) -> None:
        self._step(-1)

    def _on_on(self) -> None:
        self._step(1)

    def _step(self, by: int) -> None:
        stage = relationships.moved_on(self.ladder.stage, by)
        if stage is not self.ladder.stage:
            if not (self.ladder.hasFocus()):
                self.ladder.setFocus()  # the button that was pressed can be switched off by this step
            self.show_value(stage)
            self.edited.emit()
            self.left.emit()


class _Ladder(QWidget):
    """Five bars, each higher than the one before; those that are reached are filled."""

    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.stage = Stage.TO_LEARN
        self.setProperty("worked", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(_("+ moves it on, − moves it back"))

    def show_stage(self, stage: Stage) -> None:
        self.stage = stage
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(88), theme.scaled(30))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _UP or event.key() in _DOWN:
            self.stepped.emit(1 if event.key() in _UP else -1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a bar moves there."""
        width = self.width() / len(_STAGES)
        place = min(int(event.position().x() / width), len(_STAGES) - 1)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            place = len(_STAGES) - 1 - place
        self.stepped.emit(place - _STAGES.index(self.stage))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tones = theme.tones()
        reached = _STAGES.index(self.stage)
        for place in range(len(_STAGES)):
            painter.setPen(tones.outline)
            painter.setBrush(tones.accent if place <= reached else tones.paper)
            painter.drawRoundedRect(self._bar(place), 2, 2)
        if self.hasFocus():
            theme.paint_focus_ring(painter, self.rect())

    def _bar(self, place: int) -> QRect:
        inside = self.rect().adjusted(5, 5, -5, -5)
        width = inside.width() // len(_STAGES)
        shown = place
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            shown = len(_STAGES) - 1 - place
        height = inside.height() * (place + 2) // (len(_STAGES) + 1)
        return QRect(inside.left() + shown * width + 1, inside.bottom() - height, width - 4, height)


def _button(sign: str) -> QToolButton:
    button = QToolButton()
    button.setText(sign)
    button.setProperty("role", "chip")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def _skills(desk: Desk) -> ItemKind:
    return ItemKind(
        title=_("Skills to learn"),
        icon="flag",
        add=_("Add a skill"),
        remove=_("Delete this skill"),
        service=desk.skills,
        text_field="name",
        kept=lambda relationship: kept.several(SkillDraft, "relationship", relationship),
        begun=lambda relationship, text, place: SkillDraft(relationship, text, position=place),
        form=lambda: SkillForm(desk),
    )
