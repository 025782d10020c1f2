"""Two hands on one text: both stand where they wrote in different places, nothing is there twice, nothing is lost unnamed."""

from collections import Counter
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentee_app.domain import merging
from mentee_app.domain.merging import Merged, merged_text

_few_lines = st.lists(
    st.sampled_from(("", "", "a", "b", "c", "meet Ana at 5", "meet Ana at 6", "長い一日", "x\r")), max_size=7
)
_words = st.lists(
    st.sampled_from(("meet", "Ana", "at", "five", "今", "re\u0301sume\u0301", "ครู", "👩‍🏫")), max_size=4
)
_any_lines = st.lists(_words.map(" ".join) | st.text(max_size=5), max_size=6)
_texts = st.tuples(_few_lines | _any_lines, st.sampled_from(("", "\n"))).map(
    lambda each: "\n".join(each[0]) + each[1]
)


@dataclass(frozen=True)
class Note:
    title: str = ""
    text: str = ""
    email: str = ""
    answers: str = "{}"
    day: int | None = None


def _lines(text):
    """How often each line is there; a final newline makes no further line."""
    return Counter(text.removesuffix("\n").split("\n") if text else [])


def _joined(base, mine, theirs):
    return merging.merged(base, mine, theirs, ("title", "text", "email"))


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "shown"),
    [
        ("meet Ana at 5", "meet Ana at 6", "meet Eva at 5", "meet Eva at 6"),
        ("a\nb\nc", "a\nb\nc\nT", "a\nb\nc\nM", "a\nb\nc\nT\nM"),
        ("a\nb\n", "a\nb\nT\n", "a\nb\nM\n", "a\nb\nT\nM\n"),
        ("a", "a\n", "a\nM", "a\nM\n"),
        ("a", "a\n\nT", "a\n\nM", "a\n\nT\n\nM"),
        ("a\n\nb\n\nc", "a\n\nT\n\nb\n\nc", "a\n\nb\n\nM\n\nc", "a\n\nT\n\nb\n\nM\n\nc"),
        ("", "T", "M", "T\nM"),
        ("a", "a\nsame\nT", "a\nsame\nM", "a\nsame\nT\nM"),
        ("a\nb\nc", "T\na\nb\nc", "a\nb\nM", "T\na\nb\nM"),
        ("a\nb\nc", "", "a\nb\nM\nc", "a\nb\nM\nc"),
        ("a\nb\nc", "a\nb\nT\nc", "", ""),
        ("a\nb", "a", "b", "b"),
        ("a\nb\nc", "b\nc\na", "b\na\nc", "b\na\nc"),
        ("a\nb", "S\na\nb", "a\nb\nS", "a\nb\nS"),
        ("a\nb\nc", "a\nb is better\nT\nc", "a\nb is best\nc", "a\nb is best\nT\nc"),
        ("one two three\nx", "one two drei\nx", "uno two three\nx", "uno two drei\nx"),
        ("a\r\nb\r\nc", "a\r\nb\r\nc\r\nd", "A\r\nb\r\nc", "A\r\nb\r\nc\r\nd"),
        (
            "今天天气很好我们去散步",
            "今天天气很好我们去吃饭",
            "昨天天气很好我们去散步",
            "昨天天气很好我们去吃饭",
        ),
        ("Adà et mast", "Adà et mât", "Ada\u0301 et mast", "Ada\u0301 et mât"),
        ("due on Monday", "due on Tuesday", "due on Friday", "due on Friday"),
    ],
)
def test_both_changes_stand_and_of_one_place_the_later(base, theirs, mine, shown):
    assert merged_text(base, theirs, mine) == shown


