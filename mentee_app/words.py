"""Says the product's terms, flaws and outcomes in the person's language."""

from enum import Enum
from functools import cache

from mentee_app.domain import (
    actions,
    advice,
    challenges,
    contacts,
    goals,
    people,
    relationships,
    requests,
    series,
    sessions,
)
from mentee_app.domain.problems import Flaw
from mentee_app.i18n import _, ngettext


def of(member: Enum) -> str:
    """What an enum member is called on screen and in documents."""
    return _words()[member]


def flaw(flaw: Flaw) -> str:
    """What is wrong with a field, and what to do."""
    return {
        Flaw.NAME_MISSING: _("A name is needed. The last one is kept until you write a new one."),
        Flaw.TITLE_MISSING: _("A title is needed. The last one is kept until you write a new one."),
        Flaw.PERSON_MISSING: _("Say who it is about."),
        Flaw.RELATIONSHIP_MISSING: _("Say who the session is with."),
        Flaw.TEXT_MISSING: _("Write something, or delete this line."),
        Flaw.END_BEFORE_START: _("The end is before the start. Change one of them."),
        Flaw.NO_SUCH_DAY: _(
            "There is no such day. Write it like 2026-03-31, or choose it from the calendar."
        ),
        Flaw.NO_SUCH_TIME: _("There is no such time. Write it like 14:30."),
        Flaw.HOUR_SKIPPED: _("The clocks skip this hour there on that day. Choose a time before or after."),
        Flaw.NO_SUCH_ZONE: _("There is no such time zone. Write it like Europe/Berlin."),
        Flaw.OUT_OF_RANGE: _("This is not a number that fits here."),
        Flaw.INTRODUCED_BY_SELF: _("Somebody else must have introduced them."),
    }[flaw]


def field(name: str) -> str:
    """What a field of a person or a session (by its name in the draft) is called."""
    return {
        "name": _("Name"),
        "email": _("Email"),
        "phone": _("Phone"),
        "reach": _("Other ways to reach them"),
        "organisation": _("Organisation"),
        "role": _("Role"),
        "industry": _("Industry"),
        "how_met": _("How you met"),
        "introduced_by": _("Introduced by"),
        "introduction_thanked_on": _("Thanked for the introduction"),
        "introduction_told_on": _("Told how it went on"),
        "keep_in_touch_days": _("Keep in touch every (days)"),
        "silenced": _("No reminder"),
        "closeness": _("How close"),
        "give_back": _("What I can give back"),
        "notes": _("Notes"),
        "wall_start": _("Start"),
        "zone": _("Time zone"),
        "minutes": _("Minutes"),
        "medium": _("How you meet"),
        "topic": _("Topic"),
    }[name]


def came_in(people: int, sessions: int, contacts: int, actions: int, changed: int) -> str:
    """What an import brought in, in a sentence."""
    return _("Came in: {listed}.").format(listed=_in_counts(people, sessions, contacts, actions, changed))


def would_come_in(people: int, sessions: int, contacts: int, actions: int, changed: int) -> str:
    """What an import would bring in, in a sentence."""
    listed = _in_counts(people, sessions, contacts, actions, changed)
    return _("Would come in: {listed}.").format(listed=listed)


def outcome(code: str | None) -> str:
    """A wizard outcome (as in the verdict, like "neither:job-search") in a few words; None is a half-done request."""
    return {
        None: _("Not finished"),
        "apprenticeship": _("Apprenticeship"),
        "mentoring": _("Mentoring"),
        "both": _("Both: two requests in one"),
        "not-clear": _("Not clear yet"),
        "neither:job-search": _("Neither: a job search"),
        "neither:coaching": _("Neither: workplace coaching"),
        "neither:casual": _("Neither: a chat or a new contact"),
        "neither:other": _("Neither: a different kind of help"),
    }.get(code, _("Not clear yet"))


