"""What the monkey finds on its disk: files of other programs to import, good and bad ones, and places to hand out to."""

from pathlib import Path

from tests.imports import card_samples, monica_account, table_samples, whole_notebook

_NOTES = """---
date: 2026-02-11
person: Ada Mast
tags: [boats]
---
# Keel first

She said: begin with the **keel**.

- [ ] draw the mast
"""

_CALENDAR = """BEGIN:VCALENDAR
PRODID:-//Monkey//EN
VERSION:2.0
BEGIN:VEVENT
UID:monkey-1@example.org
DTSTART:20261202T090000Z
DTEND:20261202T094500Z
ORGANIZER;CN=Ada Mast:mailto:ada@example.org
ATTENDEE;CN=me:mailto:me@example.org
SUMMARY:Mast and keel
DESCRIPTION:What to bring\\, early
RRULE:FREQ=WEEKLY;COUNT=4
END:VEVENT
END:VCALENDAR
"""


def lay_out(folder: Path) -> None:
    """Make them, once; what the monkey exports lies beside them later and may be imported too."""
    if folder.exists():
        return
    (folder / "notes").mkdir(parents=True)
    (folder / "second").mkdir()
    whole, laid_out_anew = whole_notebook.samples()
    for name, content in {
        "cards.vcf": "\n".join((card_samples.GOOGLE, card_samples.APPLE)),
        "people.csv": table_samples.LINKEDIN,
        "meetings.ics": _CALENDAR,
        "notes/keel.md": _NOTES,
        "note.md": _NOTES.replace("keel", "rudder"),
        "not-json.json": '{"format": "mentee-everything", "version": 1',
        "empty.csv": "",
    }.items():
        (folder / name).write_text(content, encoding="utf-8")
    (folder / "monica.json").write_bytes(monica_account.content(monica_account.full()))
    (folder / "everything.json").write_bytes(whole)
    (folder / "anew.json").write_bytes(laid_out_anew)
    (folder / "rubbish.vcf").write_bytes(bytes(range(256)) * 20)


def to_open(folder: Path) -> list[Path]:
    """Everything that can be asked for in an import or a restore."""
    return sorted(path for path in folder.iterdir() if path.is_file())
