"""What is found in everything written, where it opens, and the sentence around it."""

from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentee_app import app as application
from mentee_app.domain.about_me import AboutMeDraft
from mentee_app.domain.actions import ActionDraft
from mentee_app.domain.advice import AdviceDraft, Decision
from mentee_app.domain.areas import AreaDraft, NeedDraft
from mentee_app.domain.challenges import ChallengeDraft
from mentee_app.domain.contacts import ContactDraft, ContactKind
from mentee_app.domain.goals import CheckInDraft, GoalDraft, MilestoneDraft
from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.questions import QuestionDraft
from mentee_app.domain.relationships import RelationshipDraft, SkillDraft
from mentee_app.domain.sessions import AgendaItemDraft, SessionDraft, Status
from mentee_app.domain.templates import TemplateDraft
from mentee_app.queries import candidates, found, searching, sessions, snippets
from mentee_app.queries.searching import Word
from mentee_app.queries.snippets import Finder
from mentee_app.storage import spacing

_TODAY = date(2026, 3, 3)


@pytest.fixture
def app(tmp_path):
    with application.opened(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def ada(app):
    """Ada, with a relationship in an area, and what was written in a session with her."""
    return _Told(app, "Ada Lovelace", "Career")


@pytest.fixture
def bo(app):
    return _Told(app, "Bo Diddley", "Music")


class _Told:
    def __init__(self, app, name, area):
        self.app = app
        self.area = app.areas.add(AreaDraft(name=area)).id
        self.person = app.people.add(PersonDraft(name=name)).id
        self.relationship = app.relationships.add(RelationshipDraft(person=self.person, area=self.area)).id

    def session(self, day="2026-02-01", **values):
        start = datetime.fromisoformat(f"{day}T10:00")
        draft = SessionDraft(relationship=self.relationship, wall_start=start, **values)
        return self.app.sessions.add(draft).id

    def advice(self, text, session=None, **values):
        return self.app.advice.add(AdviceDraft(self.person, session, text, **values)).id


def _hits(typed, limit=20):
    answer = found.all_hits(searching.read(typed), limit, _TODAY)
    return [hit for group in answer.groups for hit in group.hits]


def _titles(typed):
    return [hit.title for hit in _hits(typed)]


def _places(typed):
    return [(hit.noun.value, hit.kind, hit.id, hit.part) for hit in _hits(typed)]


def test_everything_written_is_found_where_it_opens(app, ada):
    session = ada.session(topic="zebra")
    goal = app.goals.add(GoalDraft(title="zebra")).id
    question = app.questions.add(QuestionDraft(text="zebra?")).id
    inside = {
        "item": app.agenda.add(AgendaItemDraft(session, "zebra")).id,
        "advice": ada.advice("zebra", session),
        "challenge": app.challenges.add(ChallengeDraft(ada.person, session, "zebra")).id,
        "action": app.actions.add(ActionDraft(ada.person, session, text="zebra")).id,
        "milestone": app.milestones.add(MilestoneDraft(goal, "zebra")).id,
        "check-in": app.check_ins.add(CheckInDraft(goal, _TODAY, 40, "zebra")).id,
        "contact": app.contacts.add(ContactDraft(ada.person, ContactKind.MET, _TODAY, note="zebra")).id,
        "need": app.needs.add(NeedDraft(ada.area, "zebra")).id,
    }
    app.skills.add(SkillDraft(ada.relationship, "zebra"))
    template = app.templates.add(TemplateDraft("zebra")).id
    app.about_me.write(AboutMeDraft(does="zebra"))
    alone = {
        "advice": ada.advice("zebra alone"),
        "challenge": app.challenges.add(ChallengeDraft(ada.person, None, "zebra alone")).id,
        "of-goal": app.actions.add(ActionDraft(goal=goal, text="zebra alone")).id,
        "of-nobody": app.actions.add(ActionDraft(text="zebra alone")).id,
        "of-person": app.actions.add(ActionDraft(person=ada.person, text="zebra alone")).id,
    }
    people, sessions, goals = Kind.PEOPLE, Kind.SESSIONS, Kind.GOALS
    assert set(_places("zebra")) == {
        ("goal", goals, goal, None),
        ("question", Kind.QUESTIONS, question, None),
        ("session", sessions, session, None),
        ("advice", sessions, session, inside["advice"]),
        ("advice", Kind.ADVICE, alone["advice"], None),
        ("challenge", sessions, session, inside["challenge"]),
        ("challenge", Kind.CHALLENGES, alone["challenge"], None),
        ("action", sessions, session, inside["action"]),
        ("action", goals, goal, alone["of-goal"]),
        ("action", people, ada.person, alone["of-person"]),
        ("action", Kind.ACTIONS, alone["of-nobody"], None),
        ("agenda-item", sessions, session, inside["item"]),
        ("contact", people, ada.person, inside["contact"]),
        ("milestone", goals, goal, inside["milestone"]),
        ("check-in", goals, goal, inside["check-in"]),
        ("skill", people, ada.person, ada.relationship),
        ("need", Kind.AREAS, ada.area, inside["need"]),
        ("template", Kind.TEMPLATES, template, None),
        ("about-me", Kind.ABOUT_ME, _hits("kind:about-me")[0].id, None),
    }


def test_the_newest_stand_first_whenever_they_were_written_down(ada):
    for day in ("2026-01-05", "2026-02-07", "2025-12-24"):
        ada.session(day, topic=f"tea {day}")
    assert _titles("tea") == ["tea 2026-02-07", "tea 2026-01-05", "tea 2025-12-24"]


def test_people_with_the_name_stand_before_those_who_are_only_described_so(app):
    app.people.add(PersonDraft(name="Rose Tyler"))
    app.people.add(PersonDraft(name="Zed", notes="grows a rose"))
    assert _titles("rose") == ["Rose Tyler", "Zed"]


def test_the_filters_narrow_by_what_belongs_together(app, ada, bo):
    goal = app.goals.add(GoalDraft(title="Sing alone")).id
    first, second = ada.session(topic="tea with ada"), bo.session("2026-02-10", topic="tea with bo")
    app.sessions.serve(first, [goal])
    ada.advice("drink tea", first)
    bo.advice("leave the tea", second, decision=Decision.LEAVE)
    bo.advice("tea alone", decision=Decision.TAKE)
    assert _titles("tea mentor:lovelace") == ["tea with ada", "drink tea"]
    assert _titles('tea mentor:"bo diddley" kind:session') == ["tea with bo"]
    assert set(_titles("tea area:mus")) == {"tea with bo", "leave the tea", "tea alone"}
    assert _titles("tea goal:sing") == ["tea with ada", "drink tea"]
    assert _titles("is:left") == ["leave the tea"]
    assert _titles("is:undecided mentor:ada") == ["drink tea"]
    assert set(_titles("is:taken is:left")) == {"leave the tea", "tea alone"}
    assert _titles("tea before:2026-02-10") == ["tea with ada", "drink tea"]
    assert _titles("kind:session after:2026-02-10") == ["tea with bo"]
    assert _titles("is:undecided mentor:ada area:music") == []


def test_states_are_those_of_today(app, ada):
    ada.session(topic="held", status=Status.HELD)
    ada.session("2026-03-20", topic="planned")
    for text, due, done in (
        ("late", date(2026, 3, 2), None),
        ("due", _TODAY, None),
        ("over", _TODAY, _TODAY),
    ):
        app.actions.add(ActionDraft(ada.person, text=text, due_on=due, done_on=done))
    assert _titles("is:held") == ["held"]
    assert _titles("is:planned") == ["planned"]
    assert _titles("is:overdue") == ["late"]
    assert set(_titles("is:open kind:action")) == {"late", "due"}
    assert _titles("is:done") == ["over"]


def test_a_name_that_nobody_has_finds_nothing_and_says_so(ada):
    ada.session(topic="tea")
    answer = found.hits(searching.read("tea mentor:zoe"), 5, _TODAY)
    assert answer.groups == () and answer.remarks == ("Nobody here is called “zoe”.",)


def test_what_lies_in_the_trash_is_not_found(app, ada):
    session = ada.session(topic="tea")
    ada.advice("more tea", session)
    app.sessions.trash(session)
    assert _hits("tea") == [] and _hits("kind:session") == [] and _hits("is:undecided") == []


def test_places_of_before_are_looked_up_in_their_order_without_what_is_gone(app, ada, bo):
    session = ada.session(topic="tea")
    app.people.trash(bo.person)
    hits = found.these([ada.person, bo.person, session], _TODAY)
    assert [hit.title for hit in hits] == ["Ada Lovelace", "tea"]
    assert [hit.title for hit in found.latest(5, _TODAY)] == ["tea", "Ada Lovelace"]


def test_reflections_of_ones_own_are_found(ada):
    ada.session(topic="A talk", reflection="I was afraid.")
    assert [hit.snippet for hit in _hits("afraid")] == ["I was afraid."]


def test_what_the_newest_hide_is_found_further_back(app, ada, bo, monkeypatch):
    monkeypatch.setattr(candidates, "FIRST", 4)
    monkeypatch.setattr(candidates, "FURTHER", 4)
    goal = app.goals.add(GoalDraft(title="An old goal", why="the tea")).id
    first = bo.session("2026-01-01", notes="the tea of old")
    for day in range(1, 20):
        ada.session(f"2026-02-{day:02}", notes="the tea")
    step = found.hits(searching.read("the tea"), 3, _TODAY)
    assert step.below is not None
    assert [group.noun.value for group in step.groups] == ["goal", "session"], "a goal is probed at once"
    assert found.hits(searching.read("the tea mentor:bo"), 3, _TODAY).groups == ()
    assert [hit.own for hit in _hits("the tea mentor:bo")] == [first]
    assert [hit.own for hit in _hits("the tea", 3)][0] == goal
    assert [hit.when.day for hit in _hits("the tea", 3)][1:] == [19, 18, 17]


def test_the_filter_of_a_list_finds_words_inside_text_without_spaces_too(ada):
    session = ada.session(notes="私は茶道を習う。 ผมกินข้าว")
    for words in ("茶道", "習", '"茶道を"', "ข้าว"):
        assert list(sessions.ids(sessions.Filter(words=words))) == [session]
    assert not sessions.ids(sessions.Filter(words="道茶"))


def test_words_stand_together_in_a_phrase_only(ada):
    ada.session(topic="the end of the day")
    assert _titles('"of the"') and _titles('"end of the day"')
    assert _titles('"the of"') == [] and _titles('"of th"') == []


@pytest.mark.parametrize("typed", ["cafe", "CAFÉ", "Cafe\u0301", "cąf", '"cafe nöir"', "noir"])
def test_case_and_diacritics_do_not_matter(ada, typed):
    ada.session(topic="Café Noi\u0308r")
    assert _titles(typed) == ["Café Noi\u0308r"]


@pytest.mark.parametrize(
    ("text", "typed", "snippet", "marked"),
    [
        ("First. We met Zoë today, at last! Then not.", "zoe", "We met Zoë today, at last!", ["Zoë"]),
        ("one\ntwo\tthree\nfour", "thr", "two three", ["three"]),
        (
            "Cafe\u0301 Ele\u0301phant",
            "elephant CAFÉ",
            "Cafe\u0301 Ele\u0301phant",
            ["Cafe\u0301", "Ele\u0301phant"],
        ),
        ("私は茶を飲む。本を読む。", "茶を", "私は茶を飲む。", ["茶を"]),
        ("ผมกินข้าวที่บ้าน", "ข้าว", "ผมกินข้าวที่บ้าน", ["ข้าว"]),
        ("O’Brien said: e-mail me", '"o brien" mail', "O’Brien said: e-mail me", ["O’Brien", "mail"]),
        ("mentor mentors tormentor", '"mentor"', "mentor mentors tormentor", ["mentor"]),
        ("😀 tea 😀 tea", "tea", "😀 tea 😀 tea", ["tea", "tea"]),
        ("abc日本def", "def", "abc日本def", ["def"]),
    ],
)
def test_the_sentence_around_the_hit_is_shown_as_written(text, typed, snippet, marked):
    around = Finder(searching.read(typed).words).around(text)
    assert around.text == snippet
    assert [around.text[start:end] for start, end in around.marks] == marked


def test_a_hit_in_a_long_text_stays_in_sight():
    text = "word " * 5000 + "needle " + "word " * 5000
    around = Finder((Word("needle"),)).around(text)
    start, end = around.marks[0]
    assert around.text[start:end] == "needle" and start < 80 and len(around.text) <= snippets.LONGEST + 2
    assert around.text.startswith("…") and around.text.endswith("…")


_SCRIPTS = ("abcdeäéßñ", "αβγδ", "абвгд", "한국어말", "日本語茶道", "กขคงจ", "אבגד", "ابتث")
_word = st.one_of(*(st.text(script, min_size=1, max_size=6) for script in _SCRIPTS))
_gap = st.sampled_from([" ", ", ", "\n", " – ", ". ", "\u3000", " (", "😀 "])


def _loud(text):
    """In capitals, where there is one for each letter."""
    return text.upper() if len(text.upper()) == len(text) else text


@st.composite
def _texts(draw):
    """A text of words in mixed scripts, and its words."""
    words = draw(st.lists(_word, min_size=1, max_size=8))
    return "".join(word + draw(_gap) for word in words), words


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_texts(), st.integers(0, 99), st.integers(0, 99), st.sampled_from("qwxzжю犬猫ฝฟ"))
def test_each_word_is_found_by_its_first_letters_and_nothing_else_is(app, told, start, length, stranger):
    text, words = told
    goal = app.goals.add(GoalDraft(title="·", why=text))
    for word in words:
        begin = start % len(word) if spacing.spaced(word[0]).startswith(" ") else 0
        part = word[begin : begin + 1 + length % len(word)]
        for typed in (word, part, _loud(part)):
            hits = [hit for hit in _hits(typed) if hit.own == goal.id]
            assert hits and hits[0].marks, (typed, text)
            assert hits[0].snippet.strip("…") in text.replace("\n", " ").replace("\u3000", " ")
    assert goal.id not in [hit.own for hit in _hits(stranger)]
    assert goal.id not in [hit.own for hit in _hits(words[0] + stranger)]
    app.goals.trash(goal.id)
    assert goal.id not in [hit.own for hit in _hits(words[0])]
