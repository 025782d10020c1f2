"""What a played user writes and when: texts of many scripts, odd characters and lengths, days and hours."""

from datetime import date, datetime

from hypothesis import strategies as st

_WORDS = (
    *(
        "boat",
        "Boats",
        "résumé",
        "re\u0301sume\u0301",
        "RESUME",
        "mast",
        "Adà",
        "naïve",
        "Straße",
        "İzmir",
        "x",
    ),
    *(
        "導師",
        "教师说：多问",
        "メンターと話す",
        "ครูที่ปรึกษา",
        "ปรึกษาครู",
        "مرشدي",
        "مُرشِد",
        "наставник",
        "멘토",
        "गुरु",
    ),
    *("👩‍🏫", "🙂boat", "🇩🇪", 'said "boat"', "“ship”", "it's", "a-b", "to:boat", "NOT", "OR*", "(", "'; --"),
    *(
        "null\0byte",
        "half\ud83dpair",
        "\udc00",
        "\u202eright",
        "zero\u200bwidth",
        "<b>bold</b>",
        "a\u00a0b",
        "\u2028",
    ),
    *("W" * 90, "長" * 300, "boat" * 300, "line\nbreak\r\nand\ttab", "%s {0} \\"),
)
_LONG = " ".join(["A long evening about a boat without a mast."] * 250)

ZONES = ("Europe/Berlin", "UTC", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Mars/Base")
"""The last one does not exist."""

texts = st.one_of(
    st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4).map(" ".join),
    st.sampled_from((*_WORDS, "", "  ", _LONG)),
)
"""Anything a person may type or paste."""

titles = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=2).map(" ".join)
"""The same, seldom empty."""

days = st.dates(date(2026, 2, 20), date(2026, 4, 10))

walls = st.builds(
    datetime,
    st.just(2026),
    st.integers(2, 4),
    st.integers(1, 28),
    st.sampled_from((2, 9, 16, 23)),
    st.sampled_from((0, 30)),
) | st.sampled_from((datetime(2026, 3, 29, 2, 30), datetime(2026, 3, 8, 2, 30), datetime(2026, 1, 31, 9)))
"""Around today, with hours that the clocks skip."""
