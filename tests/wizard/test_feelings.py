"""Words of danger show the feelings text first; idioms and everyday requests do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentee_app import paths
from mentee_app.wizard import content
from mentee_app.wizard.feelings import text_shown_first

INSTRUMENT = content.load(paths.resource("wizard/instrument.json"))

DANGER = [
    "I want to kill myself.",
    "Sometimes I think about KILLING MYSELF",
    "kill\nmyself",
    "I could hurt myself",
    "I have been self-harming again",
    "I am cutting myself again",
    "I cut myself a lot when I am alone",
    "I want to end my life",
    "I will take my life in the morning",
    "I think about taking my own life",
    "I feel suicidal and need a mentor",
    "thoughts of suicide… and nobody to talk to",
    "I called the suicide hotline last night",
    "I don't want to live any more",
    "I don’t want to live like this",
    "i dont want to be alive",
    "I do not want to live",
    "I want to... die",
    "I want to die",
    "Everyone would be better off without me",
    "there is no reason to live",
    "I can't go on",
    "I can't go on with my life",
    "I cannot go on like this",
    "I am not safe at home",
    "We're NOT SAFE AT HOME!",
    "I don't feel safe with my husband",
    "I'm afraid to go home",
    "I'm scared of my partner",
    "He hit me",
    "my boss hit me yesterday",
    "he hits me with a belt",
    "It hit me that I should leave, because he hit me again",
    "My dad beats me",
    "she beat me up",
    "he hits my children",
    "he threatened to kill me",
    "the man that hit me lives next door",
    "I want to die on my own terms, now",
    "I was raped",
    "I was sexually assaulted by my trainer",
    "my partner strangled me",
    "I took an overdose last year",
    "I want to jump off a bridge",
    "Ich denke an Selbstmord",
    "pienso en el suicídio",
    "ＫＩＬＬ ＭＹＳＥＬＦ",
    "k\u00adill my\u200bself",
    "sui\u0301cide",
    "Bad day. I want to kill myself; please help",
]

PLAIN = [
    "",
    "   ",
    "This deadline is killing me",
    "My commute kills me",
    "I killed it at the interview, now what?",
    "I want to be a suicide prevention volunteer",
    "I work at a suicide hotline and want to learn to lead the team",
    "It would be career suicide to say no",
    "I nearly killed myself laughing",
    "I keep shooting myself in the foot in meetings",
    "I drown myself in work",
    "It hit me that I never chose this job",
    "The layoff hit me hard",
    "Reality is really hitting me",
    "Hit me up if you know a good photographer",
    "Hit me with questions, I like to be challenged",
    "Competitors beat us on price",
    "It beats me how she does it",
    "He beats me at chess every time and I want to learn why",
    "I want to take my life in a new direction",
    "Where do I want to take my life from here",
    "Which way I want to take my life is the question",
    "I want to take my life to the next level",
    "I don't want to live in the city any longer",
    "I do not want to live with my parents at thirty",
    "I am tired of living out of a suitcase",
    "There is no reason to live in London for this job",
    "I can't go on holiday before this is done",
    "We can't go on working without a plan",
    "I wanted to die of embarrassment",
    "I had to cut myself off from the news",
    "I don't feel safe asking my manager",
    "He choked me up with his kind words",
    "They kicked me off the project",
    "My project is about domestic violence law",
    "I want to end. My life is full",
    "Overkill! Myself, I prefer less",
    "I want to skill myself up",
    "This exam is a killer, and I hate myself for waiting",
    "I don't want to wake up one day and regret it",
    "I will not die on this hill, and I do not want to die on that hill",
    "Just wanna connect with u all",
]


@pytest.mark.parametrize("words", DANGER)
def test_words_of_danger_show_the_feelings_text(words):
    shown = text_shown_first(words, INSTRUMENT)
    assert shown is not None and "local emergency number" in shown


@pytest.mark.parametrize("words", PLAIN)
def test_everyday_words_do_not(words):
    assert text_shown_first(words, INSTRUMENT) is None


def test_none_of_the_40_requests_is_mistaken_for_danger(cases):
    assert [case["id"] for case in cases if text_shown_first(case["text"], INSTRUMENT)] == []


def test_every_phrase_in_the_list_is_found_by_its_first_reading():
    for phrase in INSTRUMENT.danger_words.phrases:
        for choice in {word.split("|")[0] for word in phrase.split()}:
            assert choice
        reading = " ".join(word.split("|")[0] for word in phrase.split())
        assert text_shown_first(f"Well, {reading}, you know", INSTRUMENT), phrase


@given(st.text(max_size=40), st.text(max_size=40))
def test_danger_is_found_between_any_other_sentences(before, after):
    shown = text_shown_first(f"{before}\n. I want to end my life. \n{after}", INSTRUMENT)
    assert shown == INSTRUMENT.feelings_text


def test_a_very_long_text_is_read_to_its_end():
    assert text_shown_first("I hit the road with my mentor. " * 4_000 + "I want to die", INSTRUMENT)
