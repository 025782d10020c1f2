"""The ask message: what is known is filled in, the rest stays a blank, the mail link carries it whole."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from mentee_app import paths
from mentee_app.domain import asking
from mentee_app.domain.about_me import AboutMeDraft
from mentee_app.domain.asking import Asker
from mentee_app.domain.goals import GoalDraft
from mentee_app.domain.people import PersonDraft
from mentee_app.wizard import content

ME = AboutMeDraft(
    name="Maren", does="I look after three libraries.", brings="I listen.", reach="maren@example.org"
)
SIOBHAN = PersonDraft(name="Siobhán", email="s@example.org")
GOAL = GoalDraft(title="Lead meetings that end early", subject_name="meetings")
BRING = "What I bring: [what you bring]."


@pytest.fixture(scope="module")
def instrument():
    return content.load(paths.resource("wizard/instrument.json"))


def test_what_is_known_is_filled_and_the_rest_stays_in_brackets(instrument):
    template = instrument.mentoring.message
    text = asking.message(template, Asker(ME, {}, GOAL), SIOBHAN, BRING)
    assert text.startswith("Dear Siobhán,\n\nI look after three libraries. I am working on “Lead meetings")
    assert "What I bring: I listen.\n\nCould we talk" in text
    assert text.endswith("Maren\nmaren@example.org")
    assert [blank.text for blank in asking.blanks(text, template)] == [
        "what",
        "where",
        "what they did that fits",
        "20 to 30",
        "weeks",
    ]


def test_nothing_known_leaves_the_template_as_it_is(instrument):
    for outcome in (instrument.apprenticeship, instrument.mentoring):
        assert asking.message(outcome.message, Asker(AboutMeDraft(), {}), None, BRING) == outcome.message


@pytest.mark.parametrize(
    "answers, said, unsaid",
    [
        ({}, "from you, all of it, by working at your side.", "of it."),
        ({"q9_scope": "mentoring"}, "from you, by working at your side.", "all of it"),
        ({"q10_work": "mentoring"}, "from you, all of it.", "at your side"),
        ({"q9_scope": "mentoring", "q10_work": "mentoring"}, "from you.", "all of it"),
    ],
)
def test_the_message_does_not_contradict_the_answers(instrument, answers, said, unsaid):
    text = asking.message(instrument.apprenticeship.message, Asker(ME, answers, GOAL), SIOBHAN)
    assert f"learn meetings {said}" in text
    assert unsaid not in text


def test_somebody_who_would_follow_does_not_write_that_it_is_up_to_them(instrument):
    text = asking.message(instrument.mentoring.message, Asker(ME, {"q6_decide": "apprenticeship"}), None)
    assert "up to me" not in text
    assert "two days before. I will let you know how it went." in text


def test_a_job_title_in_about_me_goes_into_the_sentence(instrument):
    nurse = AboutMeDraft(does="A nurse in Cork.")
    assert "I am a nurse in Cork. I am working" in asking.message(
        instrument.mentoring.message, Asker(nurse, {}), None
    )


def test_brackets_in_a_name_are_neither_filled_nor_called_a_blank(instrument):
    template = instrument.mentoring.message
    text = asking.message(template, Asker(ME, {}), PersonDraft(name="[goal] [your name]"))
    assert text.startswith("Dear [goal] [your name],")
    assert "goal" not in [blank.text for blank in asking.blanks(text, template)]


def test_a_blank_is_found_where_it_stands():
    (blank,) = asking.blanks("Dear [name], [sic]", "Dear [name]")
    assert "Dear [name], [sic]"[blank.start : blank.end] == "[name]"


@pytest.mark.parametrize(
    "words, title",
    [
        ("", ""),
        ("I want to build boats. Not a weekend class.", "Build boats"),
        ("I'd like to lead   people\nthrough hard days", "Lead people"),
        ("who can help me?", "Who can help me"),
        ("I want to", "I want to"),
        ("word " * 40, ("Word " + "word " * 14).strip() + " word…"),
    ],
)
def test_a_goal_is_named_by_the_first_sentence(words, title):
    assert asking.goal_title(words) == title


def test_the_mail_link_carries_every_character_and_nothing_else():
    body = "Dear Ødegård & co,\n\n50% + 1? #yes = <b>\u202e 你好\r\nbye"
    link = asking.mail_link("a+b&cc=x@example.org", "What? & why\nBcc: all@example.org", body)
    parts = urlsplit(link)
    assert link.isascii() and " " not in link and "#" not in link
    assert unquote(parts.path) == "a+b&cc=x@example.org"
    assert parse_qs(parts.query) == {
        "subject": ["What? & why\nBcc: all@example.org"],
        "body": [body.replace("\r\n", "\n").replace("\n", "\r\n")],
    }
