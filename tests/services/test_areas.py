"""Areas of life: their order, what hangs on them, merging and deleting, each taken back whole."""

import pytest

from mentee_app import app
from mentee_app.domain.areas import AreaDraft, NeedDraft
from mentee_app.domain.goals import GoalDraft
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.queries import areas, goals, kept
from mentee_app.queries.areas import AreaUse
from mentee_app.storage import rows, tables

_TABLES = (tables.Area, tables.AreaNeed, tables.Relationship, tables.Goal, tables.PersonArea)


@pytest.fixture
def opened(tmp_path):
    with app.opened(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def full(opened):
    """Work and Craft, with a goal, a relationship and a need each; Ada knows both, Ben Craft only."""
    people = [opened.people.add(PersonDraft(name=name)).id for name in ("Ada", "Ben")]
    for name in ("Work", "Craft"):
        area = opened.areas.named(name)
        opened.goals.add(GoalDraft(f"Goal in {name}", area=area))
        opened.relationships.add(RelationshipDraft(person=people[0], area=area))
        opened.needs.add(NeedDraft(area, f"Need in {name}"))
    work, craft = (area.id for area in areas.all_areas())
    opened.people.knows(people[0], [work, craft])
    opened.people.knows(people[1], [craft])
    return work, craft


def _everything():
    """All rows of all tables that areas touch, but what each write changes."""
    return {
        table: [
            {name: value for name, value in row.items() if name not in ("rev", "updated_at")}
            for row in rows.dicts(table.select().order_by(table.id))
        ]
        for table in _TABLES
    }


def test_an_area_tells_what_hangs_on_it(opened, full):
    work, craft = full
    assert areas.uses() == {work: AreaUse(work, 1, 1, 1, 1), craft: AreaUse(craft, 1, 1, 2, 1)}


def test_areas_stand_in_the_order_they_are_put_in(opened, full):
    work, craft = full
    opened.areas.arrange([craft, work])
    assert [row.name for row in areas.all_areas()] == ["Craft", "Work"]


def test_merging_moves_all_that_hangs_on_an_area_and_is_taken_back_whole(opened, full):
    work, craft = full
    before = _everything()
    deed = opened.areas.merge(craft, work)
    assert areas.uses() == {work: AreaUse(work, 2, 2, 2, 2)}
    assert [each.draft.text for each in kept.several(NeedDraft, "area", work)] == [
        "Need in Work",
        "Need in Craft",
    ]
    assert opened.deeds.undo(deed)
    assert _everything() == before
    assert not opened.deeds.undo(deed)


def test_merging_revives_a_tie_that_lay_in_the_trash(opened, full):
    work, craft = full
    ada = next(each for each in (row[0] for row in rows.of("SELECT id FROM person WHERE name = 'Ada'")))
    opened.people.knows(ada, [craft])
    before = _everything()
    deed = opened.areas.merge(craft, work)
    assert areas.uses()[work].people == 2
    assert opened.deeds.undo(deed)
    assert _everything() == before


def test_an_area_is_not_merged_into_itself(opened, full):
    with pytest.raises(ValueError):
        opened.areas.merge(full[0], full[0])


def test_goals_of_a_deleted_area_show_none_until_it_comes_back(opened, full):
    work, _craft = full
    before = _everything()
    deed = opened.areas.trash(work)
    assert sorted(row.area for row in goals.page(goals.ids(goals.Filter()))) == ["", "Craft"]
    assert opened.deeds.undo(deed)
    assert sorted(row.area for row in goals.page(goals.ids(goals.Filter()))) == ["Craft", "Work"]
    assert _everything() == before


def test_an_area_is_renamed_without_moving_what_hangs_on_it(opened, full):
    work, _craft = full
    base = opened.areas.current(work)
    opened.areas.save(base, AreaDraft("Labour & love", base.draft.colour, base.draft.position))
    assert {row.area for row in goals.page(goals.ids(goals.Filter()))} == {"Labour & love", "Craft"}