def decision_sign(decision: advice.Decision) -> str:
    """The sign that stands before the word of a decision, on screen and in documents."""
    return {
        advice.Decision.UNDECIDED: "?",
        advice.Decision.TAKE: "✓",
        advice.Decision.ADAPT: "~",
        advice.Decision.LEAVE: "○",
        advice.Decision.NOT_YET: "·",
    }[decision]


def minutes(count: int) -> str:
    """A duration, like "45 min" or "1 h 30 min"."""
    hours, rest = divmod(count, 60)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    if not rest:
        return _("{hours} h").format(hours=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=rest)


def overdue(days: int) -> str:
    """Since when something is overdue."""
    if days < 14:
        return ngettext("due {count} day ago", "due {count} days ago", days).format(count=days)
    weeks = days // 7
    if weeks < 9:
        return ngettext("due {count} week ago", "due {count} weeks ago", weeks).format(count=weeks)
    months = days // 30
    return ngettext("due {count} month ago", "due {count} months ago", months).format(count=months)


def since_you_spoke(days: int) -> str:
    """How long ago there was contact with somebody."""
    if days < 14:
        return ngettext("{count} day since you spoke", "{count} days since you spoke", days).format(
            count=days
        )
    weeks = days // 7
    if weeks < 9:
        text = ngettext("{count} week since you spoke", "{count} weeks since you spoke", weeks)
        return text.format(count=weeks)
    months = days // 30
    text = ngettext("{count} month since you spoke", "{count} months since you spoke", months)
    return text.format(count=months)


