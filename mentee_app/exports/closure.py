"""What stands in the closure of a relationship: the whole of it for the mentee, or what the mentor may keep."""

import dataclasses
import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache

from mentee_app import paths
from mentee_app.domain.advice import Decision
from mentee_app.domain.names_in_texts import Doubt
from mentee_app.domain.relationships import Kind, Status
from mentee_app.exports import choosing, naming
from mentee_app.exports.choosing import UnknownName
from mentee_app.exports.documents import Paper
from mentee_app.exports.portfolio import initials_sentence
from mentee_app.exports.sharing import Changes, Sharing
from mentee_app.i18n import _
from mentee_app.queries import about_me, handed_out, relationships
from mentee_app.queries import closure as queries
from mentee_app.queries.closure import Gathered
from mentee_app.trouble import Trouble, TroubleKind


class Whose(Enum):
    """Whom the document is for."""

    MINE = "mine"
    MENTOR = "mentor"


@dataclass(frozen=True)
class Choice:
    """The relationship (id), whom the document is for, and whether people are named by initials."""

    relationship: int
    whose: Whose = Whose.MINE
    by_initials: bool = False
    turned: frozenset[Doubt] = frozenset()


@dataclass(frozen=True)
class Term:
    """What was agreed, under the words of the instrument."""

    label: str
    text: str


@dataclass(frozen=True)
class Closure:
    """The closure as it is handed out. For the mentor: only what was learned, thanks, and what came of advice that was told."""

    choice: Choice
    name: str
    told: Gathered
    terms: tuple[Term, ...]
    language: str
    paper: Paper
    made_on: date
    changes: Changes = Changes()


def closure(choice: Choice, now: datetime, language: str = "en", paper: Paper = Paper.A4) -> Closure:
    """The closure of a relationship; `now` is the local wall time. Raises Trouble where the relationship is gone."""
    found = queries.of_relationship(choice.relationship)
    if found is None:
        sentence = _("This relationship is not there any more. Choose another one.")
        raise Trouble(TroubleKind.BAD_INPUT, sentence)
    told = _for_the_mentor(found) if choice.whose is Whose.MENTOR else found
    changes = Changes()
    if choice.by_initials:
        sharing = Sharing(handed_out.everyone(), [found.person], initials=True, turned=choice.turned)
        told = naming.everywhere(told, sharing.name, sharing.text)
        changes = sharing.changes
    terms = tuple(_terms(told))
    return Closure(choice, about_me.about_me().name, told, terms, language, paper, now.date(), changes)


def relationship_with(name: str) -> int:
    """The id of the relationship with this person that ended last, else of the newest one. Raises UnknownName."""
    found = choosing.mentors_named(name)
    if not found:
        raise UnknownName(choosing.no_mentor(name))
    if len(found) > 1:
        people = ", ".join(sorted(found.values())[:5]) + (" …" if len(found) > 5 else "")
        sentence = _("“{name}” fits several mentors: {people}. Write the whole name.")
        raise UnknownName(sentence.format(name=name, people=people))
    every = relationships.of_person(next(iter(found)))
    ended = [each for each in every if each.draft.status is Status.ENDED]
    return max(ended or every, key=lambda each: (each.draft.ended_on or date.min, each.id)).id


def left_out(choice: Choice) -> tuple[str, ...]:
    """What is not in the document, for the person to read before saving; a sentence each."""
    said = [_("Your private reflections, and how well the mentor fits, are never in it.")]
    if choice.whose is Whose.MENTOR:
        said.append(
            _(
                "It holds what you learned, your thanks, and what came of the advice that you told about. Advice that you"
                " left or did not decide on, your reasons, the agreement, goals and skills are left out."
            )
        )
    if choice.by_initials:
        said.append(initials_sentence())
    return tuple(said)


def _for_the_mentor(found: Gathered) -> Gathered:
    """Only what the mentor may keep."""
    kept = found.relationship
    return dataclasses.replace(
        found,
        relationship=dataclasses.replace(
            kept,
            purpose="",
            place="",
            end_condition="",
            fit=None,
            stay_in_touch=None,
        ),
        terms={},
        skills=(),
        goals=(),
        advice=tuple(
            dataclasses.replace(each, reason="", decided_on=None)
            for each in found.advice
            if each.told_on and each.decision in (Decision.TAKE, Decision.ADAPT)
        ),
    )


def _terms(told: Gathered) -> list[Term]:
    """What was agreed, in the order of the instrument; what it does not know any more comes last."""
    labels = _labels(told.relationship.kind)
    order = [*labels, *(term for term in told.terms if term not in labels)]
    purpose = told.relationship.purpose.strip()
    return [
        Term(_(labels.get(term, term)), told.terms[term])
        for term in order
        if told.terms.get(term, "").strip() and not (term == "purpose" and purpose)
    ]


@cache
def _labels(kind: Kind) -> dict[str, str]:
    """What each term of an agreement is called in the instrument, those of the other kind last."""
    outcomes = json.loads(paths.resource("wizard/instrument.json").read_text(encoding="utf-8"))["outcomes"]
    own, other = (
        {each["id"]: each["text"] for each in outcomes[each_kind.value]["agreement"]}
        for each_kind in sorted(Kind, key=lambda each: each is not kind)
    )
    trial = {"trial": "Trial: how long, and what you both look at when it ends"}
    return {**trial, **own, **{term: words for term, words in other.items() if term not in own}}
