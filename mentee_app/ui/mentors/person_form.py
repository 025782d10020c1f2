"""The person behind a mentor: who they are and how to reach them; the rest is folded away."""

from mentee_app.i18n import _
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.field_row import FieldRow
from mentee_app.ui.forms.fields import Field, LineField, NumberField, TextField
from mentee_app.ui.forms.form import Form
from mentee_app.ui.forms.people_field import PersonField
from mentee_app.ui.style import theme
from mentee_app.ui.widgets import prose
from mentee_app.ui.widgets.fold import Fold


class PersonForm(Form):
    """Saves what is typed about one person."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.people, desk.notices)
        self.name = LineField("name", _("Name"))
        self.add_row(
            self.name, LineField("role", _("What they do")), LineField("organisation", _("Organisation"))
        )
        self.add_row(
            LineField("email", _("Email")),
            LineField("phone", _("Phone")),
            LineField("industry", _("Industry")),
        )
        box, self._more = prose.stack(theme.UNIT)
        self._add_more(
            TextField("reach", _("Other ways to reach them"), least=1),
            TextField("how_met", _("How you met"), least=1),
        )
        self._add_more(
            PersonField("introduced_by", _("Introduced by"), keep_new=desk.people),
            NumberField("keep_in_touch_days", _("Keep in touch every … days"), 1, 3660, step=7),
        )
        self._add_more(TextField("notes", _("Notes about them"), least=2))
        self.more = Fold(_("More about them"), box)
        self.add_widget(self.more)

    def _add_more(self, *fields: Field) -> None:
        self._more.addWidget(FieldRow(fields))
        for field in fields:
            self.save_with(field)
