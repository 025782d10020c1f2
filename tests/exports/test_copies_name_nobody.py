"""Copies with initials, written and read back: no name, handle or address in a text, a link, a title or a name of a place."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from urllib.parse import unquote

import html5lib
import pypdf
import pytest

from mentee_app import app
from mentee_app.domain.about_me import AboutMeDraft
from mentee_app.domain.actions import ActionDraft
from mentee_app.domain.advice import AdviceDraft, Decision
from mentee_app.domain.areas import AreaDraft
from mentee_app.domain.challenges import ChallengeDraft
from mentee_app.domain.challenges import Status as ChallengeStatus
from mentee_app.domain.goals import CheckInDraft, GoalDraft, MilestoneDraft
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.sessions import AgendaItemDraft, SessionDraft, Status
from mentee_app.exports import (
    arranging,
    closure,
    handing_out,
    history,
    history_reading,
    html,
    markdown,
    portfolio,
    wording,
)
from mentee_app.exports.closure import Whose
from mentee_app.exports.documents import Choice, Layout
from mentee_app.queries.searching import Word
from mentee_app.queries.snippets import Finder

NOW = datetime(2026, 11, 23, 12)
SAID = (
    "zoe, Zoé’s ZOËs, @zoe_kr and zoe.kravitz@else.example, Kravitz, Zoë; ZoeKravitz\n\n"
    "mailto:zk@work.example https://x.example/zo%C3%AB https://social.example/@zoe_kr\u00a0https://ok.example/a"
    "\n\nXiomaras Buch, xiomara\u00advandelay, ＸＩＯＭＡＲＡ; 小龍说, 佐藤陽子さん, OHagan, wu. {0} {0}"
)
"""Twenty names and ways, and an address that may stay."""

GONE = (
    "Zoë", "Kravitz", "zoe_kr", "zk@work", "else.example", "Xiomara", "Vandelay", "xiomaravandelay", "小龍", "佐藤", "陽子",
    "OHagan", "O'Hagan", "Siobhán", "Wu", "Bo",
)  # fmt: skip


@pytest.fixture(scope="module")
def notebook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[app.App]:
    with app.opened(tmp_path_factory.mktemp("copies") / "notebook") as opened:
        _fill(opened)
        yield opened


def _fill(opened: app.App) -> None:
    for name in ("Xiomara Vandelay", "小龍", "佐藤 陽子", "Siobhán O'Hagan", "Wu Bo"):
        opened.people.add(PersonDraft(name))
    opened.about_me.write(AboutMeDraft("Layla Haddad", known_for=SAID))
    reach = "@zoe_kr\nhttps://social.example/@zoe_kr"
    zoe = opened.people.add(PersonDraft("Zoë Kravitz", email="zk@work.example", reach=reach)).id
    area = opened.areas.add(AreaDraft("Boats of zoe")).id
    goal = opened.goals.add(GoalDraft("Sail like Zoés", area, why=SAID, learned=SAID)).id
    opened.milestones.add(MilestoneDraft(goal, "Ask ZOE", date(2026, 2, 1)))
    for month, percent in ((1, 10), (5, 40)):
        opened.check_ins.add(CheckInDraft(goal, date(2026, month, 1), percent, SAID))
    relationship = opened.relationships.add(
        RelationshipDraft(
            zoe,
            area=area,
            purpose=SAID,
            place=SAID,
            end_condition=SAID,
            closing_learned=SAID,
            closing_thanks=SAID,
        )
    ).id
    opened.relationships.agree(relationship, "privacy", SAID)
    opened.relationships.help_with(relationship, [goal])
    start = datetime(2026, 3, 3, 14)
    draft = SessionDraft(
        relationship, Status.HELD, start, "UTC", 45, topic="kravitz and Xiomara's boat", notes=SAID
    )
    session = opened.sessions.add(draft).id
    opened.sessions.serve(session, [goal])
    opened.agenda.add(AgendaItemDraft(session, SAID))
    opened.advice.add(
        AdviceDraft(
            zoe, session, SAID, SAID, None, Decision.TAKE, SAID, outcome=SAID, told_on=date(2026, 9, 9)
        )
    )
    opened.challenges.add(ChallengeDraft(zoe, session, SAID, ChallengeStatus.DONE, learned=SAID))
    opened.actions.add(ActionDraft(text=SAID, session=session, goal=goal, done_on=date(2026, 4, 4)))


def _save_history(layout: Layout, out: Path) -> str:
    return handing_out.save_history(out, Choice(share=True, initials=True, layout=layout), NOW)


def _save_portfolio(out: Path) -> str:
    return handing_out.save_portfolio(out, "Sail", now=NOW, with_notes=True, by_initials=True)


def _save_closure(whose: Whose, out: Path) -> str:
    return handing_out.save_closure(out, "Zoë", now=NOW, whose=whose, by_initials=True)


KINDS: dict[str, Callable[[Path], str]] = {
    **{layout.value: partial(_save_history, layout) for layout in Layout},
    "portfolio": _save_portfolio,
    **{f"closure {whose.value}": partial(_save_closure, whose) for whose in Whose},
}


def _assert_nobody_is_named(text: str) -> None:
    for name in GONE:
        assert not Finder([Word(name, whole=True)]).finds(text), (name, text)


def _assert_links_lead_to_nobody(links: list[str]) -> None:
    assert "https://ok.example/a" in links
    for link in links:
        assert link.startswith(("#", "https://ok.example/")), link
        _assert_nobody_is_named(unquote(link))


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_for_a_browser_names_nobody(notebook: app.App, tmp_path: Path, kind: str) -> None:
    said = KINDS[kind](tmp_path / "copy.html")
    text = (tmp_path / "copy.html").read_text("utf-8")
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    _assert_nobody_is_named(" ".join(" ".join(each for each in root.itertext()).split()))
    _assert_nobody_is_named(" ".join(value for each in root.iter() for value in each.attrib.values()))
    _assert_links_lead_to_nobody([each.attrib["href"] for each in root.iter("a")])
    assert re.search(r" \d+ places in your texts were changed\.", said)
    assert said.count("A text may still name people otherwise") == 1, (
        "what cannot be known is said in the terminal too"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_in_markdown_names_nobody(notebook: app.App, tmp_path: Path, kind: str) -> None:
    KINDS[kind](tmp_path / "copy.md")
    text = (tmp_path / "copy.md").read_text("utf-8")
    _assert_nobody_is_named(text)
    _assert_links_lead_to_nobody(re.findall(r"<(https?:[^>]*|mailto:[^>]*)>", text))
    assert (
        "mailto" not in text
        and "%5B" not in text
        and text.count("https://") == text.count("https://ok.example/a")
    )


@pytest.mark.parametrize("kind", ["by-mentor", "portfolio", "closure mentor"])
def test_a_pdf_names_nobody_in_its_pages_links_bookmarks_and_about_itself(
    notebook: app.App, tmp_path: Path, kind: str
) -> None:
    said = KINDS[kind](tmp_path / "copy.pdf")
    assert "places in your texts were changed" in said and "A text may still name people otherwise" in said
    reader = pypdf.PdfReader(tmp_path / "copy.pdf")
    _assert_nobody_is_named(" ".join(" ".join(page.extract_text() for page in reader.pages).split()))
    _assert_nobody_is_named(repr(_outline(reader.outline)) + repr(reader.metadata))
    assert reader.xmp_metadata is not None
    _assert_nobody_is_named(repr((reader.xmp_metadata.dc_title, reader.xmp_metadata.dc_creator)))
    links = [
        str(note.get_object()["/A"]["/URI"])
        for page in reader.pages
        for note in page.get("/Annots", ())
        if "/URI" in note.get_object().get("/A", {})
    ]
    _assert_links_lead_to_nobody(links)
    _assert_nobody_is_named(repr([note.get_object().get("/Contents") for note in _notes(reader)]))


def _notes(reader: pypdf.PdfReader) -> list[pypdf.generic.PdfObject]:
    return [note for page in reader.pages for note in page.get("/Annots", ())]


def _outline(entries: list[object]) -> list[str]:
    return [
        title
        for entry in entries
        for title in (_outline(entry) if isinstance(entry, list) else [str(getattr(entry, "title"))])  # noqa: B009
    ]


def test_a_copy_that_keeps_names_makes_no_link_of_what_was_left_out(notebook: app.App) -> None:
    document = history.history(Choice(share=True), NOW)
    told = history_reading.reading(wording.worded(document))
    for text in (html.html(told), markdown.markdown(told)):
        assert "%5B" not in text and "zk@work" not in text and "mailto" not in text and "zoe_kr" not in text
        assert "Zoé’s" in text


def test_the_name_of_a_file_and_what_is_said_of_a_choice_name_nobody(notebook: app.App) -> None:
    goal = portfolio.goal_called("Sail")
    told = portfolio.portfolio(portfolio.Choice(goal, by_initials=True), NOW)
    _assert_nobody_is_named(repr((told.told.goal.title, told.told.area, told.me)))
    relationship = closure.relationship_with("Zoë")
    closing = closure.closure(closure.Choice(relationship, by_initials=True), NOW)
    _assert_nobody_is_named(repr((closing.told, closing.terms)))
    chosen = Choice(share=True, initials=True, goal="Sail like Zoés", area="Boats of zoe", mentor="Zoë")
    assert history.history(chosen, NOW).told == Choice(
        share=True, initials=True, goal="Sail like Z. K.s", area="Boats of Z. K.", mentor="Z. K."
    )


def test_the_places_that_were_changed_are_counted_and_doubts_follow_the_answers(tmp_path: Path) -> None:
    with app.opened(tmp_path / "notebook") as opened:
        person = opened.people.add(PersonDraft("Rose Will")).id
        relationship = opened.relationships.add(RelationshipDraft(person)).id
        notes = "Rose said: I will buy a rose. Rose Will rose; Rosewood."
        start = datetime(2026, 3, 3, 14)
        opened.sessions.add(SessionDraft(relationship, Status.HELD, start, "UTC", notes=notes))
        choice = Choice(share=True, initials=True)
        first = history.history(choice, NOW)
        assert first.set_sessions[0].notes == "R. W. said: I will buy a R. W. R. W. R. W.; Rosewood."
        assert first.changes.count == 4
        asked = {
            (each.word, each.likely): each for each in first.changes.doubts if each.behind.startswith(".")
        }
        words = frozenset({asked["rose", True]})
        again = history.history(Choice(share=True, initials=True, turned=words), NOW)
        assert again.set_sessions[0].notes == "R. W. said: I will buy a rose. R. W. R. W.; Rosewood."
        assert again.changes.count == 3 and again.changes.doubts == first.changes.doubts
        said = handing_out.save_history(tmp_path / "copy.md", choice, NOW)
    assert "4 places in your texts were changed. 3 of them may be words and no names." in said
    assert "1 place may be a name, but was taken for a word: it stays." in said


def test_somebody_has_the_same_initials_in_every_volume(tmp_path: Path) -> None:
    with app.opened(tmp_path / "notebook") as opened:
        for number, name in enumerate(("Ada Berg", "Anna Brandt")):
            relationship = opened.relationships.add(
                RelationshipDraft(opened.people.add(PersonDraft(name)).id)
            ).id
            notes = "Anna Brandt and Ada Berg were there."
            start = datetime(2026, 3, 3 + number, 14)
            opened.sessions.add(SessionDraft(relationship, Status.HELD, start, "UTC", notes=notes))
        choice = Choice(share=True, initials=True)
        volumes = arranging.volumes(history._arranged(choice, NOW), most=1)
        made = [history.history(choice, NOW, volume=volume) for volume in volumes]
    assert [each.mentors[0].name for each in made] == ["A. B.", "A. B. (2)"]
    assert [each.set_sessions[0].notes for each in made] == ["A. B. (2) and A. B. were there."] * 2
