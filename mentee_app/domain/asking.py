"""Writes the message that asks for help: fills a template's [blanks], makes the link for a mail program."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from mentee_app.domain.about_me import AboutMeDraft
from mentee_app.domain.goals import GoalDraft
from mentee_app.domain.people import PersonDraft

_BLANK = re.compile(r"\[[^\[\]\n]{1,60}\]")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n")
_WISH = re.compile(r"(?:i want to|i would like to|i['’]d like to|i wish to)\s+(?=\w)", re.IGNORECASE)
_TITLE_LENGTH = 80

# An answer that contradicts a phrase of the template: question, option, phrase, what stands there instead.
_CONTRADICTED = (
    ("q9_scope", "mentoring", ", all of it,", ","),
    ("q10_work", "mentoring", ", by working at your side.", "."),
    ("q6_decide", "apprenticeship", "What I do with your answers is up to me, and I will", "I will"),
)


@dataclass(frozen=True)
class Asker:
    """What the mentee brings to the message: About me, their answers, and what they are after."""

    about: AboutMeDraft
    answers: Mapping[str, str | None]
    goal: GoalDraft | None = None


@dataclass(frozen=True)
class Blank:
    """A place in the message that the mentee still has to fill: `start` to `end` with its brackets."""

    start: int
    end: int
    text: str


def message(template: str, asker: Asker, person: PersonDraft | None, bring: str = "") -> str:
    """The template as far as it can be filled; what nobody knows yet stays in its [brackets].

    `bring` is a sentence with the blank [what you bring]; it ends the first paragraph if About me knows it.
    """
    values = _values(asker, person)
    text = _agreeing(template, asker.answers)
    if bring and "[what you bring]" in values:
        text = _after_first_paragraph(text, bring)
    if _is_sentence(asker.about.does):
        text = text.replace("I am [one line about you]", "[one line about you]")
    return _BLANK.sub(lambda found: values.get(found[0], found[0]), text)


def blanks(text: str, template: str) -> tuple[Blank, ...]:
    """The blanks of `template` that still stand in `text`, in order; other brackets are the person's own."""
    known = set(_BLANK.findall(template))
    return tuple(
        Blank(found.start(), found.end(), found[0][1:-1])
        for found in _BLANK.finditer(text)
        if found[0] in known
    )


def goal_title(own_words: str) -> str:
    """A title made of the first sentence of the own words, without "I want to"; "" where there are none."""
    sentence = _SENTENCE_END.split(own_words.strip(), maxsplit=1)[0]
    words = " ".join(_WISH.sub("", sentence, count=1).split() if _WISH.match(sentence) else sentence.split())
    words = words.rstrip(".!?…")
    if len(words) > _TITLE_LENGTH:
        words = words[:_TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(",;:") + "…"
    return words[:1].upper() + words[1:]


def mail_link(address: str, subject: str, body: str) -> str:
    """A mailto: link (RFC 6068): all but plain characters are percent-encoded, lines end in CR LF."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
    return f"mailto:{_quoted(address.strip(), '@')}?subject={_quoted(subject)}&body={_quoted(lines)}"


def _values(asker: Asker, person: PersonDraft | None) -> dict[str, str]:
    about, goal = asker.about, asker.goal
    title = goal.title.strip() if goal else ""
    found = {
        "[name]": person.name.strip() if person else "",
        "[craft]": goal.subject_name.strip() if goal else "",
        "[your goal or question]": f"“{title}”" if title else "",
        "[goal or date]": f"“{title}”" if title else "",
        "[one line about you]": _one_line(about.does),
        "[what you bring]": _without_end(about.brings),
        "[your name]": about.name.strip(),
        "[your name and how to reach you]": _signature(about),
    }
    return {blank: value for blank, value in found.items() if value}


def _agreeing(template: str, answers: Mapping[str, str | None]) -> str:
    for question, option, phrase, instead in _CONTRADICTED:
        if answers.get(question) == option:
            template = template.replace(phrase, instead)
    return template


def _after_first_paragraph(text: str, sentence: str) -> str:
    """The greeting is a paragraph of its own, so the first one is the second."""
    paragraphs = text.split("\n\n")
    place = min(1, len(paragraphs) - 1)
    paragraphs[place] += f" {sentence}"
    return "\n\n".join(paragraphs)


def _is_sentence(does: str) -> bool:
    return does.strip().startswith(("I ", "I’", "I'"))


def _one_line(does: str) -> str:
    line = _without_end(does)
    return line if _is_sentence(line) or line[1:2].isupper() else line[:1].lower() + line[1:]


def _without_end(text: str) -> str:
    return " ".join(text.split()).rstrip(".")


def _signature(about: AboutMeDraft) -> str:
    name, reach = about.name.strip(), about.reach.strip()
    return f"{name}\n{reach}".strip() if name else ""


def _quoted(text: str, safe: str = "") -> str:
    return quote(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), safe=safe)
