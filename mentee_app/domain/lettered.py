"""Reads a text as its bare letters, as the search folds them, and knows where in the text each of them stands."""

import re
import unicodedata
from array import array
from bisect import bisect_left
from functools import cache
from itertools import compress

_SIGNS = (
    "\u00ad\u02b9-\u02bf\u034f\u061c\u0640\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe00-\ufe0f"
)
"""Not seen: soft hyphens, marks of direction, joiners; letters that are apostrophes; the stroke that widens Arabic."""

_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_KEPT_MARKS = "\u0900-\u0963\u0971-\u0dff\u0e00-\u0fbc\u1000-\u109f\u1780-\u17dd\u3099\u309a"
"""Vowels and tones that belong to their letter."""

_RUN = re.compile(f"[^\\W_](?:[^\\W_]|[{_SIGNS}{_MARKS}{_KEPT_MARKS}])*")
_OTHER_LETTER = re.compile(f"[^\\W_\x00-\x7f]|[{_SIGNS}{_MARKS}{_KEPT_MARKS}]")
_PLAIN_JOINT = re.compile(b"(?<=[a-z])[A-Z]|(?<=[A-Za-z])[0-9]|(?<=[0-9])[A-Za-z]")
_IS_LETTER = bytes(chr(code).isalnum() and code < 128 for code in range(256))
_NO_LETTERS = bytes(code for code in range(256) if not _IS_LETTER[code])
_SMALL = bytes(range(256)).lower()
_TURNED = bytes([1, 0, *range(2, 256)])
_DROPPED = re.compile(f"[{_SIGNS}{_MARKS}]")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1100-\u115f\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
"""Scripts where a name stands in the line without spaces (in Korean: with what belongs to it behind)."""

_GOES_ON = re.compile(
    "[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ebc\u0ec8-\u0ecd\u1160-\u11ff\u3099\u309a\u102b-\u103e]"
)
"""Never the first letter of a name: a vowel, a tone, or the end of a Korean syllable."""

_HAN = (
    "龍龙張张陳陈劉刘楊杨趙赵黃黄吳吴孫孙馬马羅罗鄭郑謝谢許许韓韩馮冯鄧邓蕭萧蔣蒋葉叶蘇苏盧卢鍾钟譚谭陸陆賈贾範范閻阎國国華华東东麗丽偉伟鳳凤"
    "蘭兰強强軍军傑杰寶宝貴贵榮荣雲云義义學学衛卫紅红輝辉慶庆曉晓靜静瑩莹穎颖嬌娇愛爱澤泽潔洁廣广豐丰興兴鵬鹏飛飞鋒锋銘铭錦锦鎮镇剛刚勝胜"
    "維维紹绍聰聪語语誠诚賢贤達达遠远進进連连順顺顧顾齊齐萬万長长鄒邹龔龚歐欧關关倫伦來来優优凱凯圓圆堅坚夢梦嚴严寧宁嶽岳師师彥彦恆恒惠惠"
)
"""Signs that are often in names, as they are written in Taiwan and Hong Kong, and in China."""

_OTHER = {
    "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t",
    **dict(zip(_HAN[::2], _HAN[1::2])),
    "ß": "ss", "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي",
}  # fmt: skip


class Lettered:
    """`letters` are the folded letters and digits of a text alone; letter `n` is of the character `places[n]`.

    `edges[n]` says what is before letter `n` (one more than letters): 0 a letter of the same word, `INNER` a joint within
    it (XiomaraVandelay, zoe99, a letter of a script without spaces), `GAP` something that is no letter.
    """

    GAP = 1
    INNER = 2

    def __init__(self, text: str) -> None:
        self._parts: list[str] = []
        self.places = array("L")
        self.edges = bytearray()
        done = 0
        for found in _OTHER_LETTER.finditer(text):
            start = found.start()
            if start < done:
                continue
            while start > done and text[start - 1].isalnum():
                start -= 1
            self._read_plain(text, done, start)
            run = _RUN.match(text, start)
            if run:
                self._read_any(run[0], start)
            done = max(run.end() if run else 0, found.end())
        self._read_plain(text, done, len(text))
        self.letters = "".join(self._parts)
        self.edges.append(self.GAP)

    def _read_plain(self, text: str, start: int, end: int) -> None:
        """What has no letters but those of ASCII; by far the most, so it is read at once."""
        plain = text[start:end].encode("ascii", "replace")
        known = plain.translate(_IS_LETTER)
        before, behind = len(self.edges), b"\0" + known[:-1]
        self._parts.append(plain.translate(_SMALL, _NO_LETTERS).decode("ascii"))
        self.places.extend(compress(range(start, end), known))
        self.edges.extend(compress(behind.translate(_TURNED), known))
        for found in _PLAIN_JOINT.finditer(plain):
            at = bisect_left(self.places, start + found.start(), before)
            self.edges[at] = self.INNER

    def _read_any(self, run: str, start: int) -> None:
        began, before = len(self.edges), ""
        for at, letter in enumerate(run, start):
            folded = _folded(letter)
            if not folded:
                continue
            self._parts.append(folded)
            self.places.extend([at] * len(folded))
            joint = bool(before) and _joint(before, letter)
            self.edges.extend([self.INNER if joint else 0, *([0] * (len(folded) - 1))])
            before = letter
        if began < len(self.edges):
            self.edges[began] = self.GAP


def letters(text: str) -> str:
    """The folded letters and digits of a text alone."""
    return Lettered(text).letters


def unspaced(letter: str) -> bool:
    """Whether the letter is of a script where names stand within a line."""
    return bool(_UNSPACED.match(letter))


@cache
def _folded(letter: str) -> str:
    if "\uac00" <= letter <= "\ud7a3":
        return unicodedata.normalize("NFD", letter)
    small = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold())
    bare = "".join(_OTHER.get(each, each) for each in _DROPPED.sub("", small))
    return "".join(each for each in bare if each.isalnum() or unicodedata.category(each)[0] == "M")


def _joint(left: str, right: str) -> bool:
    """Whether a name may end or begin between two characters of one word."""
    if _GOES_ON.match(right):
        return False
    if left.islower() and right.isupper() or left.isdecimal() is not right.isdecimal():
        return True
    if left.isascii() and right.isascii():
        return False
    return unspaced(left) or unspaced(right) or _script(left) != _script(right)


@cache
def _script(letter: str) -> str:
    known = ("LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW")
    name = unicodedata.name(letter, "").replace("FULLWIDTH ", "")
    return next((each for each in known if name.startswith(each)), "")
