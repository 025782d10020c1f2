"""What the search shows: before anything is typed, while it is, and where nothing is found."""

from collections.abc import Sequence
from datetime import date

from mentee_app.domain.nouns import Noun
from mentee_app.i18n import _
from mentee_app.queries import found
from mentee_app.queries.found import Found
from mentee_app.queries.searching import Wanted
from mentee_app.queries.snippets import Finder
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.search.rows import Command, Head, Row, command_line, group_name, group_rows, hit_line

_RECENT = 6


def before(places: Sequence[Place], commands: Sequence[Command], today: date) -> list[Row]:
    """Where one was lately, what was begun last, and everything that can be done. Raises Trouble."""
    hits = found.these([place.id for place in places if place.id is not None], today)
    known = {hit.own for hit in hits}
    hits += [hit for hit in found.latest(_RECENT, today) if hit.own not in known]
    rows: list[Row] = [hit_line(hit, group_name(hit.noun), today) for hit in hits[:_RECENT]]
    if rows:
        rows.insert(0, Head(_("Lately")))
    loud = [each for each in commands if not each.quiet]
    if loud:
        name = _("Go to and do")
        rows += [Head(name), *(command_line(each, name) for each in loud)]
    return rows


def while_searching(wanted: Wanted, hits: Found, commands: Sequence[Command], today: date) -> list[Row]:
    """People, then the commands that hold the words, then all else."""
    parts = [group_rows(group, today) for group in hits.groups]
    first = 1 if hits.groups and hits.groups[0].noun is Noun.PERSON else 0
    parts.insert(first, _commands_found(wanted, commands))
    return [row for part in parts for row in part]


def sentence(wanted: Wanted, hits: Found, any_rows: bool) -> str:
    """What was not understood, and what to try where nothing was found; "" where all is well."""
    said = list(hits.remarks)
    if wanted.asks and not any_rows:
        if hits.below is not None:
            said.append(_("Nothing among the newest. Looking further back …"))
        elif not said:
            said.append(_("Nothing found. Try fewer letters of a word, another word, or no filter."))
    return " ".join(said)


def _commands_found(wanted: Wanted, commands: Sequence[Command]) -> list[Row]:
    if not wanted.words or wanted != Wanted(words=wanted.words):
        return []
    finder = Finder(wanted.words)
    name = _("Go to and do")
    fitting = [each for each in commands if finder.finds_all(f"{each.words}\n{each.also}")]
    fitting.sort(key=lambda each: not finder.finds_all(each.words))  # first what is called so
    lines = [command_line(each, name, finder.marked(each.words).marks) for each in fitting]
    return [Head(name), *lines] if lines else []
