"""What a person types to search: words, phrases and filters."""

from datetime import date

import pytest

from mentee_app.domain.nouns import Noun, State
from mentee_app.queries import searching
from mentee_app.queries.searching import Wanted, Word


def _words(typed):
    return [(word.text, word.whole) for word in searching.read(typed).words]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("tea at noon", [("tea", False), ("at", False), ("noon", False)]),
        ('"at noon" tea', [("at noon", True), ("tea", False)]),
        ("“at  noon”", [("at noon", True)]),
        ('"at no', [("at no", False)]),
        ('5"disk', [("5", False), ("disk", False)]),
        ("see: https://a.b/c", [("see:", False), ("https://a.b/c", False)]),
        ('"" !! — "…"', []),
        ("\ud800x \0y", [("?x", False), ("y", False)]),
    ],
)
def test_words_and_phrases_are_told_apart(typed, words):
    assert _words(typed) == words


def test_every_filter_is_read():
    typed = (
        'mentor:"Ada Lovelace" person:bo with:cy area:career goal:team is:undecided is:Not-Yet kind:people'
        " kind:agenda before:2026-03 after:2026 tea"
    )
    assert searching.read(typed) == Wanted(
        words=(Word("tea"),),
        people=("Ada Lovelace", "bo", "cy"),
        areas=("career",),
        goals=("team",),
        states=(State.UNDECIDED, State.NOT_YET),
        nouns=(Noun.PERSON, Noun.AGENDA_ITEM),
        since=date(2026, 1, 1),
        until=date(2026, 3, 1),
    )


@pytest.mark.parametrize(
    ("typed", "word", "remark"),
    [
        ("before:soon", "soon", "before: needs a day"),
        ("before:2026-02-30", "2026-02-30", "before: needs a day"),
        ("after:2026-13", "2026-13", "after: needs a day"),
        ("is:lost", "lost", "is: knows undecided, taken"),
        ("kind:thing", "thing", "kind: knows person"),
    ],
)
def test_what_is_not_understood_is_looked_for_as_words_and_said(typed, word, remark):
    wanted = searching.read(f"{typed} tea")
    assert [each.text for each in wanted.words] == [word, "tea"]
    assert len(wanted.remarks) == 1 and wanted.remarks[0].startswith(remark)


@pytest.mark.parametrize("typed", ["mentor:", "area: ", "goal:", "is:", "before:", "after:", "kind:"])
def test_a_filter_that_is_not_finished_asks_for_nothing_yet(typed):
    wanted = searching.read(typed)
    assert not wanted.asks and wanted.remarks


def test_no_more_words_are_looked_for_than_the_index_can_bear():
    wanted = searching.read("a b " * 400)
    assert len(wanted.words) == searching.MOST_WORDS and "first 32 words" in wanted.remarks[0]


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("", ""),
        ("  ,. ", ""),
        ("Tea no", '"Tea"* "no"*'),
        ('"of the" sea', '"of the" "sea"*'),
        ("日本", '" 日  本 "*'),
        ("mentor:ada", '"mentor:ada"*'),
        ('a"b', '"a"* "b"*'),
    ],
)
def test_a_list_filter_becomes_a_query_of_the_index(typed, query):
    assert searching.match(typed) == query
    assert searching.match_title(typed) == (f"title : ({query})" if query else "")
