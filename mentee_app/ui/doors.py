"""The dialogs that the window opens, by name; each is made when it is wanted."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QWidget

from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.widgets import message
from mentee_app.ui.window.window import MainWindow

if TYPE_CHECKING:
    from mentee_app.ui.importing.doors import ImportDoors
    from mentee_app.ui.safekeeping.backup_doors import BackupDoors
    from mentee_app.ui.safekeeping.passphrase_doors import PassphraseDoors
    from mentee_app.ui.search.dialog import Command


class Doors:
    """`commands` gives what the menus do, for the search; `backups` what is done with copies of the notebook,
    `passphrases` what is done with its passphrase, `imports` how files of other programs come in.
    """

    def __init__(
        self,
        desk: Desk,
        window: MainWindow,
        folder: Path,
        commands: Callable[[], Sequence["Command"]],
        backups: Callable[[], "BackupDoors"],
        passphrases: Callable[[], "PassphraseDoors"],
        imports: Callable[[], "ImportDoors"],
    ) -> None:
        self._desk = desk
        self._window = window
        self._folder = folder
        self._commands = commands
        self._backups = backups
        self._passphrases = passphrases
        self._imports = imports

    def open(self, name: str, at: int | None = None) -> QDialog | None:
        """Open one; `at` is the id of what it shows first.

        Names: search, about-me, areas, templates, trash, document, calendar, address-book, tables, everything, import,
        import-folder, duplicates, back-up, restore, second-folder, passphrase, lock, folder, version.
        """
        made: Callable[[], Any] = {
            "search": self._search,
            "about-me": self._about_me,
            "areas": partial(self._areas, at),
            "templates": partial(self._templates, at),
            "trash": self._trash,
            "document": self._document,
            "calendar": partial(self._export, "calendar"),
            "address-book": partial(self._export, "address-book"),
            "tables": partial(self._export, "tables"),
            "everything": partial(self._export, "everything"),
            "import": self._import_file,
            "import-folder": self._import_folder,
            "duplicates": self._duplicates,
            "back-up": self._back_up,
            "restore": self._restore,
            "second-folder": self._second_folder,
            "passphrase": self._passphrase,
            "lock": self._lock,
            "folder": self._say_folder,
            "version": self._say_version,
        }[name]
        try:
            dialog = made()
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return None
        if dialog is not None:
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()
        return dialog

    def open_place(self, place: Place) -> bool:
        """Open the dialog where a place is at home; False where it is a tab."""
        name = {Kind.AREAS: "areas", Kind.ABOUT_ME: "about-me", Kind.TEMPLATES: "templates"}.get(place.kind)
        if name is None:
            return False
        self._window.flush()
        self.open(name, place.id)
        return True

    def prepare(self, session: int) -> None:
        """Open the preparation page of a session (id)."""
        from mentee_app.queries import preparation
        from mentee_app.ui.sessions.preparation import PreparationDialog

        try:
            if preparation.of_session(session) is None:
                self._desk.notices.failed.emit(_("This session was deleted meanwhile."))
                return
            dialog = PreparationDialog(self._desk, session, self._window)
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def log(self, relationship: int | None = None) -> QDialog | None:
        """Log a session (in a relationship, by its id); what is kept is shown then."""
        from mentee_app.ui.sessions.log_dialog import LogDialog

        return self._enter(lambda: LogDialog(self._desk, self._window, relationship))

    def plan(self, relationship: int | None = None) -> QDialog | None:
        """Plan a session, once or in a rhythm; the first is shown then."""
        from mentee_app.ui.sessions.plan_dialog import PlanDialog

        return self._enter(lambda: PlanDialog(self._desk, self._window, relationship))

    def _enter(self, make: Callable[[], Any]) -> QDialog | None:
        try:
            dialog = make()
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return None
        dialog.kept.connect(self._on_session_kept)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _on_session_kept(self, session: int) -> None:
        self._window.go(Place(Kind.SESSIONS, session))
        self._window.tab_of(Kind.SESSIONS).editor.go_on_writing()

    def _search(self) -> QDialog:
        from mentee_app.ui.search.dialog import SearchDialog

        return SearchDialog(self._desk, self._commands(), self._window)

    def _about_me(self) -> QDialog:
        from mentee_app.ui.asking.about_me import AboutMeDialog

        return AboutMeDialog(self._desk, self._window)

    def _areas(self, area: int | None) -> QDialog:
        from mentee_app.ui.areas.dialog import AreasDialog

        dialog = AreasDialog(self._desk, self._window)
        if area is not None:
            dialog.open_area(area)
        return dialog

    def _templates(self, template: int | None) -> QDialog:
        from mentee_app.ui.sessions.templates_dialog import TemplatesDialog

        return TemplatesDialog(self._desk, self._window, template)

    def _trash(self) -> QDialog:
        from mentee_app.backup.places import Reason
        from mentee_app.ui.safekeeping.trash_dialog import TrashDialog

        keeper = self._backups().keeper
        return TrashDialog(self._desk, self._window, partial(keeper.copy_before, Reason.BEFORE_BULK_DELETE))

    def _document(self) -> QDialog:
        from mentee_app.queries import relationships
        from mentee_app.ui.export.document_dialog import DocumentDialog

        person = self._window.shown(Kind.PEOPLE)
        theirs = relationships.of_person(person) if person is not None else []
        return DocumentDialog(
            self._desk,
            self._window,
            session=self._window.shown(Kind.SESSIONS),
            goal=self._window.shown(Kind.GOALS),
            relationship=theirs[0].id if theirs else None,
        )

    def _export(self, kind: str) -> QDialog:
        from mentee_app.ui.export import export_kinds
        from mentee_app.ui.export.export_dialog import ExportDialog

        handout = export_kinds.handout(kind, self._window.shown(Kind.SESSIONS))
        return ExportDialog(self._desk, handout, self._window)

    def _import_file(self) -> None:
        self._imports().import_file()

    def _import_folder(self) -> None:
        self._imports().import_folder()

    def _duplicates(self) -> QDialog:
        return self._imports().duplicates_dialog()

    def _back_up(self) -> None:
        self._backups().back_up_now()

    def _restore(self) -> QDialog:
        return self._backups().restore_dialog()

    def _second_folder(self) -> QDialog:
        return self._backups().second_folder_dialog()

    def _passphrase(self) -> QDialog:
        return self._passphrases().dialog()

    def _lock(self) -> None:
        self._passphrases().lock()

    def _say_folder(self) -> None:

        show_folder(self._window, self._folder)

    def _say_version(self) -> None:
        from mentee_app import __version__

        show_version(self._window, __version__)


def show_folder(parent: QWidget, folder: Path) -> None:
    """Say where the notebook is, and offer to open the folder."""
    words = _(
        "Everything you write is in this folder, with its backups in “backups” inside it:\n\n{folder}\n\n"
        "Elsewhere it is only where you hand something out, or choose a second backup folder."
    ).format(folder=folder)
    if message.ask(parent, _("Where my notebook is"), words, accept=_("Open the folder"), reject=_("Close")):
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def show_version(parent: QWidget, version: str) -> None:
    """Say what this program is."""
    words = _(
        "Mentee {version}\n\nA private notebook for people who are being mentored."
        " It works offline, needs no account, and shows nothing to anybody until you hand it out."
    ).format(version=version)
    message.tell(parent, _("About Mentee"), words)
