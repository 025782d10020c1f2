"""What the monkey does in menus and dialogs that ask for one certain thing: lines, files, passphrases, and the way out."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLineEdit, QMenu, QPushButton, QWizard

from mentee_app.ui.safekeeping.passphrase_dialog import PassphraseDialog
from mentee_app.ui.safekeeping.unlock_dialog import UnlockDialog
from tests.soak import monkey_files
from tests.soak.monkey_scene import Choice, Scene, Step

PASSPHRASES = ("correct horse", "дом у моря", "battery staple")
"""All that the monkey ever sets."""

_SECONDS = ("second", "backup")
"""In the title of a dialog that asks for a folder to copy to, not to read."""


def popup(scene: Scene, choice: Choice) -> Step | None:
    """In a menu that is open: one of its lines, or away."""
    if not isinstance(scene.root, QMenu):
        return None
    opened = scene.root
    found = choice.by_name({**actions_of(opened), "away": None})
    if found is None or found[1] is None:
        return Step("away", opened.close)
    name, action = found

    def do() -> None:
        opened.setActiveAction(action)
        QTest.keyClick(opened, Qt.Key.Key_Return)

    return Step(name, do)


def leave(scene: Scene, _choice: Choice) -> Step | None:
    """Away from what is in front: Escape."""
    if scene.is_window:
        return None
    root = scene.root
    return Step(
        f"{type(root).__name__} {root.windowTitle()}"[:60], lambda: QTest.keyClick(root, Qt.Key.Key_Escape)
    )


def go_on(scene: Scene, choice: Choice) -> Step | None:
    """In a dialog the button that goes on, in the wizard an answer or the next page."""
    if scene.is_window:
        return None
    if isinstance(scene.root, QWizard):
        wizard, number = scene.root, choice.chance.randrange(1, 5)
        if choice.chance.random() < 0.5:
            return Step(f"answer {number}", lambda: QTest.keyClick(wizard, Qt.Key(Qt.Key.Key_0 + number)))
        return Step("next", wizard.next)
    defaults = [each for each in scene.buttons() if isinstance(each, QPushButton) and each.isDefault()]
    found = choice.of(defaults)
    return found and Step(found[0], found[1].click)


def answer_file(scene: Scene, choice: Choice) -> Step | None:
    """In a dialog for files: one of the monkey's own, or none. It goes nowhere else on this disk."""
    dialog = scene.root
    if not isinstance(dialog, QFileDialog):
        return None
    found = choice.by_name({"none": None, **_places_for(dialog, choice.files)})
    if found is None or found[1] is None:
        return Step("none", dialog.reject)
    path = found[1]

    def do() -> None:
        dialog.setDirectory(str(choice.files))
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        line.setText(str(path))
        box = dialog.findChild(QDialogButtonBox)
        accepts = QDialogButtonBox.ButtonRole.AcceptRole
        next(each for each in box.buttons() if box.buttonRole(each) is accepts).click()

    return Step(found[0], do)


def passphrase(scene: Scene, choice: Choice) -> Step | None:
    """In the dialogs for a passphrase: one that the monkey knows, at times the wrong one."""
    dialog, chance = scene.root, choice.chance
    old, new = chance.choice(PASSPHRASES), chance.choice(PASSPHRASES)
    if isinstance(dialog, UnlockDialog):
        if dialog.line.isReadOnly():
            return None
        return Step(old, lambda: (dialog.line.setText(old), dialog.open_button.click()))
    if not isinstance(dialog, PassphraseDialog):
        return None
    remove = chance.random() < 0.3

    def do() -> None:
        dialog.old.setText(old)
        dialog.new.setText(new)
        dialog.again.setText(new)
        dialog.known.setChecked(True)
        (dialog.remove if remove and dialog.remove.isVisible() else dialog.keep).click()

    return Step(f"{old}, {new}, {remove}", do)


def actions_of(menu: QMenu) -> dict[str, QAction]:
    found: dict[str, QAction] = {}
    for each in menu.actions():
        inner = each.menu()
        if isinstance(inner, QMenu):
            found |= actions_of(inner)
        elif each.isEnabled() and not each.isSeparator():
            found[each.text().replace("&", "").split("\t")[0]] = each
    return found


def _places_for(dialog: QFileDialog, files: Path) -> dict[str, Path]:
    if dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave:
        suggested = Path(dialog.selectedFiles()[0]).name if dialog.selectedFiles() else "out"
        return {suggested: files / suggested}
    if dialog.fileMode() is QFileDialog.FileMode.Directory:
        reading = not any(word in dialog.windowTitle().lower() for word in _SECONDS)
        return {name: files / name for name in (("notes", "second") if reading else ("second",))}
    return {path.name: path for path in monkey_files.to_open(files)}
