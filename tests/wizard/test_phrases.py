"""Phrases in a person's own words: right hints, and silence where the words do not say it."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentee_app import paths
from mentee_app.wizard import cues, phrases
from mentee_app.wizard.answers import ALLOWED, CHECKS, ITEMS, Answers

CUES = cues.load(paths.resource("wizard/cues.json"))

# A sentence, and all the answers that its phrases may point to.
SENTENCES = [
    (
        "I want to work beside a carpenter every day and do things exactly as he tells me.",
        "q10_work=apprenticeship q6_decide=apprenticeship",
    ),
    (
        "I would like to follow her recipes to the letter until she says I am ready.",
        "q11_yardstick=apprenticeship q6_decide=apprenticeship",
    ),
    (
        "My hope is to learn everything she knows and one day take over her practice.",
        "q7_path=apprenticeship q9_scope=apprenticeship",
    ),
    ("Could I shadow you for a season and help you in the vineyard?", "q10_work=apprenticeship"),
    ("I want to become just like him and have his career.", "q7_path=apprenticeship"),
    ("I am looking for somebody who tells me what to do, step by step.", "q6_decide=apprenticeship"),
    (
        "I would like to talk with two or three people from time to time, and then I make my own decisions.",
        "q10_work=mentoring q6_decide=mentoring q8_people=mentoring",
    ),
    ("I need a sounding board for my ideas about the choir, a few times a year.", "q6_decide=mentoring"),
    ("Help me find my own way between medicine and music.", "q7_path=mentoring"),
    (
        "I’d like to meet a judge once a month. I’ll bring my own questions, and it’s my decision what I do then.",
        "q10_work=mentoring q6_decide=mentoring",
    ),
    ("She can come from any industry, as long as she has led through a crisis.", "q12_field=mentoring"),
    ("I only need advice on one specific question: how to price my lessons.", "q9_scope=mentoring"),
    ("I set my own goals and judge for myself how it goes.", "q11_yardstick=mentoring"),
    ("Please point out my blind spots, I am the one who chooses.", "q7_path=mentoring"),
    ("Can you get me a job at your company?", "q1_job=main"),
    ("I need someone to help me hit my sales targets this quarter.", "q2_work_targets=main"),
    ("I feel lonely since we moved and would like somebody to chat with.", "q3_chat=main"),
    ("Somebody should just write it for me, I do not have time to learn this.", "q4_done_for_me=main"),
    ("I need help to pass the bar exam in July.", "q4_done_for_me=main"),
    ("It would be nice if you could put in a good word for me.", "q1_job=extra"),
    (
        "I am not looking for a job, I want to learn the whole craft at her side.",
        "q10_work=apprenticeship q1_job=no q9_scope=apprenticeship",
    ),
    ("I don't need a therapist and I don't want anybody to do it for me.", "q4_done_for_me=no"),
    (
        "Not only do I want to copy how he does it, I want him to correct me.",
        "q11_yardstick=apprenticeship q6_decide=apprenticeship",
    ),
    (
        "I want his way in the kitchen: do it as he says. For the books I will decide myself.",
        "q6_decide=some_of_each",
    ),
    (
        "i wanna sit next to u every day n learn it all from start to finish 🙏🔥",
        "q10_work=apprenticeship q9_scope=apprenticeship",
    ),
    ("🎻 I‘d love to study under one master 🎻 and stay with him.", "q8_people=apprenticeship"),
    ("I don't want somebody to tell me what to do.", ""),
    ("I don’t want somebody to tell me what to do.", ""),
    ("I would hate to copy her style, and I never follow his rules.", ""),
    ("I want help with my garden without being told what to do.", ""),
    ("Nobody should decide for me, and I am not going to follow your method.", ""),
    ("I do not want to decide for myself, that is the trouble.", ""),
    ("Doing exactly what he says is not for me.", ""),
    ("I am tired of several people who give me their views.", ""),
    ("I have no wish to take over his business.", ""),
    ("I cannot meet regularly because of my shifts.", ""),
    ("I would like to think about music rather than follow her rules.", ""),
    ("I used to copy her way of working.", ""),
    ("My last mentor told me what to do and I followed his rules.", ""),
    ("When I was a student I had to do exactly what they said.", ""),
    ("Years ago I was at his side in the workshop every day.", ""),
    ("For two years we would meet once a month, but that ended a year ago.", ""),
    ("In the past I worked beside the chef and learned it from start to finish.", ""),
    ("He did hire me, and then the firm closed.", ""),
    ("My sister wants somebody to tell me what to do.", ""),
    ("My friend is looking for a job in a bank.", ""),
    ("She says I should follow her rules.", ""),
    ("Most people want to meet once a month.", ""),
    ("My boss thinks that I need a job coach who can hire me.", ""),
    ('My teacher always said: "Copy exactly what I do and decide for yourself later."', ""),
    ("The advert said “we hire you and you work beside the chef every day”, whatever that is.", ""),
    ("Do apprentices always do exactly what they are told?", ""),
    ("Should I follow one master or look for several mentors?", ""),
    ("How do other people decide for themselves?", ""),
    ("Is it true that they sit next to the master every day?", ""),
    ("I have a small bakery in Leeds and three children, and I like to walk by the sea.", ""),
    ("I manage a few people and I run the whole business with my brother.", ""),
    ("All you have to do is to tell me when it is convenient for you.", ""),
    ("I would like to get to know the town and the people who live in it.", ""),
    ("There is one problem that I have with the shop and it is the rent.", ""),
    ("Let me know when you are ready, and thank you for your time.", ""),
    ("I am writing my thesis and I find it hard to sleep.", ""),
    ("I work as an assistant in a museum and I love it.", ""),
    ("I think about my children when I drive to work in the morning.", ""),
    ("A mentor would make me a better leader, I hope.", ""),
]

SILENT = [
    "",
    "   \n\t",
    "👍👍👍",
    "Help",
    "help me",
    "mentor???",
    "Ich suche jemanden, der mir sagt, was ich tun soll, und ich will an seiner Seite arbeiten.",
    "Ich möchte neben einem Meister arbeiten. My job is in Berlin und ich brauche Hilfe.",
    "Busco a alguien que me enseñe todo el oficio; no quiero un trabajo, quiero aprender a su lado.",
    "Je cherche un mentor pour parler une fois par mois, et je décide moi-même de la suite.",
    "Cerco una persona che mi aiuti a trovare la mia strada, non un lavoro.",
    "Ik zoek iemand die mij alles leert, van het begin tot het einde.",
    "Procuro alguém para conversar uma vez por mês sobre o meu trabalho e os meus planos.",
    "我想找一位导师，每个月谈一次。",
    "أبحث عن مرشد أتحدث معه كل شهر",
    "Я ищу наставника, чтобы учиться у него каждый день.",
    "asdf qwer zxcv uiop hjkl bnm",
]

LONG = [
    "I don't want to decide for myself. ",
    "I decide for myself and copy how he does it ",
    "i i i i do it ",
    "the ",
    '"a ',
    "...x ",
    "a'",
    "\n ",
    "a",
    ".",
]

PIECES = st.sampled_from(
    'I want not to decide for myself . , " “ ” do it as he says ? ! … used to don’t 🙏 é ß ﬁ İ \u0301 \u00ad the my'
    " sister wants a job ; shadow her and talk once a month".split(" ")
)


def answers_of(text: str) -> set[str]:
    """What the hints of a text point to."""
    return {f"{hint.question}={hint.answer}" for hint in phrases.read(text, CUES).hints}


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_a_sentence_has_its_hints_and_no_others(text, expected):
    assert phrases.read(text, CUES).readable
    assert answers_of(text) == set(expected.split())


@pytest.mark.parametrize("text", SILENT)
def test_what_is_empty_or_not_english_is_met_with_silence(text):
    assert phrases.read(text, CUES) == phrases.Reading(False, ())


def test_in_the_40_cases_at_most_one_hint_in_twenty_is_opposite(cases):
    hints = [(hint, case["expected_answers"][hint.question]) for case in cases for hint in read(case)]
    wrong = [(hint.question, hint.phrase) for hint, expected in hints if opposite(hint, expected)]
    assert len(hints) >= 100
    assert len(wrong) <= 0.05 * len(hints), wrong


def test_at_least_thirty_of_the_40_cases_have_a_right_hint(cases):
    assert sum(any(not_wrong(hint, case) for hint in read(case)) for case in cases) >= 30


def test_all_40_cases_are_taken_for_english(cases):
    assert [case["id"] for case in cases if not phrases.read(case["text"], CUES).readable] == []


def read(case: dict) -> tuple[phrases.Hint, ...]:
    """The hints of a case."""
    return phrases.read(case["text"], CUES).hints


def opposite(hint: phrases.Hint, expected: str) -> bool:
    """Wanted and not wanted for a check, in either direction; one side and the other for a question."""
    if hint.question in CHECKS:
        return (hint.answer == "no") != (expected == "no")
    return {hint.answer, expected} == {"apprenticeship", "mentoring"}


def not_wrong(hint: phrases.Hint, case: dict) -> bool:
    """The very answer; for a check that it is wanted, or that it is not."""
    expected = case["expected_answers"][hint.question]
    return hint.answer == expected or (hint.question in CHECKS and not opposite(hint, expected))


@pytest.mark.parametrize("piece", LONG)
def test_a_megabyte_is_read_and_its_beginning_counts(piece):
    text = ("I want to decide for myself what to do with the advice. " + piece * 1_000_000)[:1_000_000]
    reading = phrases.read(text, CUES)
    assert len(reading.hints) <= 2 * sum(len(ALLOWED[question]) for question in (*CHECKS, *ITEMS))
    assert not reading.readable or "q6_decide" in {hint.question for hint in reading.hints}


@given(st.lists(PIECES, max_size=60).map(" ".join) | st.text(max_size=200))
def test_any_text_gives_hints_that_stand_in_it(text):
    reading = phrases.read(text, CUES)
    for hint in reading.hints:
        assert 0 <= hint.start < hint.end <= len(text)
        assert hint.phrase == text[hint.start : hint.end]
        assert hint.phrase in hint.sentence and hint.sentence in text
        assert hint.answer in ALLOWED[hint.question]
    assert list(reading.hints) == sorted(reading.hints, key=lambda hint: (hint.start, hint.end))


@given(st.text(max_size=100))
def test_words_of_another_sentence_do_not_take_a_hint_away(before):
    wish = "I would like to shadow her and to decide for myself about the rest of it and how I do it."
    own = "\n\n" + wish
    ends = before.replace('"', "").translate({ord(mark): None for mark in "“„«»"})
    if phrases.read(ends + own, CUES).readable:
        assert "q10_work=apprenticeship" in answers_of(ends + own) or "q10_work=some_of_each" in answers_of(
            ends + own
        )


def test_the_spans_are_right_after_signs_of_two_units_and_accents():
    text = "🎻🎻 Café ﬁrst: I’d like to decide for my\u00adself, and that is it."
    (hint,) = phrases.read(text, CUES).hints
    assert text[hint.start : hint.end] == "decide for my\u00adself"


def test_a_refused_hint_is_gone_also_when_words_around_it_change():
    first = phrases.read("I want to decide for myself what to do.", CUES)
    later = phrases.read("It is me who knows it. I want to decide  for\nmyself, always.", CUES)
    assert first.hints and later.hints
    assert later.without({first.hints[0].key}).hints == ()


def test_what_no_phrase_speaks_to_is_named_and_a_refused_hint_says_nothing():
    reading = phrases.read("I want to decide for myself what to do.", CUES)
    assert reading.unsaid == tuple(item for item in ITEMS if item != "q6_decide")
    assert reading.without({reading.hints[0].key}).unsaid == ITEMS


def test_words_for_both_sides_point_to_some_of_each():
    reading = phrases.read("I want to do it as he says. In the evening I decide for myself.", CUES)
    assert [hint.answer for hint in reading.hints] == ["some_of_each", "some_of_each"]


@pytest.mark.parametrize(
    ("question", "given_answer", "pointed", "held"),
    [
        ("q6_decide", "mentoring", "mentoring", True),
        ("q6_decide", "some_of_each", "mentoring", True),
        ("q6_decide", "not_sure", "mentoring", False),
        ("q6_decide", "mentoring", "some_of_each", False),
        ("q1_job", "extra", "main", True),
        ("q1_job", "main", "extra", True),
        ("q1_job", "no", "main", False),
        ("q1_job", "main", "no", False),
    ],
)
def test_an_answer_holds_a_hint_when_it_says_the_same_or_more(question, given_answer, pointed, held):
    hint = phrases.Hint(question, pointed, 0, 1, "x", "x")
    assert phrases.holds(Answers(**{question: given_answer}), hint) is held


def test_every_cue_can_be_found_and_no_cue_is_written_twice():
    seen = [(cue.question, phrase) for cue in CUES.cues for phrase in cue.phrases]
    assert len(seen) == len(set(seen))
    for cue in CUES.cues:
        for phrase in cue.phrases:
            words = [first_reading(element) for element in phrase.split() if not element.endswith("?")]
            plain = "".join(f"{word} " for word in words if word)
            assert re.fullmatch(cues.pattern(phrase, CUES.groups), plain), phrase


def first_reading(element: str) -> str:
    """The first of several words; nothing for a gap."""
    first = element.split("|")[0]
    if element == "..":
        return ""
    return CUES.groups.of(first[1:])[0] if first.startswith("@") else first


def test_cues_point_to_every_check_and_to_both_sides_of_every_question():
    found = {(cue.question, cue.answer) for cue in CUES.cues}
    sides = {(item, side) for item in ITEMS for side in ("apprenticeship", "mentoring")}
    assert found == sides | {(check, answer) for check in CHECKS for answer in ("main", "no")}


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"question": "q5_without_it"}, "question must be one of"),
        ({"answer": "yes"}, "answer must be one of"),
        ({"phrases": []}, "must be a list that is not empty"),
        ({"phrases": ["a? job"]}, "must begin with a word"),
        ({"phrases": [".. job"]}, "must begin with a word"),
        ({"phrases": ["a @nowhere"]}, "group that there is not"),
        ({"phrases": ["the a?|b"]}, "question mark"),
    ],
)
def test_malformed_cues_are_refused_by_name(tmp_path, change, complaint):
    whole = json.loads(paths.resource("wizard/cues.json").read_text("utf-8"))
    whole["cues"][0] |= change
    path = tmp_path / "cues.json"
    path.write_text(json.dumps(whole), "utf-8")
    with pytest.raises(ValueError, match=complaint):
        cues.load(path)
