"""What meeting programs write into invitations stays out of the notes; what a person wrote stays, wherever it stands."""

from datetime import datetime

import pytest

from mentee_app.domain.sessions import Medium
from mentee_app.imports import calendar, calendar_invitations

RULE = "-::~:~::~:" + "~:" * 36 + ":~:~::-"
LINE = "_" * 80

GOOGLE = f"""{RULE}
Join with Google Meet: https://meet.google.com/abc-defg-hij
Or dial: (DE) +49 40 8081617343 PIN: 948106286#
More phone numbers: https://tel.meet/abc-defg-hij?pin=1234567890123&hs=7

Learn more about Meet at: https://support.google.com/a/users/answer/9282720

Please do not edit this section.
{RULE}"""
GOOGLE_BEFORE = f"""{RULE}
Please do not edit this section of the description.

This event has a video call.
Join: https://meet.google.com/abc-defg-hij
(US) +1 530-426-2414 PIN: 363467803#

View your event at https://www.google.com/calendar/event?action=VIEW&eid=NTV1&tok=MjUj&ctz=America%2FBogota&es=1.
{RULE}"""
TEAMS = f"""{LINE}
Microsoft Teams meeting
Join on your computer, mobile app or room device
Click here to join the meeting<https://teams.microsoft.com/l/meetup-join/19%3ameeting_Nm%40thread.v2/0?context=%7b%7d>

Meeting ID: 393 410 478 838
Passcode: dT6Sf7
Download Teams<https://www.microsoft.com/en-us/microsoft-teams/download-app> | Join on the web<https://www.microsoft.com/microsoft-teams/join-a-meeting>
Or call in (audio only)
+358 9 85626463,,353854704#<tel:+358985626463,,353854704#>   Finland, Helsinki
Phone Conference ID: 353 854 704#
Find a local number<https://dialin.teams.microsoft.com/1?id=2> | Reset PIN<https://dialin.teams.microsoft.com/usp>
Learn More<https://aka.ms/JoinTeamsMeeting> | Meeting options<https://teams.microsoft.com/meetingOptions/?organizerId=1&language=en-US>
{LINE}"""
TEAMS_NOW = f"""{LINE}
Microsoft Teams Need help? <https://aka.ms/JoinTeamsMeeting?omkt=en-US>
Join the meeting now <https://teams.microsoft.com/l/meetup-join/19%3ameeting_Zm%40thread.v2/0?context=%7b%7d>
Meeting ID: 212 345 678 901
Passcode: Ab3cD4
{"_" * 32}
Dial in by phone
+1 603-555-0142,,123456789# <tel:+16035550142,,123456789#> United States, Manchester
Find a local number <https://dialin.teams.microsoft.com/0000?id=123456789>
Phone conference ID: 123 456 789#
For organizers: Meeting options <https://teams.microsoft.com/meetingOptions/?a=1> | Reset dial-in PIN <https://dialin.teams.microsoft.com/usp>
{LINE}"""
ZOOM = """Ada Lovelace is inviting you to a scheduled Zoom meeting.

Topic: Prices
Time: Dec 1, 2026 10:00 AM Amsterdam, Berlin, Rome, Stockholm, Vienna

Join Zoom Meeting
https://us02web.zoom.us/j/91234567890?pwd=bmVucnU3emhWU3Y4

Meeting ID: 912 3456 7890
Passcode: 123456

---

One tap mobile
+15550100101,,91234567890#,,,,*123456# US (New York)

---

Dial by your location
• +1 555 010 0101 US (New York)
• +49 69 7104 9922 Germany

Find your local number: https://us02web.zoom.us/u/abCdEfGhIj"""

MEET_LINK = "https://meet.google.com/abc-defg-hij"
TEAMS_LINK = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_Nm%40thread.v2/0?context=%7b%7d"
TEAMS_NOW_LINK = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_Zm%40thread.v2/0?context=%7b%7d"
ZOOM_LINK = "https://us02web.zoom.us/j/91234567890?pwd=bmVucnU3emhWU3Y4"
EVERY = [
    (GOOGLE, "Google Meet", MEET_LINK),
    (GOOGLE_BEFORE, "Google Meet", MEET_LINK),
    (TEAMS, "Microsoft Teams", TEAMS_LINK),
    (TEAMS_NOW, "Microsoft Teams", TEAMS_NOW_LINK),
    (ZOOM, "Zoom", ZOOM_LINK),
]
BLOCKS = [block for block, _program, _link in EVERY]


