"""Says what a document holds only a part of and what it leaves out, before it is saved and in its last part."""

from collections.abc import Iterator

from mentee_app.domain.names_in_texts import Doubt
from mentee_app.exports.documents import Choice
from mentee_app.exports.said_days import day_words
from mentee_app.exports.sharing import Changes
from mentee_app.i18n import _, ngettext
from mentee_app.queries import handed_out
from mentee_app.queries import history as queries
from mentee_app.queries.handed_out import KnownPerson


def left_out(choice: Choice, wanted: queries.Filter) -> tuple[str, ...]:
    """A line for each kind of thing that the chosen sessions (and the people in them) have and the document has not."""
    return tuple(_lines(choice, wanted))


def chosen_words(choice: Choice) -> Iterator[str]:
    """What narrows the document, in words."""
    for words_for, name in (
        (_("mentor {name}"), choice.mentor),
        (_("goal {name}"), choice.goal),
        (_("area {name}"), choice.area),
    ):
        if name.strip():
            yield words_for.format(name=name)
    if choice.since:
        yield _("from {day}").format(day=day_words(choice.since))
    if choice.until:
        yield _("to {day}").format(day=day_words(choice.until))


def _lines(choice: Choice, wanted: queries.Filter) -> Iterator[str]:
    behind = handed_out.stays_behind(wanted)
    if behind.reflections and (choice.share or not choice.with_private):
        said = ngettext("{count} private reflection", "{count} private reflections", behind.reflections)
        yield said.format(count=behind.reflections)
    if behind.fits:
        said = ngettext("how {count} session felt", "how {count} sessions felt", behind.fits)
        yield said.format(count=behind.fits)
    if not choice.share:
        return
    here = {each.person for each in queries.keys(wanted)}
    people = [each for each in handed_out.everyone() if each.id in here]
    described = sum(map(_described, people))
    if described:
        said = ngettext(
            "how to reach {count} mentor, and your notes about them",
            "how to reach {count} mentors, and your notes about them",
            described,
        )
        yield said.format(count=described)
    if choice.initials and people:
        said = ngettext(
            "the name of {count} mentor (initials stand for it)",
            "the names of {count} mentors (initials stand for them)",
            len(people),
        )
        yield said.format(count=len(people))


def free_text_sentence(choice: Choice) -> str:
    """What initials cannot promise; "" where names stay."""
    if not choice.initials or not choice.share:
        return ""
    return _(
        "Initials stand for the names of the people in the notebook, also within texts."
        " A text may still name people otherwise: by a nickname, misspelt, with an ending that is not known here, or by"
        " what they do."
    )


def changed(changes: Changes, turned: frozenset[Doubt] = frozenset()) -> tuple[str, ...]:
    """What was done to the texts, a sentence each, and where it is not known whether a word is a name."""
    return tuple(_changed(changes, turned))


def _changed(changes: Changes, turned: frozenset[Doubt]) -> Iterator[str]:
    count = changes.count
    if count:
        said = ngettext(
            "{count} place in your texts was changed.", "{count} places in your texts were changed.", count
        )
        yield said.format(count=count)
    names = sum(each.is_name(turned) for each in changes.doubts)
    if names:
        said = ngettext(
            "{count} of them may be a word and no name.",
            "{count} of them may be words and no names.",
            names,
        )
        yield said.format(count=names)
    kept = len(changes.doubts) - names
    if kept:
        said = ngettext(
            "{count} place may be a name, but was taken for a word: it stays.",
            "{count} places may be names, but were taken for words: they stay.",
            kept,
        )
        yield said.format(count=kept)


def _described(person: KnownPerson) -> bool:
    return any(
        each.strip() for each in (person.email, person.phone, person.reach, person.notes, person.how_met)
    )
