"""Names in texts: found however they are written, never within another word, and asked about where they may be words."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mentee_app.domain.lettered import Lettered, letters
from mentee_app.domain.name_spellings import Known
from mentee_app.domain.names_in_texts import NamesInTexts
from mentee_app.exports import name_words
from mentee_app.queries.searching import Word
from mentee_app.queries.snippets import Finder

ROOT = Path(__file__).parent.parent.parent


def _marked(name: str, text: str, *ways: str) -> str:
    """The text with [a name], ?a doubtful one taken for a name? and !a doubtful one taken for a word!."""
    said, at = "", 0
    for place in NamesInTexts([Known(1, name, ways)], name_words.known()).places(text):
        word = text[place.start : place.end]
        signs = "[]" if place.doubt is None else "??" if place.doubt.likely else "!!"
        said += text[at : place.start] + signs[0] + word + signs[1]
        at = place.end
    return said + text[at:]


@pytest.mark.parametrize(
    ("name", "marked"),
    [
        ("Zoë Kravitz", "[zoe] and [Zoé]’s [ZOË], [Zoë]s Buch, [Zoe\u0308]"),
        ("Zoë Kravitz", "[Kravitz, Zoë]; [KravitzZoe]"),
        ("Zoë Kravitz", "[Ｚｏｅ], [Z\u00ado\u200be], zo e, zoea, Bozoe"),
        ("Zoë Kravitz", "@[zoe], #[ZoeKravitz], [zoe.kravitz].docx, [zoe_kravitz], [zoe]99"),
        ("Zoë Kravitz", "[Z. Kravitz], [Z Kravitz], [Zoë K]. was, a [kravitz], [zkravitz], akravitz, zoek"),
        (
            "Xiomara Vandelay",
            "[Xiomara]s, [XiomaraVandelay], [xiomaravandelay], [Xiomara\nVandelay], [VANDELAY]’s",
        ),
        ("Siobhán O’Hagan", "[OHagan], [O'Hagan], [o’hagan]s, [OʼHagan], [Hagan], Ohana, [Siobhan]"),
        ("Ewan McDonald", "[Mc Donald], [MCDONALD], [Mcdonald]'s, Donald, MacDonald"),
        ("Jürgen Müller", "[Mueller]; ?Muller?; ?MÜLLER?s; [Juergen]; Mull, Mullerstown, [Jürgen Mueller]"),
        ("Anna-Lena Øberg", "[AnnaLena], [Anna Lena], [Lena], [Oberg], [Oeberg], Annals"),
        ("Łukasz Groß", "[Lukasz], [LUKASZ], [Łukaszowi], ?GROSS?, ?Groß?, großzügig"),
        ("Aurelio de la Vegas", "[Aurelio Vegas], [de la Vegas], [Vegas], de la casa, [DE LA VEGAS]"),
        ("Dr. Vera Lind", "Dr. [Lind], Dr. Mabuse, [Vera Lind]"),
        ("小龍", "[小龍]說, 小人"),
        ("李小龍", "[李小龍]说, ?小龍?在, [李]先生, 李子"),
        ("佐藤 陽子", "[佐藤陽子]さん, [陽子佐藤], [佐藤]さん, [佐藤・陽子], 加藤"),
        ("김민수", "[김민수]가, ?민수?씨, [김] 씨, 김치"),
        ("สมชาย ใจดี", "พบ[สมชาย]แล้ว, สม"),
        ("Мария Петрова", "[Марией Петровой], [Марии], [МАРИЮ], Мариуполь, марка"),
        ("ליאת כהן", "[ליאת], ו[ליאת], [לִיאַת]"),
        ("ليلى حداد", "و[ليلى], [ليلـى], [لَيلى]"),
        ("Σωκράτης Παπάς", "[σωκρατης]; [ΣΩΚΡΑΤΗΣ]; [Παπας]"),
        ("İpek Işık", "[ipek]; [IPEK]; [İpek]; [isik]; [ISIK]"),
        ("Soo Park", "sparks; a ?park?; [Soo]; [S. Park], spark, SPARK"),
        ("Bob (Robert) Smith-Okafor", "[Robert]; ?Bob?; [Okafor]; ?smith?; [Bob Smith Okafor]"),
        ("Nguyễn Thị Hà", "[Nguyen Thi Ha]; [NGUYEN]; this; has; !ha!"),
        ("عبد الله", "[عبدالله], و[عبد الله]"),
        ("Wu Bo", "[Wu], ?wu?, Wurst, Bor, [WuBo], Bosch, [Wu]'s"),
        ("Al Ann", "Also, Annual, Aluminium, LiAl, ?Al?"),
        ("Tim Min", "times, mines, ?Tim?s, 30min"),
        ("Thi Le", "This, this, [Thi], Les, les"),
        ("Isa Ian", "is a word, I an, [Isa], [ISA]"),
        ("Łukasz Wiśniewski", "?Łukasza? i [Wiśniewskiego], [Wiśniewska], [wisniewskim], Wiśnia, łuki"),
        ("Kateřina Nováková", "?Kateřiny? [Novákové], s [Novákovou], u ?Kateřině?, Novák"),
        ("Пётр Чайковский", "[Чайковского], [Чайковская], [ЧАЙКОВСКИМ], чайка"),
        ("Ελένη Παπαδοπούλου", "της [Ελένης], [Παπαδόπουλος], [ΕΛΕΝΗ], ελιά"),
        ("Guðrún Jónsdóttir", "[Jónsdóttur], [jonsdottir], dóttur"),
        ("Diana Frost", "?Diane?, [Diana], frosty, dian"),
        ("張偉龍", "[张伟龙], ?伟龙?, [張偉龍], 伟大"),
        ("Linda Parent", "a !parent! said, ?Parent? came, [Linda Parent], transparent"),
        ("Anton Sauer", "das war ?sauer?, ?Sauer? sagte, [A. Sauer], Sauerstoff"),
        ("Chloé Chapeau", "un ?chapeau? noir, [Chloé], [chloe chapeau]"),
        ("Will Rose", "?Will? went, I !will! go, ?rose?s, [Will Rose], ?WILL?, Willing, Roseville, @[will]"),
    ],
)
def test_a_name_is_found_however_it_is_written_and_not_within_another_word(name: str, marked: str) -> None:
    text = marked
    for sign in "[]?!":
        text = text.replace(sign, "")
    assert _marked(name, text) == marked


@pytest.mark.parametrize(
    "marked",
    [
        "[mailto:zoe@work.example], [MAILTO:Zoe@work.example?subject=x]. mailto: nobody@x.example",
        "[https://x.example/zo%C3%AB/me], https://x.example/zoom, [http://x.example/?q=kravitz]",
        "[zoe.k@other.example], someone@other.example, [ZOE@WORK.EXAMPLE]",
        "[https://xn--zo-ija.example/], [www.zoekravitz.example/a], https://xn--bcher-kva.example/",
        "[https://wa.me/491715550001], https://wa.me/491715550002, [tel:+491715550001], [0171 5550001]",
        "[@zk_99], [zk_99], [zk-99], [https://social.example/@zk_99], zk 99, [meet.example/zoe]",
        "[Ring the bell, twice]; ring the bell",
    ],
)
def test_no_address_that_holds_a_name_or_leads_to_somebody_stays(marked: str) -> None:
    ways = (
        "zoe@work.example",
        "+49 171 5550001",
        "@zk_99 on Mastodon\nhttps://meet.example/zoe\nring the bell twice",
    )
    assert _marked("Zoë Kravitz", marked.replace("[", "").replace("]", ""), *ways) == marked


def test_where_names_stay_a_handle_that_is_like_one_goes_only_behind_its_sign() -> None:
    finder = NamesInTexts([Known(1, "Zoë Kravitz", ("@zoe",))], name_words.known(), ways_alone=True)
    text = "Zoe Kravitz is @zoe, https://x.example/zoe"
    assert [text[each.start : each.end] for each in finder.places(text)] == ["@zoe", "https://x.example/zoe"]


def test_of_two_people_whose_names_begin_alike_the_longer_name_counts() -> None:
    finder = NamesInTexts(
        [Known(1, "Anna"), Known(2, "Anna Berg"), Known(3, "Hanna Annan")], name_words.known()
    )
    text = "Anna; Anna Bergs; Annan; Hanna"
    assert [(text[each.start : each.end], each.person) for each in finder.places(text)] == [
        ("Anna", 1), ("Anna Berg", 2), ("Annan", 3), ("Hanna", 3),
    ]  # fmt: skip


def test_a_doubt_tells_what_stands_around_the_word() -> None:
    place = NamesInTexts([Known(1, "Rose Kravitz")], name_words.known()).places("I saw\n a rose there.")[0]
    assert place.doubt is not None
    assert (place.doubt.before, place.doubt.word, place.doubt.behind) == ("I saw a ", "rose", " there.")
    assert place.doubt.is_name(frozenset()) and not place.doubt.is_name(frozenset({place.doubt}))


def test_prose_that_names_nobody_stays_as_it_is() -> None:
    names = (
        "Al Bo", "Ann Wu", "Li Na", "Jo Mar", "Ed Ost", "Tim Ito", "Ana Ono", "Min Seo", "Thi Ha", "Eva Sato",
        "Leo Ames", "Ida Ross", "Ron Ellis", "Ben Olsen", "Lena Berg", "Isa Ram", "Cor Ten", "Per Dag", "Mia Ing",
    )  # fmt: skip
    finder = NamesInTexts([Known(at, name) for at, name in enumerate(names)], name_words.known())
    text = "".join((ROOT / name).read_text("utf-8") for name in ("LICENSE", "README.md"))
    sure = {text[each.start : each.end] for each in finder.places(text) if each.doubt is None}
    assert len(text) > 20_000 and sure <= {"Ada", "ada", "ben", "Dag"}


def _bare(name: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFD", name) if not unicodedata.combining(each))


def _full_width(name: str) -> str:
    return "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in name)


WRITTEN: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "upper": str.upper,
    "lower": str.lower,
    "bare": _bare,
    "apart": lambda name: unicodedata.normalize("NFD", name),
    "wide": _full_width,
    "soft": lambda name: "\u00ad".join(name),
    "joined": lambda name: name.replace(" ", ""),
    "handle": lambda name: "@" + _bare(name).lower().replace(" ", "_"),
    "dotted": lambda name: name.replace(" ", "."),
    "turned": lambda name: " ".join(reversed(name.split())),
    "comma": lambda name: ", ".join(reversed(name.split())),
    "given": lambda name: name.split()[0],
    "family": lambda name: name.split()[-1],
    "genitive": lambda name: name + "’s",
}
NAMES = (
    "Zoë Kravitz", "Xiomara Vandelay", "Siobhán O'Hagan", "佐藤 陽子", "Мария Петрова", "Jürgen Müller", "ليلى حداد",
    "Łukasz Øberg", "สมชาย ใจดี", "Anna-Lena Groß", "महेश कुमार", "Will Rose", "Jo Wu", "김 민수", "Αλέξης Ζορμπάς",
)  # fmt: skip
AROUND = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(st.sampled_from(NAMES), st.sampled_from(sorted(WRITTEN)), AROUND, AROUND)
def test_the_search_never_finds_a_name_in_what_is_left(name: str, way: str, before: str, behind: str) -> None:
    assume((name, way) != ("Will Rose", "lower"))
    text = f"{before} {WRITTEN[way](name)} {behind}"
    left, at = "", 0
    for place in NamesInTexts([Known(1, name)], name_words.known()).places(text):
        assert place.doubt is None or place.doubt.likely
        left += text[at : place.start] + "…"
        at = place.end
    left += text[at:]
    for part in (name, *name.split()):
        assert not Finder([Word(part, whole=True)]).finds(left), (text, left)


STRANGER = NamesInTexts([Known(1, "Zzyzx Qwertyuiop", ("zz@example.org",))], name_words.known())


@given(st.text())
def test_a_text_that_names_nobody_has_no_places(text: str) -> None:
    folded = letters(text)
    assume(not any(each in folded for each in ("zzyzx", "qwertyuiop", "zz")))
    assert STRANGER.places(text) == []


@given(st.lists(st.text(st.characters(exclude_characters="zZqQ"), max_size=6), min_size=2, max_size=5))
def test_places_stand_where_the_name_stands_among_any_letters(parts: list[str]) -> None:
    text = " ZzYzx ".join(parts)
    assume("zz" not in letters("".join(parts)) and "@" not in text)
    places = STRANGER.places(text)
    assert [letters(text[each.start : each.end]) for each in places] == ["zzyzx"] * (len(parts) - 1)
    assert [each.start for each in places] == sorted({each.start for each in places})


@given(st.text())
def test_each_folded_letter_is_of_a_letter_of_the_text(text: str) -> None:
    read = Lettered(text)
    assert len(read.places) == len(read.letters) == len(read.edges) - 1
    assert list(read.places) == sorted(read.places) and all(at < len(text) for at in read.places)
