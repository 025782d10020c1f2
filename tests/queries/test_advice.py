"""Looking advice, challenges and questions up: every filter lets through what it says, and nothing else."""

from datetime import date, datetime, timedelta

import pytest

from mentee_app import app
from mentee_app.domain.advice import AdviceDraft, Age, Decision
from mentee_app.domain.areas import AreaDraft
from mentee_app.domain.challenges import ChallengeDraft
from mentee_app.domain.challenges import Status as ChallengeStatus
from mentee_app.domain.goals import GoalDraft
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.questions import QuestionDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.sessions import SessionDraft, Status
from mentee_app.queries import advice, challenges, questions
from mentee_app.queries.advice import Filter, Order, Waiting, Waits

TODAY = date(2026, 3, 3)


@pytest.fixture
def opened(tmp_path):
    with app.opened(tmp_path / "data") as opened:
        yield opened


class Life:
    """Ada mentors in the area Work, in a session that serves a goal; Grace knows Music, and gave advice outside of one."""

    def __init__(self, opened):
        self.opened = opened
        self.work, self.music = (opened.areas.add(AreaDraft(name)).id for name in ("Work", "Music"))
        self.goal = opened.goals.add(GoalDraft("Speak in public")).id
        self.ada = opened.people.add(PersonDraft(name="Ada Lovelace", industry="Science")).id
        self.grace = opened.people.add(PersonDraft(name="Grace Hopper")).id
        opened.people.knows(self.ada, [self.music])
        opened.people.knows(self.grace, [self.music])
        relationship = opened.relationships.add(RelationshipDraft(self.ada, area=self.work)).id
        start = datetime(2026, 3, 1, 14)
        self.session = opened.sessions.add(
            SessionDraft(relationship, Status.HELD, start, "Europe/Berlin", 60)
        ).id
        opened.sessions.serve(self.session, [self.goal])

    def advice(self, person, text, **values):
        return self.opened.advice.add(AdviceDraft(person, text=text, **values)).id

    def shown(self, **wanted):
        return [row.opening for row in advice.page(advice.ids(Filter(TODAY, **wanted)))]


@pytest.fixture
def life(opened):
    life = Life(opened)
    life.advice(life.ada, "Slow down", session=life.session, given_on=date(2026, 3, 1))
    life.advice(
        life.grace, "Practise daily", given_on=date(2025, 12, 20), decision=Decision.TAKE, outcome="It works"
    )
    life.advice(life.ada, "Read aloud", given_on=date(2025, 6, 1), decision=Decision.LEAVE, review_on=TODAY)
    life.advice(life.grace, "Find a teacher", given_on=date(2020, 1, 1), decision=Decision.NOT_YET)
    return life


ALL = ["Slow down", "Practise daily", "Read aloud", "Find a teacher"]


def test_everything_is_shown_the_newest_first(life):
    assert life.shown() == ALL
    assert life.shown(order=Order.OLDEST) == ALL[::-1]
    assert life.shown(order=Order.MENTOR) == ["Slow down", "Read aloud", "Practise daily", "Find a teacher"]


@pytest.mark.parametrize(
    ("show", "shown"),
    [
        (Decision.UNDECIDED, ALL[:1]),
        (Decision.TAKE, ALL[1:2]),
        (Decision.LEAVE, ALL[2:3]),
        (Decision.ADAPT, []),
        (Waiting.TELLING, ALL[1:2]),
        (Waiting.REVIEW, ALL[2:3]),
    ],
)
def test_a_decision_or_what_it_waits_for_narrows_the_list(life, show, shown):
    assert life.shown(show=show) == shown


def test_advice_is_to_be_looked_at_from_its_day_on(life):
    day_before = Filter(TODAY - timedelta(days=1), show=Waiting.REVIEW)
    assert list(advice.ids(day_before)) == []


def test_what_was_told_waits_no_more(life):
    told = advice.ids(Filter(TODAY, show=Waiting.TELLING))[0]
    life.opened.advice.tell(told, TODAY)
    assert life.shown(show=Waiting.TELLING) == []


