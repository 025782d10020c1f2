"""A fold with lines that are told one below the other: what was not understood, what differs."""

from collections.abc import Sequence

from mentee_app.i18n import _, ngettext
from mentee_app.ui.widgets.fold import Fold
from mentee_app.ui.widgets.note_edit import NoteEdit

_SHOWN = 200


class ToldLines(Fold):
    """Hidden where there is nothing to tell. The lines can be chosen and copied."""

    def __init__(self, title: str) -> None:
        edit = NoteEdit(1, 5)
        edit.setReadOnly(True)
        edit.setAccessibleName(title)
        super().__init__(title, edit)
        self._title = title
        self._edit = edit

    @property
    def told(self) -> str:
        """What stands there."""
        return self._edit.text()

    def tell(self, lines: Sequence[str]) -> None:
        """Show these lines, and in the title how many; of very many, how many more there are."""
        shown = list(lines[:_SHOWN])
        if len(lines) > _SHOWN:
            more = len(lines) - _SHOWN
            shown.append(ngettext("and {count} more", "and {count} more", more).format(count=more))
        self._edit.setPlainText("\n".join(shown))
        counted = _("{title} ({count})").format(title=self._title, count=f"{len(lines):,}")
        self.button.call(counted if lines else self._title)
        self.setVisible(bool(lines))
