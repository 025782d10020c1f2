"""Knows the tables that Mentee itself writes for spreadsheets: only that of people can come in again."""

from mentee_app.i18n import _
from mentee_app.imports import limits
from mentee_app.imports.tables import Table


def check(table: Table) -> None:
    """Raises Trouble for a table of ours that holds no people."""
    first = () if table.has_header else table.rows[0].cells  # headings that no table of people has
    here = {cell.strip() for cell in first or table.header}
    for name, needed, whole in _ours():
        if set(needed) <= here <= set(whole):
            raise limits.refused(
                _(
                    "This is a table of {things} that Mentee wrote for spreadsheets. To take a notebook along, "
                    "use “Everything”."
                ).format(things=name)
            )


def _ours() -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """What each table is of, the headings that it always has, and those with the private ones."""
    person, text, name, area, goal, title = (
        _("Person"), _("Text"), _("Name"), _("Area"), _("Goal"), _("Title")
    )  # fmt: skip
    session, learned = (_("Session"), _("Topic of the session")), _("What I learned")
    status, note, wanted, again = _("Status"), _("Note"), _("Wanted"), _("Look again on")
    goals, reflection, fit = _("Goals"), _("Private reflection"), _("Fit")
    due, done, decided, ended = _("Due on"), _("Done on"), _("Decided on"), _("Ended on")
    public: list[tuple[str, tuple[str, ...]]] = [
        (_("what you wrote about yourself"), (name, _("What I do"), _("What I want to be known for"),
            _("What I bring"), _("Industry"), _("How to reach"))),
        (_("areas"), (name, _("Colour"))),
        (_("needs"), (area, text)),
        (_("relationships"), (person, _("Kind"), area, _("Route"), status, _("Rhythm"), _("Purpose"), goals,
            _("Started on"), _("Planned end"), _("Paused until"), ended, _("Place"), _("Ends when"), learned,
            _("Thanks"), _("Stay in touch"))),
        (_("agreements"), (person, _("Term"), text)),
        (_("skills"), (person, name, _("Stage"), note)),
        (_("goals"), (title, area, _("Expands"), _("Of what"), _("Of which"), _("Why"), _("How I will know"),
            wanted, status, _("Target day"), again, ended, _("At the start, in percent"), _("How it ended"), learned)),
        (_("milestones"), (goal, title, due, done)),
        (_("check-ins"), (goal, _("Day"), _("Percent"))),
        (_("sessions"), (person, _("Start"), _("Time zone"), _("Minutes"), status, _("How we meet"), _("Topic"),
            wanted, goals, _("Notes"), _("Moved by"), _("Moved to"))),
        (_("talking points"), (person, *session, text, _("State"))),
        (_("advice"), (person, *session, _("Given on"), text, _("Context"), _("Decision"), _("Reason"), decided,
            again, _("Outcome"), _("Told on"))),
        (_("questions"), (text, _("People"), _("Advice"), _("Conclusion"), decided)),
        (_("challenges"), (person, *session, text, status, learned)),
        (_("actions"), (text, _("Who does it"), person, goal, *session, due, done)),
        (_("contacts with people"), (person, _("Day"), _("Kind"), _("Given or received"), note)),
        (_("requests"), (_("In my own words"), _("Outcome"), _("My own verdict"), _("Why"), _("Message"),
            _("What came back"), _("Asked on"), _("Ask again on"), person, goal)),
        (_("agenda templates"), (name, _("Talking points"))),
    ]  # fmt: skip
    return [(called, needed, (*needed, reflection, fit)) for called, needed in public]
