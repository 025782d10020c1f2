"""Telling them: only advice that was used waits to be told, and the message holds the words as they were written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentee_app.domain import telling
from mentee_app.domain.advice import Decision

TEMPLATE = "Dear [name],\n\nyou said: “[advice]” [what I did]. [what happened].\n\n[your name]"
USED = (Decision.TAKE, Decision.ADAPT)

written = st.text().filter(str.strip)
plain = st.text("abc DE\n", min_size=1).filter(str.strip)
told = st.none() | st.dates()


@given(st.sampled_from(USED), written)
def test_used_advice_with_an_outcome_waits_to_be_told(decision, outcome):
    assert telling.to_tell(decision, outcome, None)


@given(st.sampled_from(Decision), st.text(), st.dates())
def test_what_was_told_does_not_wait(decision, outcome, told_on):
    assert not telling.to_tell(decision, outcome, told_on)


@given(st.sampled_from(Decision), st.text(" \t\n"), told)
def test_without_an_outcome_there_is_nothing_to_tell(decision, outcome, told_on):
    assert not telling.to_tell(decision, outcome, told_on)


@given(st.sampled_from([each for each in Decision if each not in USED]), st.text(), told)
def test_advice_that_was_not_used_does_not_wait_to_be_told(decision, outcome, told_on):
    assert not telling.to_tell(decision, outcome, told_on)


def test_the_message_tells_what_was_done_and_what_came_of_it():
    text = telling.message("Ada", "Maren", "Ask first.", Decision.TAKE, "They said yes.\n", TEMPLATE)
    assert text == ("Dear Ada,\n\nyou said: “Ask first.” I did what you advised. They said yes.\n\nMaren")


@given(plain, plain, plain, plain, st.sampled_from(USED))
def test_every_word_stands_in_the_message_and_no_blank_is_left(name, own, advice, outcome, decision):
    text = telling.message(name, own, advice, decision, outcome, TEMPLATE)
    assert all(each.strip() in text for each in (name, own, advice, outcome))
    assert "[" not in text


@given(written)
def test_brackets_in_what_was_written_are_not_filled(outcome):
    noted = f"[name] {outcome.strip()} [your name]"
    text = telling.message("Ada", "Maren", "x", Decision.ADAPT, noted, "[what happened]")
    assert text == noted


@given(st.sampled_from(Decision))
def test_what_nobody_knows_stays_in_brackets(decision):
    assert telling.message("", " ", "", Decision.UNDECIDED, "\n", TEMPLATE) == TEMPLATE
    assert telling.message("Ada", "Maren", "x", decision, "y", "[season] [Name] []") == "[season] [Name] []"


@given(st.text("[]abc.\n", max_size=60), written)
def test_a_template_without_known_blanks_stays_as_it_is(template, outcome):
    assert telling.message(outcome, outcome, outcome, Decision.TAKE, outcome, template) == template


@pytest.mark.parametrize(
    "outcome, said",
    [
        ("It worked", "Well: It worked. Bye"),
        ("It worked.", "Well: It worked. Bye"),
        ("Did it work?", "Well: Did it work? Bye"),
        ("Time will tell…", "Well: Time will tell… Bye"),
    ],
)
def test_no_sentence_ends_with_two_stops(outcome, said):
    assert telling.message("", "", "", Decision.TAKE, outcome, "Well: [what happened]. Bye") == said


def test_three_dots_of_the_template_stay():
    assert telling.message("", "", "", Decision.TAKE, "Yes.", "[what happened]...") == "Yes...."


def test_the_words_for_what_was_done_can_be_given_in_another_language():
    deeds = {Decision.ADAPT: "ich habe es angepasst"}
    assert telling.message("", "", "", Decision.ADAPT, "", "[what I did]", deeds) == "ich habe es angepasst"
    assert telling.message("", "", "", Decision.TAKE, "", "[what I did]", deeds) == "[what I did]"


def test_each_decision_but_undecided_has_its_own_words():
    said = {telling.message("", "", "", each, "", "[what I did]") for each in Decision}
    assert len(said) == len(Decision)
    assert "[what I did]" in said
