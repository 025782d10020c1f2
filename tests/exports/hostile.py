"""Texts that mean harm to a format, from a seed: markup, addresses that are none, odd white space, any characters."""

import random
from collections.abc import Iterator

PIECES = (
    "# ", "## x #", "#", "- ", "+ ", "* ", "1. ", "12) ", "> ", ">", "=====", "-----", "---", "***", "___",
    "```", "~~~", "    ", "\t", "*a*", "**b**", "_c_", "__d__", "`e`", "``", "~~f~~",
    "[g](http://evil.example)", "[h]", "[h]: /x", "![i](j.png)", "![", "!", "<b>", "</p>",
    "<script>alert(1)</script>", "<!--", "-->", "<![CDATA[", "]]>", "<?x?>", "<!DOCTYPE html>", "<br>",
    "<img src=x onerror=alert(1)>", "<a href='javascript:alert(1)'>", "</title>", "</style>",
    "<svg/onload=alert(1)>", "&amp;", "&lt;", "&#60;", "&#x3c;", "&nbsp;", "&", "&&#32;", "&copy", "\\", "\\\\",
    "\\*", "\\\n", "|", "| a | b |", "|---|", ":---", "a | b", "<https://x.example>", "https://example.org",
    "https://example.org/a_b*c_d", "http://x.example/(a)[b]<c>", "https://x.example/%20?q=1&r=2#s",
    "mailto:a@b.example", "javascript:alert(1)", "data:text/html,x", "ftp://x.example", "www.x.example",
    "a@b.example", "file:///etc/passwd", "HTTP://EXAMPLE.ORG", "https://b\u00fccher.example/\u00e4", "https://",
    "!https://x.example", "http://x.example\\", "http://a.b/]", "vbscript:x", "//x.example",
    "https://xn--bcher-kva.example/", "\n", "\n\n", "\n\n\n\n", "\r\n", "\r", "\u2028", "\u2029", "\x85",
    "\x0b", "\x0c", " ", "  ", "\u00a0", "\u2003", "\u3000", "\ufeff", "\u200b", "\u200d", "\u202e", "\u2066",
    "\x00", "\x01", "\x1b[31m", "\x7f", "\x9f", "\ud800", "\udfff", "\ufffe", "\uffff", "\ufdd0", "\U0001fffe",
    "\U0010ffff", "\ue000", "e\u0301", "\U0001f469\u200d\U0001f4bb", "\u05d0\u05d1", "\u0627", "\u4e2d\u6587",
    "a", "word", "two words", ".", ":", "://", ";", "\"", "'", "=", "{", "}", "$x$", "$$", "^", "@", "%",
    "[^1]", "[x]", "[ ] ", "(c)", "--", "...", "0", "1986.", "1)", "\u0661.", ": ", "%%", "{{x}}", "{% x %}",
    "</", "<", "\u00ab", "``` x", "\\[", "\\(",
)  # fmt: skip


def texts(count: int, seed: int) -> Iterator[str]:
    """`count` texts that are not empty, each of one to seven pieces or letters."""
    chance = random.Random(seed)
    made = 0
    while made < count:
        parts = [
            chance.choice(PIECES) if chance.random() < 0.85 else chr(chance.randrange(0x110000))
            for _ in range(chance.randint(1, 7))
        ]
        text = chance.choice(("", "", " ")).join(parts)
        if text.strip():
            made += 1
            yield text
