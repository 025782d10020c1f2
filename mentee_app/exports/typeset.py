"""The child process that sets documents: one line of JSON in, stages and the finished bytes out.

It loads as little as it can, and dies with the program that started it. The only place that knows typst.
"""

import json
import re
import sys
from typing import Any

import typst

from mentee_app import in_child

STANDARDS: list[Any] = ["ua-1", "a-2a"]
FAMILIES = ("Libertinus Serif",)
LAST_RESORT = ("New Computer Modern Math", "DejaVu Sans Mono")
SCRIPTS = (
    "Amiri", "Noto Naskh Arabic", "Geeza Pro", "Traditional Arabic", "Segoe UI", "DejaVu Sans",
    "Noto Serif CJK SC", "Noto Serif CJK JP", "Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Serif SC",
    "Songti SC", "Hiragino Mincho ProN", "Yu Mincho", "SimSun", "MS Mincho", "Malgun Gothic",
    "Apple SD Gothic Neo", "Noto Serif Devanagari", "Noto Serif Thai",
    "Noto Emoji", "Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji",
)  # fmt: skip
"""Families that read well in their script, asked before the typewriter face that has some of it too."""

NEAR = 30
"""Pages from the start that are found by counting sessions."""

MOST_ON_A_PAGE = 14
"""Sessions: a page holds fewer, even where each is only a heading."""

_OWN_LETTERS = re.compile(
    "[^\n\x20-\x7e\xa0-\u024f\u0300-\u036f\u0370-\u03ff\u0400-\u045f\u05d0-\u05ea\u2010-\u2027\u2030-\u203a\u20ac\u2713\u25cb\ufffd]"
)
_UNDRAWN = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))", re.DOTALL)
_PROBE = b"""#set document(title: "letters")
#set text(lang: "en", font: json(bytes(sys.inputs.letters)))
#for letter in json(bytes(sys.inputs.probe)) [#par(letter)]
"""


def main() -> int:
    """Do the job on standard input; the exit code: 2 where there is none that can be read, 1 where it failed."""
    try:
        job = json.loads(in_child.heard())
        kind, _sections = job["kind"], job["document"]["sections"]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return in_child.complain(
            "typeset is for Mentee itself: it needs a document to set on standard input.", 2
        )
    in_child.die_with_the_parent()
    try:
        _pages(job) if kind == "pages" else _pdf(job)
    except Exception as error:
        return in_child.complain(f"the document could not be set ({type(error).__name__}).", 1)
    return 0


def undrawn(letters: str, fonts: typst.Fonts, families: list[str]) -> str:
    """Those of `letters` that none of the fonts has."""
    inputs = {"letters": json.dumps(families), "probe": json.dumps(list(letters))}
    try:
        typst.compile(
            _PROBE, font_paths=fonts, ignore_system_fonts=True, sys_inputs=inputs, pdf_standards="a-2b"
        )
    except typst.TypstError as error:
        return _told(error)
    return ""


class _Case:
    """The fonts for a document, and what they lack. The system's are read only where needed."""

    def __init__(self, document: dict[str, Any]) -> None:
        rare = "".join(sorted(set(_OWN_LETTERS.findall(json.dumps(document, ensure_ascii=False)))))
        self.fonts = typst.Fonts(include_system_fonts=bool(rare))
        known = set(self.fonts.families())
        self.families = [
            name for name in (*FAMILIES, *(SCRIPTS if rare else ()), *LAST_RESORT) if name in known
        ]
        self.undrawn = undrawn(rare, self.fonts, self.families) if rare else ""

    def lacking(self, document: dict[str, Any]) -> list[int]:
        """The code points that cannot be seen in the document."""
        return sorted({*map(ord, self.undrawn), *document["replaced"]})

    def inputs(self, document: dict[str, Any]) -> dict[str, str]:
        """What the template is given."""
        lacking = self.lacking(document)
        document["missing"] = [_named(code) for code in lacking[:200]]
        document["more_missing"] = max(0, len(lacking) - 200)
        return {"document": json.dumps(document, ensure_ascii=False), "letters": json.dumps(self.families)}


def _pdf(job: dict[str, Any]) -> None:
    document = job["document"]
    in_child.say({"stage": "letters"})
    case = _Case(document)
    inputs = case.inputs(document)
    in_child.say({"stage": "pages"})
    standards = [] if case.undrawn else STANDARDS
    try:
        content = _compiled(job, case, inputs, standards)
    except typst.TypstError as error:
        if not standards:
            raise
        standards, case.undrawn = [], _told(error)
        inputs = case.inputs(document)
        content = _compiled(job, case, inputs, standards)
    in_child.say({"part": len(content)}, content)
    in_child.say({"done": {"archive": bool(standards), "missing": case.lacking(document)}})


def _compiled(job: dict[str, Any], case: _Case, inputs: dict[str, str], standards: list[Any]) -> bytes:
    return typst.compile(
        job["template"],
        font_paths=case.fonts,
        ignore_system_fonts=True,
        sys_inputs=inputs,
        pdf_standards=standards,
    )


def _pages(job: dict[str, Any]) -> None:
    """Draw the pages `first` to `last`. In a long document the others are laid out, not drawn."""
    document, first, last = job["document"], job["first"], job["last"]
    in_child.say({"stage": "letters"})
    case = _Case(document)
    inputs = case.inputs(document)
    in_child.say({"stage": "pages"})
    compiler = typst.Compiler(
        job["template"], font_paths=case.fonts, ignore_system_fonts=True, sys_inputs=inputs
    )
    if job["long"]:
        inputs["drawn"] = json.dumps(_drawn(document, compiler, first, last))
    pictures = compiler.compile(format="png", ppi=job["ppi"], sys_inputs=inputs)
    every = pictures if isinstance(pictures, list) else [pictures or b""]
    for picture in every[first - 1 : last]:
        in_child.say({"part": len(picture)}, picture)
    in_child.say({"done": {"pages": len(every)}})


def _drawn(document: dict[str, Any], compiler: typst.Compiler, first: int, last: int) -> list[int]:
    """The runs of pages (see the template) that may reach into the pages `first` to `last`."""
    sizes = [len(group["sessions"]) for section in document["sections"] for group in section["groups"]]
    if last <= NEAR:  # surely among the first sessions: that saves a round of the layout
        return [at for at in range(len(sizes)) if sum(sizes[:at]) < last * MOST_ON_A_PAGE]
    starts = json.loads(compiler.eval("query(<run>).map(it => it.location().page())"))
    ends = [*starts[1:], 10**9]
    return [at for at, (start, end) in enumerate(zip(starts, ends)) if start <= last and end >= first]


def _told(error: typst.TypstError) -> str:
    """The characters that could not be drawn, by the words of typst."""
    found = "".join(_ESCAPED.sub(_unescaped, each) for each in _UNDRAWN.findall(error.diagnostic))
    return "".join(sorted(set(found)))


def _named(code: int) -> str:
    import unicodedata

    return f"U+{code:04X} {unicodedata.name(chr(code), '')}".strip()


def _unescaped(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1], 16))
    return {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}.get(found[2], found[2])


if __name__ == "__main__":
    sys.exit(main())