def test_a_mentor_a_goal_and_an_area_narrow_the_list(life):
    assert life.shown(mentor=life.grace) == ["Practise daily", "Find a teacher"]
    assert life.shown(goal=life.goal) == ["Slow down"]
    assert life.shown(area=life.music) == ["Practise daily", "Read aloud", "Find a teacher"]


def test_the_area_of_the_relationship_comes_before_those_that_the_mentor_knows(life):
    assert "Slow down" in life.shown(area=life.work)
    assert "Slow down" not in life.shown(area=life.music)


@pytest.mark.parametrize(
    ("age", "shown"),
    [(Age.MONTH, ALL[:1]), (Age.QUARTER, ALL[:2]), (Age.YEAR, ALL[:3]), (Age.OLDER, ALL[3:])],
)
def test_an_age_narrows_the_list(life, age, shown):
    assert life.shown(age=age) == shown


def test_words_are_found_in_the_advice_and_in_the_name_of_who_gave_it(life):
    assert life.shown(words="pract") == ["Practise daily"]
    assert life.shown(words="lovel") == ["Slow down", "Read aloud"]
    assert life.shown(words="nowhere") == []


def test_advice_in_the_trash_is_shown_nowhere(life):
    life.opened.advice.trash(advice.ids(Filter(TODAY))[0])
    assert life.shown() == ALL[1:]
    assert Decision.UNDECIDED not in advice.became()


def test_what_became_of_advice_is_counted_with_what_waits(life):
    assert advice.became() == {
        Decision.UNDECIDED: 1,
        Decision.TAKE: 1,
        Decision.LEAVE: 1,
        Decision.NOT_YET: 1,
    }
    assert advice.waits(TODAY) == Waits(undecided=1, telling=1, review=1)


def test_nothing_is_suggested_before_anything_is_typed(life):
    assert advice.suggested(" ", TODAY) == []
    assert [row.opening for row in advice.suggested("slow", TODAY)] == ["Slow down"]


def test_challenges_are_narrowed_as_advice_is(life):
    add = life.opened.challenges.add
    add(ChallengeDraft(life.ada, life.session, "Give a talk"))
    add(ChallengeDraft(life.grace, text="Play for friends", status=ChallengeStatus.DONE))

    def shown(**wanted):
        return [row.opening for row in challenges.page(challenges.ids(challenges.Filter(**wanted)))]

    assert shown(status=ChallengeStatus.DONE) == shown(mentor=life.grace) == ["Play for friends"]
    assert shown(goal=life.goal) == shown(area=life.work) == shown(words="talk") == ["Give a talk"]
    assert shown(order=challenges.Order.MENTOR) == ["Give a talk", "Play for friends"]


def test_a_question_says_what_it_gathers_and_whom_it_waits_for(life):
    gathered = list(advice.ids(Filter(TODAY)))
    question = life.opened.questions.begin(QuestionDraft("How to practise?"), gathered).id
    life.opened.questions.wait_for(question, [life.grace, life.ada])
    life.opened.questions.mark_asked(question, life.ada, TODAY)
    row = questions.page([question])[0]
    assert (row.advice, row.mentors, row.waits_for) == (4, 2, "Grace Hopper")
    assert {on.industry for on in questions.advice_on(question) if on.person == life.ada} == {"Science"}
    assert [name.name for name in questions.of_advice(gathered[0])] == ["How to practise?"]


def test_questions_are_narrowed_by_state_mentor_and_words(life):
    ask = life.opened.questions
    first = ask.begin(QuestionDraft("How to practise?"), []).id
    second = ask.begin(QuestionDraft("Which teacher?"), []).id
    ask.wait_for(first, [life.grace])
    ask.settle(second, {}, "None", TODAY)

    def shown(**wanted):
        return list(questions.ids(questions.Filter(**wanted)))

    assert shown() == [second, first]
    assert shown(state=questions.State.WAITING) == shown(state=questions.State.OPEN) == [first]
    assert shown(mentor=life.grace) == [first] and shown(mentor=life.ada) == []
    assert shown(state=questions.State.DECIDED) == shown(words="teach") == [second]
    assert [row.id for row in questions.suggested("")] == [first]
