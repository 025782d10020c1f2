"""What the wizard is made of: its words, options and weights as frozen pieces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """A sentence with a stable name, for what is stored or acted on by name."""

    id: str
    text: str


@dataclass(frozen=True)
class FreeText:
    title: str
    ask: str
    note: str


@dataclass(frozen=True)
class Check:
    """One other kind of help. `flag` is how results name it; `hint` may be empty."""

    id: str
    flag: str
    text: str
    hint: str


@dataclass(frozen=True)
class Checks:
    title: str
    lead: str
    options: tuple[Entry, ...]
    rows: tuple[Check, ...]
    main_explanation: str


@dataclass(frozen=True)
class Option:
    """One answer of a question: its points for each side, and what it says about the person's wish."""

    id: str
    text: str
    explanation: str
    apprenticeship: int = 0
    mentoring: int = 0


@dataclass(frozen=True)
class Removal:
    """Question 5. `texts` holds one wording for each flag."""

    id: str
    texts: tuple[Entry, ...]
    options: tuple[Option, ...]

    def text(self, flag: str) -> str:
        """How question 5 is asked when `flag` is the main thing."""
        return next(entry.text for entry in self.texts if entry.id == flag)


@dataclass(frozen=True)
class Question:
    """One of questions 6 to 12, its options in the order of the screen. `core`: one of the two big ones."""

    id: str
    factor: str
    weight: int
    core: bool
    text: str
    options: tuple[Option, ...]

    def option(self, option_id: str) -> Option:
        """The option of that id; StopIteration never happens for answers that were accepted."""
        return next(option for option in self.options if option.id == option_id)


@dataclass(frozen=True)
class Rule:
    clear_gap: int
    strong_gap: int
    both_floor: int
    telling_answers: int
    parts_from: int
    neither_order: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """Apprenticeship or mentoring: what to say about it, and all that its next steps need.

    `message_more`, `agenda` and `map` are empty where the outcome has none.
    """

    id: str
    title_clear: str
    title_leaning: str
    body: str
    caution: str
    steps: tuple[Entry, ...]
    look_for: tuple[str, ...]
    ready: tuple[Entry, ...]
    agreement: tuple[Entry, ...]
    message: str
    message_more: str
    agenda: tuple[str, ...]
    map: tuple[str, ...]


@dataclass(frozen=True)
class Both:
    title_two_parts: str
    title_mixed: str
    body_two_parts: str
    body_mixed: str
    steps: tuple[Entry, ...]


@dataclass(frozen=True)
class NotClear:
    title: str
    body: str
    body_settle_q5: str
    steps: tuple[Entry, ...]


@dataclass(frozen=True)
class Neither:
    """Another kind of help, with the better doors in `go`; `kinds` only where there are several sorts."""

    flag: str
    title: str
    body: str
    go: tuple[str, ...]
    back: str
    kinds: tuple[Entry, ...]


@dataclass(frozen=True)
class DangerWords:
    """Phrases that show the feelings text first, and harmless idioms that look like them.

    A phrase is words with spaces between them; `a|b` stands for either word.
    """

    phrases: tuple[str, ...]
    harmless: tuple[str, ...]


@dataclass(frozen=True)
class Instrument:
    """All of "What am I asking for?". Texts are the English source; whoever shows them translates them."""

    name: str
    version: str
    free_text: FreeText
    checks: Checks
    removal: Removal
    questions: tuple[Question, ...]
    rule: Rule
    apprenticeship: Outcome
    mentoring: Outcome
    both: Both
    not_clear: NotClear
    neithers: tuple[Neither, ...]
    danger_words: DangerWords
    always: tuple[str, ...]

    def question(self, question_id: str) -> Question:
        """Question 6 to 12 of that id; KeyError for any other."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)

    def check(self, flag: str) -> Check:
        """The check that raises `flag`."""
        return next(check for check in self.checks.rows if check.flag == flag)

    def neither(self, flag: str) -> Neither:
        """What to say when `flag` is what the person really asks for."""
        return next(neither for neither in self.neithers if neither.flag == flag)

    def outcome(self, side: str) -> Outcome:
        """The content of "apprenticeship" or "mentoring"; KeyError for any other word."""
        return {"apprenticeship": self.apprenticeship, "mentoring": self.mentoring}[side]

    @property
    def feelings_text(self) -> str:
        """What is shown first, and calmly, when someone may be in danger."""
        return next(kind.text for kind in self.neither("other").kinds if kind.id == "feelings")
