"""Contacts as other programs write them, shaped after their files; every name and number is made up."""

GOOGLE = """BEGIN:VCARD
VERSION:3.0
FN:Dr. Grace Brewster Hopper
N:Hopper;Grace;Brewster;Dr.;
NICKNAME:Amazing Grace
item1.EMAIL;TYPE=INTERNET:grace@navy.example
item1.X-ABLabel:
EMAIL;TYPE=INTERNET;TYPE=HOME:grace.home@example.org
TEL;TYPE=CELL:+1 555-0100
TEL;TYPE=WORK:+1 555-0101
ADR;TYPE=HOME:;;12 Harbour St\\, Flat 3;Arlington;VA;22201;USA
ORG:US Navy;Research
TITLE:Rear admiral
BDAY:1906-12-09
URL:https\\://grace.example
NOTE:Met at the COBOL talk\\nLikes clocks\\; and nanoseconds
CATEGORIES:myContacts,Mentors
END:VCARD
"""

APPLE = """BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//macOS 14.0//EN
N:Lovelace;Ada;;;
FN:Ada Lovelace
ORG:Analytical Engines;
EMAIL;type=INTERNET;type=HOME;type=pref:ada@home.example
item1.EMAIL;type=INTERNET:ada@work.example
item1.X-ABLabel:Engine room
item2.TEL:+44 20 7946 0000
item2.X-ABLabel:_$!<Other>!$_
item3.ADR;type=HOME:;;12 St James's Square;London;;SW1Y 4JH;England
item3.X-ABADR:gb
item4.X-ABRELATEDNAMES:Lady Byron
item4.X-ABLabel:_$!<Mother>!$_
item5.X-ABDATE:1835-07-08
item5.X-ABLabel:_$!<Anniversary>!$_
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAUEBAUEAwUFBAUGBgUG
 CA4JCAcHCBEMDQoOFBEVFBMRExMWGB8bFhcdFxMTGyUcHSAhIyMjFRomKSYiKR8iIyL/
X-ABUID:0FDA7D5C-3E0D-4E3C-8A0E-000000000001:ABPerson
UID:0fda7d5c-3e0d-4e3c-8a0e-000000000001
REV:2024-01-02T03:04:05Z
END:VCARD
"""

APPLE_GROUP = """BEGIN:VCARD
VERSION:3.0
N:Mentors;;;;
FN:Mentors
X-ADDRESSBOOKSERVER-KIND:group
X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:0fda7d5c
END:VCARD
"""

OUTLOOK = """BEGIN:VCARD
VERSION:2.1
X-MS-OL-DEFAULT-POSTAL-ADDRESS:2
N;LANGUAGE=de;CHARSET=Windows-1252:M\xfcller;J\xfcrgen
FN;CHARSET=Windows-1252:J\xfcrgen M\xfcller
ORG;CHARSET=Windows-1252:B\xe4ckerei M\xfcller
TITLE:Meister
NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=Windows-1252:Lehrt gern=0D=0A=
Caf=E9 am Markt=0D=0A=

TEL;WORK;VOICE:+49 30 1234567
TEL;WORK;FAX:+49 30 1234568
TEL;CELL;VOICE:+49 170 1234567
ADR;WORK;PREF;ENCODING=QUOTED-PRINTABLE:;;Hauptstra=DFe 1;Berlin;;10115;Deutschland
EMAIL;PREF;INTERNET:mueller@example.org
PHOTO;TYPE=JPEG;ENCODING=BASE64:
 /9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8U
 HRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/2wBDAQkJCQwLDBgN

X-MS-OL-DESIGN;CHARSET=utf-8:<card xmlns="http://schemas.example/office"></card>
REV:20240102T030405Z
END:VCARD
"""

ANDROID = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=B0=8E;=E5=B8=AB;;;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=B8=AB=E5=
=B0=8E
TEL;CELL;PREF:0170-1
TEL;HOME:030-1
EMAIL;HOME:shi@example.org
X-SKYPE-USERNAME:shi.dao
PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD
/9j/4AAQSkZJRgABAQAAAQABAADunfoldedBase64WithoutASpaceBeforeIt
AAAAAAAAAAAAAAAAAAAA==

END:VCARD
"""

NOKIA = """begin:vcard
version:2.1
n;encoding=quoted-printable;charset=utf-8:Kov=C3=A1cs;P=C3=A9ter
tel;voice;cell:+36301234567
x-class:private
end:vcard
"""

NEWEST = """BEGIN:VCARD\r
VERSION:4.0\r
KIND:individual\r
FN;PREF=2:Priya R.\r
FN;PREF=1:Priya Raman\r
N:Raman;Priya;;;\r
EMAIL;PREF=2:second@example.org\r
EMAIL;PREF=1:first@example.org\r
TEL;VALUE=uri;TYPE="voice,home":tel:+91-44-1\r
ROLE:Mentor\r
TITLE:Engineer\r
RELATED;TYPE=spouse;VALUE=text:Arjun\r
IMPP:xmpp:priya@chat.example\r
LANG:ta\r
NOTE:One line that goes on\r
  and on\\, and a comma\r
ADR;LABEL="1 Beach Rd\\nChennai":;;1 Beach Rd;Chennai;;600001;India\r
LOGO:data:image/png;base64,iVBORw0KGgo=\r
X-WIDGET-STATE:open\r
UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1\r
END:VCARD\r
"""

NAMELESS = """BEGIN:VCARD
VERSION:3.0
N:;;;;
FN:
EMAIL:nobody@example.org
END:VCARD
"""

WITH_AN_ASSISTANT = """BEGIN:VCARD
VERSION:2.1
N:Babbage;Charles
AGENT:
BEGIN:VCARD
VERSION:2.1
N:Clement;Joseph
TEL:1
END:VCARD
TEL:2
END:VCARD
"""

CUT_OFF = "BEGIN:VCARD\nVERSION:3.0\nFN:First\n\nBEGIN:VCARD\nVERSION:3.0\nFN:Second\nTEL:1"

EVERY = "\n".join(
    (GOOGLE, APPLE, APPLE_GROUP, ANDROID, NOKIA, NEWEST, NAMELESS, WITH_AN_ASSISTANT)
).encode() + OUTLOOK.encode("cp1252")
"""All in one file: UTF-8, but for Outlook's card."""