def test_what_is_asked_for_in_one_line_stays_one_line_and_is_never_half_an_address():
    base = Note("meet Ana at 5", email="ana@a.org")
    theirs = replace(base, title="meet Ana at 6", email="ana@b.org", day=3)
    found = _joined(base, replace(base, title="meet Eva at 5", email="eva@a.org", day=4), theirs)
    assert found.draft == Note("meet Eva at 6", email="eva@a.org", day=4)
    assert ("email", "ana@b.org") in found.unseen
    empty = _joined(Note(), Note(title="Mine"), Note(title="Theirs"))
    assert empty == Merged(Note(title="Mine"), (("title", "Theirs"),))


def test_what_is_no_writing_is_taken_whole_from_whoever_changed_it():
    base = Note(answers='{"a": 1}')
    assert _joined(base, Note(answers='{"a": 2}'), Note(answers='{"b": 1}')).draft.answers == '{"a": 2}'
    assert _joined(base, replace(base, text="x"), Note(answers='{"b": 1}')).draft == Note(
        text="x", answers='{"b": 1}'
    )


@given(_texts, _texts)
def test_what_one_side_left_alone_is_as_the_other_made_it(base, text):
    for one_line in (False, True):
        assert merged_text(base, text, base, one_line) == text
        assert merged_text(base, base, text, one_line) == text
        assert merged_text(base, text, text, one_line) == text


@settings(max_examples=300)
@given(_texts, _texts, _texts)
def test_no_line_is_doubled_and_none_comes_from_nowhere(base, theirs, mine):
    old, one, two = (_lines(each) for each in (base, theirs, mine))
    found = _lines(merged_text(base, theirs, mine))
    for line, times in found.items():
        if one[line] == two[line] == 1 and (line.strip() or old[line] == 1):
            assert times <= 1, f"{line!r} is there {times} times"
    assert found.total() <= old.total() + (one - old).total() + (two - old).total()


@settings(max_examples=300)
@given(_texts, _texts, _texts)
def test_every_line_that_somebody_wrote_is_shown_or_its_text_is_named(base, theirs, mine):
    found = _joined(Note(text=base), Note(text=mine), Note(text=theirs))
    unseen = [text for _field, text in found.unseen]
    for text in (theirs, mine):
        new = Counter(text.split("\n")) - Counter(base.split("\n"))
        lost = new - Counter(found.draft.text.split("\n"))
        assert text in unseen or not any(line.strip() for line in lost)


@given(st.data(), st.integers(2, 30))
def test_lines_in_places_that_the_other_did_not_touch_all_stand_in_their_order(data, count):
    lines = [f"line {number}" for number in range(count)]
    theirs, mine, shown = [], [], []
    for number, line in enumerate(lines):
        who = data.draw(st.sampled_from(("nobody", "they", "I"))) if number % 2 else "nobody"
        became = data.draw(
            st.sampled_from(([], [f"other {number}"], [line, f"more {number}"], [f"x {number}", "", line]))
        )
        theirs += became if who == "they" else [line]
        mine += became if who == "I" else [line]
        shown += [line] if who == "nobody" else became
    texts = ("\n".join(each) for each in (lines, theirs, mine))
    assert merged_text(*texts) == "\n".join(shown)


@given(_texts, _texts, _texts)
def test_it_comes_to_rest(base, theirs, mine):
    """What was merged, merged with either side once more, is what it was, or the later text."""
    shown = merged_text(base, theirs, mine)
    assert merged_text(base, shown, shown) == shown
    assert merged_text(mine, shown, mine) == shown == merged_text(theirs, theirs, shown)


@pytest.mark.parametrize("line", ["", "word", "{0}", "word {0} of many"])
def test_a_long_note_is_merged_and_one_that_was_rewritten_is_the_later_one(line):
    lines = [line.format(number) for number in range(4000)]
    base, half = "\n".join(lines), len(lines) // 2
    theirs = "\n".join(["T", *lines[:half], "middle", *lines[half:]])
    mine = "\n".join([*lines, "M"])
    shown = merged_text(base, theirs, mine)
    assert {"T", "middle", "M"} <= set(shown.split("\n"))
    assert len(shown.split("\n")) == len(lines) + 3
