"""A notebook that is open to be read only: fields can be copied from and not typed into, and what would write is disabled."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

from mentee_app.i18n import _
from mentee_app.ui.style.plain import plain_tooltip

_WRITES = "writes"
_CHANGES = frozenset({QEvent.Type.Show, QEvent.Type.EnabledChange, QEvent.Type.ReadOnlyChange})
_TO_COPY = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
_OPENS_A_CHOICE = frozenset(
    {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.Wheel}
)


def writes(*widgets: QWidget) -> None:
    """What these do, and all that stands in them, changes the notebook."""
    for widget in widgets:
        widget.setProperty(_WRITES, True)


def only_reads(*widgets: QWidget) -> None:
    """What these do changes nothing, although they stand in something that does."""
    for widget in widgets:
        widget.setProperty(_WRITES, False)


def refusal() -> str:
    """Why nothing can be changed."""
    return _("The notebook is open to be read only, so nothing can be changed in it now.")


class ToRead(QObject):
    """Watches over everything that is shown in `window` and in its dialogs."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        QApplication.instance().installEventFilter(self)
        for widget in (window, *window.findChildren(QWidget)):
            _hold(widget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _CHANGES and isinstance(watched, QWidget) and self._is_within(watched):
            _hold(watched)
        elif isinstance(watched, QComboBox) and watched.isEditable() and _is_to_write(watched):
            return self._is_within(watched) and (event.type() in _OPENS_A_CHOICE or _is_a_step(event))
        return False

    def _is_within(self, widget: QWidget) -> bool:
        while widget is not None and widget is not self._window:
            widget = widget.parentWidget()
        return widget is not None


def _hold(widget: QWidget) -> None:
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        if not widget.isReadOnly() and _is_to_write(widget):
            _only_show(widget)
    elif widget.isEnabled() and _can_be_worked(widget) and _is_to_write(widget):
        widget.setEnabled(False)
        _explain(widget)


def _can_be_worked(widget: QWidget) -> bool:
    if isinstance(widget, QComboBox):
        return not widget.isEditable()  # what stands in it is to be copied
    if isinstance(widget, QAbstractSlider):
        return not isinstance(widget, QScrollBar)
    return isinstance(widget, QAbstractButton) or bool(widget.property("worked"))


def _only_show(field: QLineEdit | QPlainTextEdit) -> None:
    field.setReadOnly(True)
    if isinstance(field, QPlainTextEdit):
        field.setTextInteractionFlags(_TO_COPY)
    else:
        field.setClearButtonEnabled(False)
    field.setPlaceholderText("")
    _explain(field)
    field.style().unpolish(field)
    field.style().polish(field)


def _explain(widget: QWidget) -> None:
    widget.setToolTip(plain_tooltip(refusal()))
    widget.setAccessibleDescription(refusal())


def _is_to_write(widget: QWidget) -> bool:
    """The nearest of those around it that says so."""
    while widget is not None:
        said = widget.property(_WRITES)
        if said is not None:
            return bool(said)
        if widget.isWindow():
            return False
        widget = widget.parentWidget()
    return False


def _is_a_step(event: QEvent) -> bool:
    steps = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_F4)
    return event.type() == QEvent.Type.KeyPress and event.key() in steps
