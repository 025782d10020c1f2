"""Mentee's own tables: that of people comes in again, each of the others is refused in words."""

import pytest

from mentee_app.exports import tables
from mentee_app.imports import people_table
from mentee_app.queries import sheets
from mentee_app.trouble import Trouble


def _table(noun: str, private: bool, *cells: str) -> bytes:
    headings = [
        tables.heading(each.name) for each in sheets.SHEETS[noun].columns if private or not each.private
    ]
    lines = [headings, list(cells) or ["Ada"] * len(headings)]
    return "\r\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode()


@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize("noun", sorted({*tables.NOUNS} - {"people"}))
def test_a_table_of_ours_that_holds_no_people_is_refused_by_what_it_is(noun: str, private: bool) -> None:
    with pytest.raises(Trouble, match=r"This is a table of .+ that Mentee wrote for spreadsheets\."):
        people_table.parse(_table(noun, private))


def test_our_own_table_of_people_brings_its_own_columns_along() -> None:
    cells = [
        "Ada",
        "Engines",
        "Countess",
        "Sums",
        "ada@x.org",
        "1",
        "Signal",
        "",
        "At a ball",
        "",
        "",
        "",
        "30",
        "No",
        "A poem",
    ]
    [person] = people_table.parse(_table("people", False, *cells)).people
    draft = person.draft
    assert (draft.name, draft.industry, draft.reach) == ("Ada", "Sums", "Signal")
    assert (draft.keep_in_touch_days, draft.give_back, draft.how_met) == (30, "A poem", "At a ball")
