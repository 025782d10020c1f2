"""Reads the shipped instrument file into its frozen pieces, and says where the file is malformed."""

from collections.abc import Sequence
from pathlib import Path

from mentee_app.wizard import answers
from mentee_app.wizard.instrument import (
    Both,
    Check,
    Checks,
    DangerWords,
    Entry,
    FreeText,
    Instrument,
    Neither,
    NotClear,
    Option,
    Outcome,
    Question,
    Removal,
    Rule,
)
from mentee_app.wizard.part import Part, read


def load(path: Path) -> Instrument:
    """The instrument in the file at `path`. Raises ValueError, naming the place, if its content is malformed,
    and OSError if it cannot be read."""
    whole = read(path)
    outcomes = whole.part("outcomes")
    instrument = Instrument(
        name=whole.text("name"),
        version=whole.text("version"),
        free_text=_free_text(whole.part("free_text")),
        checks=_checks(whole.part("checks")),
        removal=_removal(whole.part("removal")),
        questions=tuple(_question(part) for part in whole.parts("questions")),
        rule=_rule(whole.part("rule")),
        apprenticeship=_outcome("apprenticeship", outcomes.part("apprenticeship")),
        mentoring=_outcome("mentoring", outcomes.part("mentoring")),
        both=_both(outcomes.part("both")),
        not_clear=_not_clear(outcomes.part("not-clear")),
        neithers=tuple(_neither(part) for part in outcomes.parts("neither")),
        danger_words=_danger_words(whole.part("feelings")),
        always=whole.texts("always"),
    )
    _refuse_what_does_not_fit(instrument)
    return instrument


def _free_text(part: Part) -> FreeText:
    return FreeText(part.text("title"), part.text("ask"), part.text("note"))


def _checks(part: Part) -> Checks:
    rows = tuple(
        Check(row.text("id"), row.text("flag"), row.text("text"), row.text_or_empty("hint"))
        for row in part.parts("rows")
    )
    options = _entries(part, "options")
    return Checks(part.text("title"), part.text("lead"), options, rows, part.text("main_explanation"))


def _removal(part: Part) -> Removal:
    texts = part.part("text")
    options = tuple(
        Option(option.text("id"), option.text("text"), option.text("explanation"))
        for option in part.parts("options")
    )
    return Removal(part.text("id"), tuple(Entry(flag, texts.text(flag)) for flag in texts.keys()), options)


def _question(part: Part) -> Question:
    return Question(
        id=part.text("id"),
        factor=part.text("factor"),
        weight=part.number("weight"),
        core=part.yes_or_no("core"),
        text=part.text("text"),
        options=tuple(_option(option) for option in part.parts("options")),
    )


def _option(part: Part) -> Option:
    apprenticeship, mentoring = part.pair("points")
    return Option(part.text("id"), part.text("text"), part.text("explanation"), apprenticeship, mentoring)


def _rule(part: Part) -> Rule:
    return Rule(
        clear_gap=part.number("clear_gap"),
        strong_gap=part.number("strong_gap"),
        both_floor=part.number("both_floor"),
        telling_answers=part.number("telling_answers"),
        parts_from=part.number("parts_from"),
        neither_order=part.texts("neither_order"),
    )


def _outcome(name: str, part: Part) -> Outcome:
    return Outcome(
        id=name,
        title_clear=part.text("title_clear"),
        title_leaning=part.text("title_leaning"),
        body=part.text("body"),
        caution=part.text("caution"),
        steps=_entries(part, "steps"),
        look_for=part.texts("look_for"),
        ready=_entries(part, "ready"),
        agreement=_entries(part, "agreement"),
        message=part.text("message"),
        message_more=part.text_or_empty("message_more"),
        agenda=part.texts_or_none("agenda"),
        map=part.texts_or_none("map"),
    )


def _both(part: Part) -> Both:
    return Both(
        title_two_parts=part.text("title_two_parts"),
        title_mixed=part.text("title_mixed"),
        body_two_parts=part.text("body_two_parts"),
        body_mixed=part.text("body_mixed"),
        steps=_entries(part, "steps"),
    )


def _not_clear(part: Part) -> NotClear:
    return NotClear(
        part.text("title"), part.text("body"), part.text("body_settle_q5"), _entries(part, "steps")
    )


def _neither(part: Part) -> Neither:
    kinds = _entries(part, "kinds") if "kinds" in part.keys() else ()
    return Neither(
        part.text("flag"), part.text("title"), part.text("body"), part.texts("go"), part.text("back"), kinds
    )


def _danger_words(part: Part) -> DangerWords:
    return DangerWords(part.texts("phrases"), part.texts("harmless"))


def _entries(part: Part, key: str) -> tuple[Entry, ...]:
    entries = tuple(Entry(entry.text("id"), entry.text("text")) for entry in part.parts(key))
    if len({entry.id for entry in entries}) < len(entries):
        raise part.wrong(key, "has an id twice")
    return entries


def _refuse_what_does_not_fit(instrument: Instrument) -> None:
    """The file must hold exactly the questions and options of answers.py, and a text for each flag."""
    _same("checks", [check.id for check in instrument.checks.rows], answers.CHECKS)
    _same("removal", [instrument.removal.id], [answers.REMOVAL])
    _same("questions", [question.id for question in instrument.questions], answers.ITEMS)
    for check in answers.CHECKS:
        _same("checks.options", [option.id for option in instrument.checks.options], answers.ALLOWED[check])
    _same(
        "removal.options",
        [option.id for option in instrument.removal.options],
        answers.ALLOWED[answers.REMOVAL],
    )
    for question in instrument.questions:
        _refuse_odd_question(question)
    flags = sorted(check.flag for check in instrument.checks.rows)
    _same("removal.text", sorted(entry.id for entry in instrument.removal.texts), flags)
    _same("rule.neither_order", sorted(instrument.rule.neither_order), flags)
    _same("outcomes.neither", sorted(neither.flag for neither in instrument.neithers), flags)
    if not any(kind.id == "feelings" for kind in instrument.neither("other").kinds):
        raise ValueError("The instrument has no feelings text in outcomes.neither.")


def _refuse_odd_question(question: Question) -> None:
    options = [option.id for option in question.options]
    _same(f"{question.id}.options", sorted(options), sorted(answers.ALLOWED[question.id]))
    if options[-1] != answers.NOT_SURE:
        raise ValueError(f"The instrument's {question.id} must have {answers.NOT_SURE} last.")
    for option in question.options:
        if not all(0 <= points <= question.weight for points in (option.apprenticeship, option.mentoring)):
            raise ValueError(f"The instrument's {question.id}.{option.id} has points beyond its weight.")


def _same(where: str, found: Sequence[str], wanted: Sequence[str]) -> None:
    if list(found) != list(wanted):
        raise ValueError(f"The instrument's {where} must be {', '.join(wanted)}; it has {', '.join(found)}.")
