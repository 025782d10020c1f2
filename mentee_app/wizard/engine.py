"""The rule of "What am I asking for?": answers in, verdict out, nothing else touched."""

from collections.abc import Iterable
from dataclasses import dataclass

from mentee_app.wizard.answers import NOT_SURE, REMOVAL, Answers, require_complete
from mentee_app.wizard.instrument import Instrument, Option

APPRENTICESHIP = "apprenticeship"
MENTORING = "mentoring"
BOTH = "both"
NOT_CLEAR = "not-clear"
NEITHER = "neither:"
CLEAR = "clear"
LEANING = "leaning"
TWO_PARTS = "two parts"
MIXED = "mixed"
WHO_DECIDES = "talk first about who decides"
SPLIT_OFF = "split off: "

_DECIDE = "q6_decide"


@dataclass(frozen=True)
class Verdict:
    """What the answers add up to. A field that does not apply is None.

    `outcome` is apprenticeship, mentoring, both, not-clear, or neither: with a flag after the colon.
    `settle` is the question that would help most; `leaning` what question 5 holds back; `also` the other
    main flags of a neither.
    """

    outcome: str
    apprenticeship: int
    mentoring: int
    mains: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    strength: str | None = None
    kind: str | None = None
    settle: str | None = None
    leaning: str | None = None
    also: tuple[str, ...] | None = None

    @property
    def neither_flag(self) -> str | None:
        """Which other kind of help it is; None unless the outcome is a neither."""
        return self.outcome.removeprefix(NEITHER) if self.outcome.startswith(NEITHER) else None

    @property
    def cautious(self) -> bool:
        """Question 6 speaks for the other side."""
        return WHO_DECIDES in self.notes

    @property
    def split_off(self) -> tuple[str, ...]:
        """The flags that should become a request of their own, elsewhere."""
        return self.mains if any(note.startswith(SPLIT_OFF) for note in self.notes) else ()

    def as_mapping(self) -> dict[str, object]:
        """For JSON; what does not apply is left out."""
        found: dict[str, object] = {
            "outcome": self.outcome,
            "apprenticeship": self.apprenticeship,
            "mentoring": self.mentoring,
        }
        optional = {
            "strength": self.strength,
            "kind": self.kind,
            "settle": self.settle,
            "leaning": self.leaning,
            "also": None if self.also is None else list(self.also),
        }
        found.update((key, value) for key, value in optional.items() if value is not None)
        found.update(mains=list(self.mains), extras=list(self.extras), notes=list(self.notes))
        return found


def judge(answers: Answers, instrument: Instrument) -> Verdict:
    """The verdict on complete answers. Raises AnswersRefused when a needed answer is missing."""
    require_complete(answers)
    totals = _Totals.of(chosen_options(answers, instrument))
    mains = flags(answers, instrument, "main")
    extras = flags(answers, instrument, "extra")
    apprenticeship, mentoring = totals.apprenticeship, totals.mentoring
    if mains and answers.q5_without_it == "no":
        first, *also = _by_importance(mains, instrument)
        return Verdict(NEITHER + first, apprenticeship, mentoring, mains, extras, also=tuple(also))
    outcome = _weighed(totals, instrument)
    if mains and answers.q5_without_it == "unsure":
        return Verdict(NOT_CLEAR, apprenticeship, mentoring, mains, extras, settle=REMOVAL, leaning=outcome)
    notes = [SPLIT_OFF + ", ".join(mains)] if mains else []
    if outcome == _other_side(answers.q6_decide):
        notes.append(WHO_DECIDES)
    return Verdict(
        outcome,
        apprenticeship,
        mentoring,
        mains,
        extras,
        tuple(notes),
        strength=_strength(outcome, totals, answers, instrument),
        kind=_kind(outcome, totals, instrument),
        settle=_settling(answers, instrument) if outcome == NOT_CLEAR else None,
    )


def chosen_options(answers: Answers, instrument: Instrument) -> dict[str, Option]:
    """The chosen option of each of questions 6 to 12 that has an answer, in their order."""
    found = {}
    for question in instrument.questions:
        option = answers.option(question.id)
        if option is not None:
            found[question.id] = question.option(option)
    return found


def flags(answers: Answers, instrument: Instrument, level: str) -> tuple[str, ...]:
    """The flags of the checks that were answered with `level`, in the order of the checks."""
    return tuple(check.flag for check in instrument.checks.rows if answers.option(check.id) == level)


def removal_text(answers: Answers, instrument: Instrument) -> str | None:
    """How question 5 is asked for these answers, by the most important main flag. None: it is not asked."""
    mains = _by_importance(flags(answers, instrument, "main"), instrument)
    return instrument.removal.text(mains[0]) if mains else None


@dataclass(frozen=True)
class _Totals:
    apprenticeship: int
    mentoring: int
    telling_apprenticeship: int
    telling_mentoring: int
    parts: int

    @classmethod
    def of(cls, options: dict[str, Option]) -> "_Totals":
        chosen = options.values()
        return cls(
            apprenticeship=sum(option.apprenticeship for option in chosen),
            mentoring=sum(option.mentoring for option in chosen),
            telling_apprenticeship=sum(option.apprenticeship > 0 for option in chosen),
            telling_mentoring=sum(option.mentoring > 0 for option in chosen),
            parts=sum(option.apprenticeship > 0 and option.mentoring > 0 for option in chosen),
        )


def _weighed(totals: _Totals, instrument: Instrument) -> str:
    rule = instrument.rule
    gap = totals.apprenticeship - totals.mentoring
    if totals.telling_apprenticeship >= rule.telling_answers and gap >= rule.clear_gap:
        return APPRENTICESHIP
    if totals.telling_mentoring >= rule.telling_answers and -gap >= rule.clear_gap:
        return MENTORING
    if min(totals.apprenticeship, totals.mentoring) >= rule.both_floor:
        return BOTH
    return NOT_CLEAR


def _strength(outcome: str, totals: _Totals, answers: Answers, instrument: Instrument) -> str | None:
    if outcome not in (APPRENTICESHIP, MENTORING):
        return None
    gap = abs(totals.apprenticeship - totals.mentoring)
    strong = gap >= instrument.rule.strong_gap and outcome != _other_side(answers.q6_decide)
    return CLEAR if strong else LEANING


def _kind(outcome: str, totals: _Totals, instrument: Instrument) -> str | None:
    if outcome != BOTH:
        return None
    return TWO_PARTS if totals.parts >= instrument.rule.parts_from else MIXED


def _settling(answers: Answers, instrument: Instrument) -> str | None:
    """The heaviest open question for which some single answer gives a result; None if none does."""
    for question in sorted(instrument.questions, key=lambda question: -question.weight):
        if answers.option(question.id) == NOT_SURE:
            given = chosen_options(answers, instrument)
            tries = (_Totals.of({**given, question.id: option}) for option in question.options)
            if any(_weighed(totals, instrument) != NOT_CLEAR for totals in tries):
                return question.id
    return None


def _by_importance(found: Iterable[str], instrument: Instrument) -> list[str]:
    return sorted(found, key=instrument.rule.neither_order.index)


def _other_side(side: str | None) -> str | None:
    return {APPRENTICESHIP: MENTORING, MENTORING: APPRENTICESHIP}.get(side or "")
