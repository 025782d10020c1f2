"""The answers a person gave in the wizard, and clear words for answers that cannot be used."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

_SIDES = ("apprenticeship", "mentoring", "some_of_each", "not_sure")
_LEVELS = ("main", "extra", "no")

CHECKS = ("q1_job", "q2_work_targets", "q3_chat", "q4_done_for_me")
REMOVAL = "q5_without_it"
ITEMS = ("q6_decide", "q7_path", "q8_people", "q9_scope", "q10_work", "q11_yardstick", "q12_field")
QUESTIONS = (*CHECKS, REMOVAL, *ITEMS)
NOT_SURE = "not_sure"

ALLOWED: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(CHECKS, _LEVELS),
    REMOVAL: ("yes", "no", "unsure"),
    **dict.fromkeys(ITEMS, _SIDES),
    "q12_field": ("apprenticeship", "helps_not_must", "mentoring", "not_sure"),
}


class AnswersRefused(ValueError):
    """These answers cannot be judged. `problems` holds one sentence for each thing that is wrong."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Answers:
    """What was chosen for each question: the option's stored value, or None where nothing is chosen yet."""

    q1_job: str | None = None
    q2_work_targets: str | None = None
    q3_chat: str | None = None
    q4_done_for_me: str | None = None
    q5_without_it: str | None = None
    q6_decide: str | None = None
    q7_path: str | None = None
    q8_people: str | None = None
    q9_scope: str | None = None
    q10_work: str | None = None
    q11_yardstick: str | None = None
    q12_field: str | None = None

    def __post_init__(self) -> None:
        problems = [found for question in QUESTIONS if (found := _problem(question, self.option(question)))]
        if problems:
            raise AnswersRefused(*problems)

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, object]) -> "Answers":
        """Unanswered questions may be left out or None. Raises AnswersRefused for all else that is odd."""
        problems = [_unknown(key) for key in mapping if key not in ALLOWED]
        problems += [found for question in QUESTIONS if (found := _problem(question, mapping.get(question)))]
        if problems:
            raise AnswersRefused(*problems)
        return cls(**{key: value for key, value in mapping.items() if isinstance(value, str)})

    def to_mapping(self) -> dict[str, str | None]:
        """Every question with its answer, in the order of the questions; fit for JSON."""
        return {question: self.option(question) for question in QUESTIONS}

    def option(self, question: str) -> str | None:
        """What is chosen for `question`; KeyError for a question that does not exist."""
        if question not in ALLOWED:
            raise KeyError(question)
        chosen: str | None = getattr(self, question)
        return chosen

    def changed(self, question: str, option: str | None) -> "Answers":
        """The same answers with another choice for one question. The old object stays as it was."""
        if question not in ALLOWED:
            raise AnswersRefused(_unknown(question))
        return replace(self, **{question: option})


def asks_removal(answers: Answers) -> bool:
    """Whether the wizard shows question 5: one of the four checks is the main thing."""
    return any(answers.option(check) == "main" for check in CHECKS)


def questions_shown(answers: Answers) -> tuple[str, ...]:
    """The questions that these answers lead through, in order; question 5 only when it is asked."""
    return tuple(question for question in QUESTIONS if question != REMOVAL or asks_removal(answers))


def first_unanswered(answers: Answers) -> str | None:
    """Where a half-done request goes on; None when it can be judged."""
    return next((question for question in questions_shown(answers) if answers.option(question) is None), None)


def require_complete(answers: Answers) -> None:
    """Raises AnswersRefused that names every question without an answer, and what it can be."""
    open_questions = [question for question in questions_shown(answers) if answers.option(question) is None]
    if open_questions:
        raise AnswersRefused(*(_missing(question) for question in open_questions))


def parse_answers(text: str) -> Answers:
    """Complete answers from JSON text: the answers themselves, or an object that holds them as "answers"
    or "expected_answers". Raises AnswersRefused with a sentence for the terminal."""
    answers = Answers.from_mapping(_unwrapped(_parsed(text)))
    require_complete(answers)
    return answers


def _parsed(text: str) -> dict[str, object]:
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise AnswersRefused("There are no answers: the text is empty.")
    try:
        parsed: object = json.loads(text, object_pairs_hook=_without_doubles)
    except AnswersRefused:
        raise
    except json.JSONDecodeError as error:
        raise AnswersRefused(_not_json(error)) from error
    except (ValueError, RecursionError) as error:
        raise AnswersRefused("The answers are not valid JSON that can be read.") from error
    if not isinstance(parsed, dict):
        raise AnswersRefused(f"The answers must be one JSON object in {{ }}, not {_kind(parsed)}.")
    return parsed


def _unwrapped(parsed: dict[str, object]) -> dict[str, object]:
    holder = next((key for key in ("answers", "expected_answers") if key in parsed), None)
    if holder is None:
        return parsed
    beside = [question for question in QUESTIONS if question in parsed]
    if beside:
        raise AnswersRefused(f'{beside[0]} stands beside "{holder}". Put all answers inside "{holder}".')
    inner = parsed[holder]
    if not isinstance(inner, dict):
        raise AnswersRefused(f'"{holder}" must be a JSON object in {{ }}, not {_kind(inner)}.')
    return inner


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    for question in QUESTIONS:
        if sum(key == question for key, _ in pairs) > 1:
            raise AnswersRefused(f"{question} is answered twice.")
    return found


def _not_json(error: json.JSONDecodeError) -> str:
    if error.msg == "Extra data":
        return f"There is more than one JSON object (line {error.lineno}). Give the answers of one request."
    return f"The answers are not valid JSON: {error.msg} (line {error.lineno}, column {error.colno})."


def _problem(question: str, value: object) -> str | None:
    if value is None or (isinstance(value, str) and value in ALLOWED[question]):
        return None
    if isinstance(value, str):
        return f"{question} cannot be {_quoted(value)}. It can be: {_choices(question)}."
    return f"{question} must be one of these words, not {_kind(value)}: {_choices(question)}."


def _missing(question: str) -> str:
    why = " It is needed because a check is the main thing." if question == REMOVAL else ""
    return f"{question} has no answer.{why} It can be: {_choices(question)}."


def _unknown(key: object) -> str:
    return f"{_quoted(str(key))} is not a question. The questions are: {', '.join(QUESTIONS)}."


def _choices(question: str) -> str:
    return ", ".join(ALLOWED[question])


def _quoted(text: str) -> str:
    """Safe for any terminal: escapes control characters and shortens what is long."""
    return json.dumps(text if len(text) <= 40 else text[:39] + "…")


def _kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "a text"
    return "a list" if isinstance(value, list | tuple) else "an object"
