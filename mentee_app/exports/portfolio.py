"""What stands in the portfolio of a goal: what was wanted, how far it came, and what was done for it. Nothing private."""

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime

from mentee_app.domain.about_me import AboutMeDraft
from mentee_app.domain.names_in_texts import Doubt
from mentee_app.exports import choosing, documents, leaving_out, naming
from mentee_app.exports.choosing import UnknownName
from mentee_app.exports.documents import Paper
from mentee_app.exports.sharing import Changes, Sharing
from mentee_app.i18n import _
from mentee_app.queries import about_me, handed_out
from mentee_app.queries import portfolio as queries
from mentee_app.queries.portfolio import Gathered
from mentee_app.trouble import Trouble, TroubleKind


@dataclass(frozen=True)
class Choice:
    """The goal (id); with what was noted in its sessions and check-ins, or without; people by name or by initials."""

    goal: int
    with_notes: bool = False
    by_initials: bool = False
    turned: frozenset[Doubt] = frozenset()


@dataclass(frozen=True)
class Portfolio:
    """The portfolio as it is handed out. Private reflections and how well a mentor fits are never in it."""

    choice: Choice
    me: AboutMeDraft
    told: Gathered
    language: str
    paper: Paper
    made_on: date
    changes: Changes = Changes()

    @property
    def mentors(self) -> tuple[str, ...]:
        """Who the sessions were with, in the order in which they come up."""
        return tuple(dict.fromkeys(each.mentor for each in self.told.sessions))


def portfolio(choice: Choice, now: datetime, language: str = "en", paper: Paper = Paper.A4) -> Portfolio:
    """The portfolio of a goal; `now` is the local wall time. Raises Trouble where the goal is gone."""
    found = queries.of_goal(choice.goal)
    if found is None:
        raise Trouble(TroubleKind.BAD_INPUT, _("This goal is not there any more. Choose another one."))
    people = [each.person for each in found.sessions]
    sharing = Sharing(handed_out.everyone(), people, choice.by_initials, choice.turned)
    told = naming.everywhere(_without_notes(found, choice.with_notes), sharing.name, sharing.text)
    me = about_me.about_me()
    me = dataclasses.replace(me, reach="", known_for=sharing.text(me.known_for))
    return Portfolio(choice, me, told, language, paper, now.date(), sharing.changes)


def goal_called(title: str) -> int:
    """The id of the goal with this title, or part of it. Raises UnknownName, which says in a sentence why there is none."""
    found = choosing.goals_named(title)
    if len(found) == 1:
        return next(iter(found))
    if not found:
        raise UnknownName(_("No goal is called “{name}”.").format(name=title))
    titles = ", ".join(sorted(found.values())[:5]) + (" …" if len(found) > 5 else "")
    sentence = _("“{name}” fits several goals: {titles}. Write the whole title.")
    raise UnknownName(sentence.format(name=title, titles=titles))


def left_out(choice: Choice) -> tuple[str, ...]:
    """What is not in the document, for the person to read before saving; a sentence each."""
    said = [
        _("Your private reflections, and how well a mentor fits, are never in it."),
        _("Advice that you left, or have not decided on, is left out, and so is how to reach people."),
    ]
    if not choice.with_notes:
        said.append(_("The notes of the sessions and what you wrote at check-ins are left out."))
    if choice.by_initials:
        said.append(initials_sentence())
    return tuple(said)


def initials_sentence() -> str:
    """What initials cannot promise."""
    return leaving_out.free_text_sentence(documents.Choice(share=True, initials=True))


def _without_notes(found: Gathered, with_notes: bool) -> Gathered:
    if with_notes:
        return found
    return dataclasses.replace(
        found,
        sessions=tuple(dataclasses.replace(each, notes="") for each in found.sessions),
        check_ins=tuple(dataclasses.replace(each, reflection="") for each in found.check_ins),
    )
