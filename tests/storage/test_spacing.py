"""A word is found beside any sign, and with or without the vowel signs of its script."""

import pytest

from mentee_app import app
from mentee_app.domain.goals import GoalDraft
from mentee_app.queries import searching
from mentee_app.storage import rows


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("🙂boat", "boat"),
        ("🤝🏽boat", "boat"),
        ("\u2068Ada\u2069 Mast", '"Ada Mast"'),
        ("₺100", "100"),
        ("مُرشِد", "مرشد"),
        ("مرشد", "مُرشِد"),
        ("שָׁלוֹם", "שלום"),
        ("résumé", "resume"),
        ("ครูที่ปรึกษา", "ปรึกษา"),
    ],
)
def test_a_word_is_found_beside_signs_and_without_its_diacritics(tmp_path, text, typed):
    with app.opened(tmp_path / "data") as opened:
        made = opened.goals.add(GoalDraft(text))
        sql = "SELECT rowid FROM written_index WHERE written_index MATCH ?"
        assert rows.of(sql, searching.match(typed)) == [(made.id,)]
