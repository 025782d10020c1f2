"""Which mentors, goals and areas a name on the command line means."""

from datetime import datetime

import pytest

from mentee_app import app
from mentee_app.domain.areas import AreaDraft
from mentee_app.domain.goals import GoalDraft
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.exports import choosing
from mentee_app.exports.documents import Choice


@pytest.fixture
def ids(tmp_path):
    """Mentors with accents in their names, a goal and an area too, and Bo, who is no mentor."""
    with app.opened(tmp_path / "data") as opened:
        found = {}
        for name in ("Siobhán Kelly", "Zoë", "Zoë Ward", "José", "Jose"):
            found[name] = opened.people.add(PersonDraft(name)).id
            opened.relationships.add(RelationshipDraft(person=found[name]))
        for name in ("Bo {curly}", "Eve Red", "Eve Green"):
            opened.people.add(PersonDraft(name))
        found["goal"] = opened.goals.add(GoalDraft("Über mich schreiben")).id
        found["area"] = opened.areas.add(AreaDraft("Café")).id
        yield found


def _wanted(**choice):
    return choosing.wanted(Choice(**choice), datetime(2026, 3, 3))


@pytest.mark.parametrize("typed", ["Siobhan", "SIOBHÁN", "siobhan kelly", "Kelly", "Siobha\u0301n"])
def test_a_mentor_is_found_without_the_accents_of_the_name(ids, typed):
    assert _wanted(mentor=typed).people == (ids["Siobhán Kelly"],)


def test_a_goal_and_an_area_are_found_so_too(ids):
    wanted = _wanted(goal="uber mich", area="CAFE")
    assert (wanted.goals, wanted.areas) == ((ids["goal"],), (ids["area"],))


def test_the_whole_name_goes_before_a_part_and_the_name_as_it_is_before_another(ids):
    assert _wanted(mentor="zoe").people == (ids["Zoë"],)
    assert _wanted(mentor="José").people == (ids["José"],)
    assert _wanted(mentor="jose").people == (ids["Jose"],)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("bo", "Bo {curly} is in your notebook, but is no mentor."),
        ("eve", "People in your notebook are called “eve”, but none of them is a mentor."),
        ("No {body}", "No mentor is called “No {body}”."),
    ],
)
def test_somebody_who_is_no_mentor_is_told_from_nobody(ids, typed, said):
    with pytest.raises(choosing.UnknownName) as refused:
        _wanted(mentor=typed)
    assert str(refused.value) == said
