"""A list and an editor of what mentors gave, where something new is begun in the editor and kept once it says enough."""

from typing import Any

from mentee_app.queries import kept
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.notices import deleted
from mentee_app.ui.lists.noun_tab import NounTab


class GivenTab(NounTab):
    """Subclasses give `service` and the editor of its kind."""

    service: Any

    def connect_begun(self) -> None:
        """Follow what is begun in the editor."""
        self._keeping = False
        self.editor.begun.connect(self._on_begun)

    def has_any(self) -> bool:
        return self.editor.fresh or super().has_any()

    def begin_new(self) -> None:
        """Show something new in the editor; it is kept as soon as it says who and what."""
        if not self.let_go():
            return
        self._shown = None
        self.panel.list.choose(None)
        try:
            self.editor.begin()
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return
        self._whole.setCurrentWidget(self._splitter)
        self._right.setCurrentWidget(self._scroll)
        self._scroll.verticalScrollBar().setValue(0)
        self._in_order = False
        self.editor.start_typing(fresh=True)

    def discard(self, id: int) -> tuple[int, str]:
        row = kept.one(self.editor.draft_type, id)
        return self.service.trash(id, origin=self), deleted(row.draft.text if row else "")

    def delete_shown(self) -> None:
        """Put the chosen one in the trash, or forget what was begun and not kept."""
        if self._shown is None and self.editor.fresh:
            self.editor.form.drop()
            self.panel.refresh()
            self.take_focus()
        else:
            super().delete_shown()

    def go_on_from(self, id: int) -> bool:
        """Choose the row after this one, which is about to leave the list; whether it may leave."""
        if not self.let_go():
            return False
        rows = self.panel.list.rows
        place = rows.row_of(id)
        following = rows.id_at(place + 1) or rows.id_at(place - 1)
        if following is not None:
            self.open_one(following)
        return True

    def _follow(self, count: int) -> None:
        if not self._keeping and not (self._shown is None and self.editor.fresh):
            super()._follow(count)

    def _on_begun(self, id: int) -> None:
        self._keeping = True
        try:
            self._shown = id
            self.panel.refresh()  # it is told of the new one only when the form has noted it
            if not self.panel.list.choose(id):
                self.panel.clear_filter()
                self.panel.list.choose(id)
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
        finally:
            self._keeping = False
