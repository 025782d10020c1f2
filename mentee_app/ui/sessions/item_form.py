"""A small form inside a session that can take the focus."""

from mentee_app.ui.forms.form import Form


class ItemForm(Form):
    """A talking point, advice, challenge or action."""

    def start_typing(self) -> None:
        """Put the cursor into its text."""
        next(iter(self._fields.values())).start_typing()
