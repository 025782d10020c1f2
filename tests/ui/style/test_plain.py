"""Words are shown letter by letter: in labels, tooltips, messages and empty states."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QDialog

from mentee_app.ui.style.plain import PlainLabel, literal, plain_tooltip
from mentee_app.ui.widgets import message
from mentee_app.ui.widgets.elided_button import ElidedButton
from mentee_app.ui.widgets.empty_state import EmptyState
from mentee_app.ui.widgets.message import PlainMessage

HOSTILE = [
    "<b>x</b>",
    "a<b and c>d",
    "<img src=/etc/hostname>",
    "&lt;",
    "R&D",
    "two\nlines",
    "",
    "# no heading",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_label_keeps_every_letter(qtbot, text):
    label = PlainLabel(text)
    qtbot.addWidget(label)
    assert label.text() == text
    assert label.textFormat() is Qt.TextFormat.PlainText
    longest = max((label.fontMetrics().horizontalAdvance(line) for line in text.split("\n")), default=0)
    assert label.sizeHint().width() >= longest


def test_markup_is_drawn_as_its_letters_and_not_as_bold(qtbot):
    marked, bare = PlainLabel("<b>x</b>"), PlainLabel("x")
    qtbot.addWidget(marked)
    qtbot.addWidget(bare)
    assert ink(marked) > 4 * ink(bare) > 0


def ink(label):
    """How many pixels the text covers."""
    label.resize(200, 40)
    image = label.grab().toImage()
    ground = image.pixel(199, 39)
    return sum(image.pixel(x, y) != ground for x in range(200) for y in range(40))


@pytest.mark.parametrize(
    "format", [Qt.TextFormat.RichText, Qt.TextFormat.AutoText, Qt.TextFormat.MarkdownText]
)
def test_a_label_refuses_to_interpret(qtbot, format):
    label = PlainLabel("x")
    qtbot.addWidget(label)
    with pytest.raises(ValueError, match="plain text only"):
        label.setTextFormat(format)


def test_one_endless_word_does_not_push_the_window_apart(qtbot):
    label = PlainLabel("w" * 5000, wrap=True)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() < 400


@pytest.mark.parametrize("text", HOSTILE)
def test_a_tooltip_shows_what_was_written(qapp, text):
    shown = QTextDocument()
    shown.setHtml(plain_tooltip(text))
    assert shown.toPlainText() == text


def test_an_empty_tooltip_stays_empty():
    assert plain_tooltip("") == ""


def test_a_long_button_is_elided_and_whole_in_its_tooltip(qtbot):
    button = ElidedButton("Ada & <b>Lovelace</b>\nof London, " * 10)
    qtbot.addWidget(button)
    button.resize(160, 30)
    button.show()
    assert "&lt;b&gt;" in button.toolTip()
    assert button.text().startswith("Ada && ") and button.text().endswith("…")
    assert button.accessibleName() == button.whole and "\n" not in button.whole


def test_an_ampersand_stays_in_a_button():
    assert literal("R&D") == "R&&D"


@pytest.mark.parametrize(
    ("press", "answer"), [("accept_button", True), ("reject_button", False), (None, False)]
)
def test_a_question_is_a_yes_only_by_its_accepting_button(qtbot, press, answer):
    def act():
        message = QApplication.activeModalWidget()
        assert isinstance(message, PlainMessage)
        if press:
            getattr(message, press).click()
        else:
            qtbot.keyClick(message, Qt.Key.Key_Escape)

    QTimer.singleShot(0, act)
    assert message.ask(None, "Delete?", "Ada <b>Lovelace</b>", accept="Delete", reject="Keep") is answer


def test_where_data_is_in_danger_enter_keeps_it(qtbot):
    message = PlainMessage(None, "Empty the trash?", "12 notes", "Empty the trash", "Keep them", danger=True)
    qtbot.addWidget(message)
    message.show()
    with qtbot.waitSignal(message.finished):
        qtbot.keyClick(message, Qt.Key.Key_Return)
    assert message.result() == QDialog.DialogCode.Rejected


def test_enter_takes_a_harmless_offer(qtbot):
    message = PlainMessage(None, "Save?", "12 pages", "Save the PDF", "Cancel")
    qtbot.addWidget(message)
    message.show()
    with qtbot.waitSignal(message.finished):
        qtbot.keyClick(message, Qt.Key.Key_Return)
    assert message.result() == QDialog.DialogCode.Accepted


def test_a_message_without_end_still_fits_the_screen(qtbot):
    message = PlainMessage(None, "So much", "<i>word</i> " * 20_000, "Close")
    qtbot.addWidget(message)
    message.show()
    room = message.screen().availableGeometry()
    assert message.width() <= room.width()
    assert message.height() <= room.height()
    assert message.text.text().startswith("<i>word</i>")


def test_an_empty_state_does_what_its_buttons_say(qtbot):
    done = []
    state = EmptyState(
        "goals", "Nothing <here> yet.", [("R&D", lambda: done.append(1)), ("Look", lambda: done.append(2))]
    )
    qtbot.addWidget(state)
    state.show()
    assert [button.text() for button in state.buttons] == ["R&&D", "Look"]
    for button in state.buttons:
        qtbot.keyClick(button, Qt.Key.Key_Space)
    assert done == [1, 2]
    assert state.accessibleName() == "Nothing <here> yet."


def test_an_empty_state_shows_its_whole_sentence(qtbot):
    state = EmptyState("goals", "A sentence that is long enough to need three lines or more. " * 4, [])
    qtbot.addWidget(state)
    state.resize(900, 600)
    state.show()
    label = state.findChild(PlainLabel)
    assert label.height() >= label.heightForWidth(label.width())
    assert label.height() > 2 * label.fontMetrics().lineSpacing()
