"""The agenda of a session: a talking point with where it was carried from, and templates to begin with."""

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from mentee_app import words
from mentee_app.domain import templates as rules
from mentee_app.domain.kinds import Kind
from mentee_app.domain.sessions import AgendaItemDraft, AgendaState
from mentee_app.domain.templates import TemplateDraft
from mentee_app.i18n import _
from mentee_app.queries import carrying, templates
from mentee_app.queries.carrying import Origin
from mentee_app.queries.kept import Kept
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.forms.fields import ChoiceField, TextField
from mentee_app.ui.forms.form import Form
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.plain import literal, one_line
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import days
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.read_only import only_reads


class ItemForm(Form):
    """A talking point, advice, challenge or action."""

    def start_typing(self) -> None:
        """Put the cursor into its text."""
        next(iter(self._fields.values())).start_typing()


class AgendaForm(ItemForm):
    """One talking point. A carried one says from which session, and opens it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.agenda, desk.notices)
        self._desk = desk
        self._origin: Origin | None = None
        self._state = ChoiceField("state", _("State"), _states(False))
        self.add_row(
            TextField("text", _("Talking point"), least=1, enter_ends=True), self._state, stretch=(3, 1)
        )
        self.came_from = QPushButton()
        dress(self.came_from, Role.LINK)
        only_reads(self.came_from)
        self.came_from.setToolTip(_("Open that session"))
        self.came_from.setAccessibleName(_("Open that session"))
        self.came_from.clicked.connect(self._on_came_from)
        row = QHBoxLayout()
        row.addWidget(self.came_from)
        row.addStretch(1)
        self._rows.addLayout(row)
        self.came_from.hide()

    def show_kept(self, shown: Kept[AgendaItemDraft]) -> None:
        self._state.offer(_states(shown.draft.state is AgendaState.CARRIED))
        super().show_kept(shown)
        self._origin = carrying.origin(shown.id) if shown.draft.carried_from else None
        self.came_from.setVisible(self._origin is not None)
        if self._origin:
            sentence = self._spoken(self._origin)
            self.came_from.setText(literal(sentence))
            self.came_from.setAccessibleName(sentence)

    def _spoken(self, origin: Origin) -> str:
        today = self._desk.today()
        day = days.spoken(origin.day.date(), today)
        if origin.session == origin.first_session:
            return _("from {day}").format(day=day)
        first = days.spoken(origin.first_day.date(), today)
        return _("from {day}, first raised {first}").format(day=day, first=first)

    def _on_came_from(self) -> None:
        if self._origin and self.flush():
            self._desk.notices.wanted.emit(Place(Kind.SESSIONS, self._origin.session))


class AgendaTools(QWidget):
    """`points_wanted` carries the points of a template; `saving_wanted`: make a template of this agenda."""

    points_wanted = Signal(object)
    saving_wanted = Signal()
    own_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.button = QPushButton(icon("agenda"), _("Use a template"))
        self.button.setToolTip(_("Talking points to begin with (Ctrl+T)"))
        QShortcut(QKeySequence("Ctrl+T"), self.button).activated.connect(self.button.click)
        dress(self.button, Role.QUIET)
        self.button.clicked.connect(self._on_clicked)
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.UNIT)
        self._hint = caption("")
        row.addWidget(self.button)
        row.addWidget(self._hint, 1)

    def say(self, sentence: str) -> None:
        """Say something quietly, until the menu is opened again."""
        self._hint.setText(sentence)

    def fill(self) -> None:
        """Offer the templates that there are now."""
        self.menu.clear()
        for draft in templates.built_in():
            self._offer(TemplateDraft(_(draft.name), "\n".join(map(_, rules.points_of(draft)))))
        own = templates.own()
        if own:
            self.menu.addSeparator()
        for each in own:
            self._offer(each.draft)
        self.menu.addSeparator()
        self.menu.addAction(_("Save this agenda as a template…"), self.saving_wanted.emit)
        self.menu.addAction(_("My templates…"), self.own_wanted.emit)

    def _offer(self, draft: TemplateDraft) -> None:
        points = rules.points_of(draft)
        action = self.menu.addAction(literal(one_line(draft.name)))
        action.setEnabled(bool(points))
        action.triggered.connect(partial(self._on_chosen, points))

    def _on_chosen(self, points: tuple[str, ...], _checked: bool = False) -> None:
        self.points_wanted.emit(points)

    def _on_clicked(self) -> None:
        self.say("")
        self.fill()
        self.menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))


def _states(carried: bool) -> list[tuple[AgendaState, str]]:
    """Nobody carries a point by hand: it is done when the next session stands."""
    states = [AgendaState.OPEN, AgendaState.REACHED, *([AgendaState.CARRIED] if carried else [])]
    return [(state, words.of(state)) for state in states]