@cache
def _words() -> dict[Enum, str]:
    return {
        relationships.Kind.MENTORING: _("Mentoring"),
        relationships.Kind.APPRENTICESHIP: _("Apprenticeship"),
        relationships.Route.ASKED: _("I asked"),
        relationships.Route.INTRODUCED: _("Introduced"),
        relationships.Route.PROGRAMME: _("A programme"),
        relationships.Route.ASSOCIATION: _("An organisation or association"),
        relationships.Status.CONSIDERING: _("Considering"),
        relationships.Status.ASKED: _("Asked"),
        relationships.Status.ACTIVE: _("Active"),
        relationships.Status.PAUSED: _("Paused"),
        relationships.Status.ENDED: _("Ended"),
        relationships.Rhythm.OPEN: _("As it comes"),
        relationships.Rhythm.WEEKLY: _("Every week"),
        relationships.Rhythm.TWO_WEEKS: _("Every two weeks"),
        relationships.Rhythm.MONTHLY: _("Every month"),
        relationships.Rhythm.TWO_MONTHS: _("Every two months"),
        relationships.Rhythm.QUARTERLY: _("Every three months"),
        relationships.Fit.GOOD: _("Good"),
        relationships.Fit.UNSURE: _("Unsure"),
        relationships.Fit.NOT: _("Not a fit"),
        relationships.Stage.TO_LEARN: _("To learn"),
        relationships.Stage.WATCHED: _("Watched"),
        relationships.Stage.HELPED: _("Helped"),
        relationships.Stage.SUPERVISED: _("Did it supervised"),
        relationships.Stage.ALONE: _("Do it alone"),
        goals.Expands.KNOWLEDGE: _("Knowledge"),
        goals.Expands.EXPERIENCE: _("Experience"),
        goals.Expands.UNDERSTANDING: _("Understanding"),
        goals.Subject.ISSUE: _("An issue"),
        goals.Subject.AREA: _("An area"),
        goals.Subject.INDUSTRY: _("An industry"),
        goals.Status.OPEN: _("Open"),
        goals.Status.PAUSED: _("Paused"),
        goals.Status.REACHED: _("Reached"),
        goals.Status.DROPPED: _("Dropped"),
        goals.Wanted.INFORMATION: _("Information"),
        goals.Wanted.FEEDBACK: _("Feedback"),
        goals.Wanted.PERSPECTIVE: _("Perspective"),
        goals.Wanted.CHALLENGE: _("Challenge"),
        goals.Wanted.INTRODUCTION: _("Introduction"),
        sessions.Status.PLANNED: _("Planned"),
        sessions.Status.HELD: _("Held"),
        sessions.Status.MOVED: _("Moved"),
        sessions.Status.MISSED: _("Missed"),
        sessions.Medium.IN_PERSON: _("In person"),
        sessions.Medium.VIDEO: _("Video"),
        sessions.Medium.PHONE: _("Phone"),
        sessions.Medium.WRITING: _("In writing"),
        sessions.Medium.OTHER: _("Other"),
        sessions.MovedBy.ME: _("Me"),
        sessions.MovedBy.THEM: _("Them"),
        sessions.AgendaState.OPEN: _("Open"),
        sessions.AgendaState.REACHED: _("Reached"),
        sessions.AgendaState.CARRIED: _("Carried forward"),
        advice.Decision.UNDECIDED: _("Undecided"),
        advice.Decision.TAKE: _("Take"),
        advice.Decision.ADAPT: _("Adapt"),
        advice.Decision.LEAVE: _("Leave"),
        advice.Decision.NOT_YET: _("Not yet"),
        challenges.Status.OFFERED: _("Offered"),
        challenges.Status.ACCEPTED: _("Accepted"),
        challenges.Status.DECLINED: _("Declined"),
        challenges.Status.DONE: _("Finished"),
        contacts.ContactKind.MET: _("Met"),
        contacts.ContactKind.CALL: _("Call"),
        contacts.ContactKind.MESSAGE: _("Message"),
        contacts.ContactKind.LETTER: _("Letter"),
        contacts.ContactKind.OTHER: _("Other"),
        contacts.Direction.BOTH: _("Both ways"),
        contacts.Direction.GIVEN: _("I gave"),
        contacts.Direction.RECEIVED: _("I received"),
        people.Closeness.CLOSE: _("Close"),
        people.Closeness.KNOWN: _("I know them"),
        people.Closeness.DISTANT: _("Distant"),
        series.Rule.ONCE: _("Once"),
        series.Rule.WEEKLY: _("Every week"),
        series.Rule.TWO_WEEKS: _("Every two weeks"),
        series.Rule.MONTHLY_DAY: _("Every month, on the same day"),
        series.Rule.MONTHLY_WEEKDAY: _("Every month, on the same weekday"),
        actions.Owner.ME: _("Me"),
        actions.Owner.THEM: _("Them"),
        requests.OwnChoice.APPRENTICESHIP: _("Apprenticeship"),
        requests.OwnChoice.MENTORING: _("Mentoring"),
        requests.OwnChoice.BOTH: _("Both"),
        requests.OwnChoice.NEITHER: _("Neither"),
        requests.Answer.NOT_SENT: _("Not sent yet"),
        requests.Answer.SENT: _("Sent"),
        requests.Answer.YES: _("They said yes"),
        requests.Answer.NO: _("They said no"),
        requests.Answer.NO_ANSWER: _("No answer"),
    }


def _in_counts(people: int, sessions: int, contacts: int, actions: int, changed: int) -> str:
    counts = (
        (people, ngettext("{count} person", "{count} people", people)),
        (sessions, ngettext("{count} session", "{count} sessions", sessions)),
        (contacts, ngettext("{count} contact", "{count} contacts", contacts)),
        (actions, ngettext("{count} action", "{count} actions", actions)),
        (changed, ngettext("{count} changed", "{count} changed", changed)),
    )
    return ", ".join(words.format(count=count) for count, words in counts if count) or _("nothing")


def of_table(table: str) -> str:
    """What one of the things that a table keeps is called."""
    return {
        "action": _("Action"),
        "advice": _("Advice"),
        "agenda_item": _("Talking point"),
        "agenda_template": _("Agenda template"),
        "area": _("Area of life"),
        "area_need": _("Help wanted in an area"),
        "challenge": _("Challenge"),
        "check_in": _("Check-in"),
        "contact": _("Contact"),
        "goal": _("Goal"),
        "milestone": _("Step of a goal"),
        "person": _("Person"),
        "question": _("Question"),
        "relationship": _("Relationship"),
        "request": _("Request"),
        "session": _("Session"),
        "skill": _("Skill"),
    }.get(table, _("Deleted"))
