"""What the nouns and fields of the file with everything are called on screen, and what becomes of its records, in words."""

from mentee_app import words
from mentee_app.i18n import _, ngettext
from mentee_app.services.notebook_joining import Difference
from mentee_app.services.notebooks import NounCount
from mentee_app.ui.style.plain import one_line

_POINTS = frozenset("id person introduced_by area relationship goal session series moved_to carried_from question"
                    " advice parent subject_id".split())  # fmt: skip
"""Fields that hold the id of something else, which says nothing to a person."""


def noun(name: str) -> str:
    """What a noun of the file is called, in the plural."""
    return {
        "about_me": _("About me"),
        "areas": _("Areas of life"),
        "needs": _("Help wanted in areas"),
        "people": _("People"),
        "people_areas": _("What people know about"),
        "relationships": _("Relationships"),
        "agreement_terms": _("Agreements"),
        "skills": _("Skills"),
        "goals": _("Goals"),
        "milestones": _("Steps of goals"),
        "check_ins": _("Check-ins"),
        "relationships_goals": _("Goals of relationships"),
        "series": _("Series of sessions"),
        "sessions": _("Sessions"),
        "sessions_goals": _("Goals of sessions"),
        "agenda_items": _("Talking points"),
        "advice": _("Advice"),
        "questions": _("Questions"),
        "questions_people": _("Who was asked a question"),
        "questions_advice": _("Answers to questions"),
        "challenges": _("Challenges"),
        "actions": _("Actions"),
        "contacts": _("Contacts"),
        "requests": _("Requests"),
        "agenda_templates": _("Agenda templates"),
        "earlier_versions": _("Earlier versions of texts"),
        "outside_ids": _("Ids in other programs"),
        "unfinished": _("Typed and not finished"),
        "trash": _("Trash"),
    }.get(name, name)


def told(count: NounCount) -> str:
    """What becomes of the records of a noun."""
    both = ngettext(
        "{count} changed on both sides, both are kept",
        "{count} changed on both sides, both are kept",
        count.conflicts,
    )
    counts = (
        (count.new, ngettext("{count} new", "{count} new", count.new)),
        (count.updated, ngettext("{count} newer in the file", "{count} newer in the file", count.updated)),
        (count.conflicts, both),
        (count.older, ngettext("{count} newer here", "{count} newer here", count.older)),
        (count.same, ngettext("{count} here already", "{count} here already", count.same)),
    )
    return " · ".join(sentence.format(count=f"{number:,}") for number, sentence in counts if number)


def difference(found: Difference) -> str:
    """A value that differs, and which one stays."""
    about = f"{noun(found.noun)}: {one_line(found.name)}" if found.name else noun(found.noun)
    values = {"about": about, "field": _field(found.field), "here": one_line(found.here, 120)}
    if found.field in _POINTS:
        return _("{about}. {field}: the one here stays.").format(**values)
    there = one_line(found.there, 120)
    if not found.here:
        return _("{about}. {field}: it stays empty; the file says “{there}”.").format(there=there, **values)
    sentence = _("{about}. {field}: “{here}” stays; the file says “{there}”.")
    return sentence.format(there=there, **values)


def _field(name: str) -> str:
    try:
        return words.field(name)
    except KeyError:
        return {
            "status": _("Status"),
            "kind": _("Kind"),
            "person": _("Person"),
            "title": _("Title"),
            "text": _("Text"),
            "due_on": _("Due"),
            "given_on": _("Given on"),
            "held_on": _("On"),
            "decision": _("Decision"),
            "position": _("Place in the order"),
        }.get(name, name.replace("_", " ").capitalize())
