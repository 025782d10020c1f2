"""One area of life in place: its name, its colour, the help that is wanted there, and what hangs on it."""

from mentee_app.domain.areas import NeedDraft
from mentee_app.i18n import _, ngettext
from mentee_app.queries import kept
from mentee_app.queries.areas import AreaUse
from mentee_app.queries.kept import Kept
from mentee_app.ui.areas.colour_field import ColourField
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.fields import LineField, TextField
from mentee_app.ui.forms.form import Form
from mentee_app.ui.forms.items import ItemKind, ItemList
from mentee_app.ui.widgets.heading import caption


class AreaForm(Form):
    """Everything is saved as it is typed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.areas, desk.notices)
        self.name = LineField("name", _("Name, in your own words"))
        self.colour = ColourField("colour", _("Colour"))
        self.use = caption("")
        self.needs = ItemList(desk, _needs(desk))
        self.add_row(self.name)
        self.add_row(self.colour)
        self.add_widget(self.use)
        self.add_widget(self.needs)

    def show_kept(self, shown: Kept) -> None:
        another = self.shown is None or self.shown.id != shown.id
        super().show_kept(shown)
        if another:
            self.needs.show_owner(shown.id)

    def reload_belongings(self, use: AreaUse | None) -> None:
        """Show what hangs on it now."""
        self.use.setText(in_words(use))
        self.needs.reload()

    def flush(self) -> bool:
        return all([super().flush(), self.needs.flush()])

    def origins(self) -> tuple[object, ...]:
        """Who writes in this form."""
        return (self, self.needs, *self.needs.forms())


def in_words(use: AreaUse | None) -> str:
    """How much hangs on an area."""
    if use is None:
        return ""
    parts = [
        ngettext("{count} relationship", "{count} relationships", use.relationships).format(
            count=use.relationships
        )
        if use.relationships
        else "",
        ngettext("{count} goal", "{count} goals", use.goals).format(count=use.goals) if use.goals else "",
        ngettext("{count} person", "{count} people", use.people).format(count=use.people)
        if use.people
        else "",
    ]
    return " · ".join(part for part in parts if part) or _("Nothing hangs on it yet")


def _needs(desk: Desk) -> ItemKind:
    return ItemKind(
        title=_("The help you want here"),
        icon="heart",
        add=_("What kind of person would help?"),
        remove=_("Delete this need"),
        service=desk.needs,
        text_field="text",
        kept=lambda area: kept.several(NeedDraft, "area", area),
        begun=lambda area, text, place: NeedDraft(area, text, place),
        form=lambda: _NeedForm(desk),
    )


class _NeedForm(Form):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.needs, desk.notices)
        self.add_row(TextField("text", _("Help wanted"), least=1, enter_ends=True))