def the_one(description, *lines, kind="VEVENT"):
    escaped = description.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    inside = ("BEGIN:" + kind, "UID:u", "SUMMARY:Prices", "DTSTART:20261201T100000", *lines)
    text = "\n".join(
        ("BEGIN:VCALENDAR", *inside, f"DESCRIPTION:{escaped}", f"END:{kind}", "END:VCALENDAR", "")
    )
    batch = calendar.parse(text.encode(), "Europe/Berlin", datetime(2026, 11, 23, 20))
    assert not batch.refused
    [found] = batch.sessions or batch.actions
    return found


@pytest.mark.parametrize(("block", "program", "link"), EVERY)
def test_how_to_join_is_left_out_of_the_notes_but_for_the_link(block, program, link):
    session = the_one(f"Bring  the draft.\n\tSee you!\n\n{block}\n\nP.S. It is *late*.")
    assert session.draft.notes == f"Bring  the draft.\n\tSee you!\n\n\nP.S. It is *late*.\n\nLink: {link}"
    assert session.draft.medium is Medium.VIDEO
    assert session.left == (
        f"What {program} writes into every invitation is left out; the link to join stays.",
    )


def test_a_link_that_the_event_has_already_is_kept_once():
    assert the_one(GOOGLE, f"X-GOOGLE-CONFERENCE:{MEET_LINK}").draft.notes == f"Link: {MEET_LINK}"
    assert the_one(GOOGLE, f"LOCATION:{MEET_LINK}").draft.notes == f"Where: {MEET_LINK}"
    where = the_one(TEAMS, "LOCATION:Microsoft Teams Meeting")
    assert where.draft.notes == f"Where: Microsoft Teams Meeting\nLink: {TEAMS_LINK}"


def test_points_above_a_block_are_an_agenda():
    session = the_one(f"- The budget\n- Pay\n\n{GOOGLE}")
    assert session.agenda == ("The budget", "Pay") and session.draft.notes == f"Link: {MEET_LINK}"


def test_two_blocks_are_left_out_and_what_stands_between_them_stays():
    session = the_one(f"{GOOGLE}\nmine\n{GOOGLE}\n{TEAMS}")
    assert session.draft.notes == f"mine\n\nLink: {MEET_LINK}\nLink: {TEAMS_LINK}"
    assert session.left[0].startswith("What Google Meet, Microsoft Teams writes")


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize(
    "words", ["Ask Ada about pay", "call me: 0151", "<https://docs.office.com/mine>", "- a point"]
)
def test_where_somebody_wrote_into_a_block_nothing_of_it_is_left_out(block, words):
    lines = block.split("\n")
    for place in range(1, len(lines)):
        text = "\n".join([*lines[:place], words, *lines[place:]])
        assert calendar_invitations.cut(text, "Prices") is None, text
        changed = "\n".join([*lines[:place], f"{lines[place]} {words}", *lines[place + 1 :]])
        assert calendar_invitations.cut(changed, "Prices") is None, changed


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_without_its_frame_stays_as_it_is(block):
    lines = block.split("\n")
    for text in ("\n".join(lines[1:]), "\n".join(lines[:-1])):
        session = the_one(text)
        assert session.draft.notes.startswith(text.strip()) and session.left == ()


@pytest.mark.parametrize(
    "text",
    [
        ZOOM.replace("Topic: Prices", "Topic: Bring the draft"),
        ZOOM.replace("Ada Lovelace is", "Hi Tom, read this. Ada is"),
        ZOOM.replace("Vienna", "and bring your draft"),
        TEAMS.replace("Passcode: dT6Sf7", "Passcode: ask me on the phone"),
        GOOGLE.replace("Join with Google Meet", "Mit Google Meet teilnehmen"),
        GOOGLE.replace("https://meet.google.com/abc-defg-hij", "later"),
        f"{RULE}\nmine\n{RULE}",
        f"{LINE}\nmine\n{LINE}",
        f"mine\n{RULE}\n{RULE}\n{LINE}\n{LINE}",
        "",
    ],
)
def test_what_no_program_writes_so_stays_in_the_notes(text):
    assert calendar_invitations.cut(text, "Prices") is None
    assert the_one(text).draft.notes == text


def test_what_we_wrote_ourselves_and_to_dos_stay_as_they_are():
    to_do = the_one(TEAMS, kind="VTODO")
    assert to_do.draft.text == f"Prices\n{TEAMS}"
    lines = (
        *("BEGIN:VCALENDAR", "PRODID:-//Mentee//x", "BEGIN:VEVENT", "UID:u", "DTSTART:20261201T100000"),
        *("DESCRIPTION:" + GOOGLE.replace("\n", "\\n"), "END:VEVENT", "END:VCALENDAR", ""),
    )
    content = "\n".join(lines).encode()
    [session] = calendar.parse(content, "Europe/Berlin", datetime(2026, 11, 23, 20)).sessions
    assert session.draft.notes == GOOGLE
