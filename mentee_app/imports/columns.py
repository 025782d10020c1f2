"""Knows what the columns of other programs' tables of people mean: LinkedIn's, Google's, Outlook's, Thunderbird's, our own."""

import re
import unicodedata
from collections.abc import Sequence
from enum import Enum

from mentee_app.i18n import _


class Column(Enum):
    """What a column says of a person. The first eight make up the name."""

    NAME = "name"
    PREFIX = "prefix"
    GIVEN = "given"
    MIDDLE = "middle"
    FAMILY = "family"
    SUFFIX = "suffix"
    NICKNAME = "nickname"
    EMAIL = "email"
    PHONE = "phone"
    REACH = "reach"
    ORGANISATION = "organisation"
    ROLE = "role"
    INDUSTRY = "industry"
    HOW_MET = "how-met"
    KEEP_IN_TOUCH = "keep-in-touch"
    GIVE_BACK = "give-back"
    NOTES = "notes"
    IGNORE = "ignore"


def said(column: Column) -> str:
    """What it is called on screen."""
    return {
        Column.NAME: _("Whole name"),
        Column.PREFIX: _("Title before the name"),
        Column.GIVEN: _("First name"),
        Column.MIDDLE: _("Middle name"),
        Column.FAMILY: _("Last name"),
        Column.SUFFIX: _("After the name"),
        Column.NICKNAME: _("Nickname"),
        Column.EMAIL: _("Email"),
        Column.PHONE: _("Phone"),
        Column.REACH: _("Other ways to reach them"),
        Column.ORGANISATION: _("Organisation"),
        Column.ROLE: _("Role"),
        Column.INDUSTRY: _("Industry"),
        Column.HOW_MET: _("How you met"),
        Column.KEEP_IN_TOUCH: _("Keep in touch every so many days"),
        Column.GIVE_BACK: _("What you can give back"),
        Column.NOTES: _("Notes about them"),
        Column.IGNORE: _("Leave out"),
    }[column]


def proposed(header: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> tuple[Column, ...]:
    """What each column seems to mean; some `rows` tell where the header does not."""
    found = [_meaning(folded(name)) for name in header]
    if not any(each in _NAMING for each in found if each):
        found = [each or _content(rows, place) for place, each in enumerate(found)]
    known = {each for each in found if each}
    by_name = {folded(name): place for place, name in enumerate(header)}
    for word in _FULL_OR_PART & by_name.keys():
        found[by_name[word]] = _whole_or_part(known)
    if "title" in by_name and by_name.keys() & {"jobtitle", "position", "organizationtitle"}:
        found[by_name["title"]] = Column.PREFIX
    if "titre" in by_name and by_name.keys() & {"titredelafonction", "fonction", "poste"}:
        found[by_name["titre"]] = Column.PREFIX
    if found and not any(each in _NAMING for each in found if each) and None in found:
        found[found.index(None)] = Column.NAME
    return tuple(each or Column.IGNORE for each in found)


def known(header: Sequence[str]) -> int:
    """How many of these cells are names of columns."""
    return sum(_meaning(folded(name)) is not None for name in header)


def folded(name: str) -> str:
    """A column's name without case, accents, spaces and marks: `E-mail 1 - Value` is `email1value`."""
    plain = unicodedata.normalize("NFKD", name[:200]).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


_NAMING = frozenset({Column.NAME, Column.GIVEN, Column.FAMILY})
_FULL_OR_PART = frozenset({"name", "nom", "nombre", "nome"})
"""Words for a whole name that stand for one part of it where the other part has a column of its own."""

_WORDS = {
    Column.NAME: "name fullname displayname contactname person nom nomcomplet nombre nombrecompleto nome nomecompleto "
    "vollstandigername anzeigename angezeigtername nomaffiche fileas speichernunter namen kontakt contact",
    Column.PREFIX: "nameprefix prefix salutation honorificprefix anrede namensprafix civilite tratamiento prefijo",
    Column.GIVEN: "firstname givenname forename vorname prenom primernombre nombredepila",
    Column.MIDDLE: "middlename additionalname weiterevornamen zweitervorname deuxiemeprenom segundonombre",
    Column.FAMILY: "lastname familyname surname nachname familienname nomdefamille apellidos apellido",
    Column.SUFFIX: "namesuffix suffix honorificsuffix namenssuffix suffixe sufijo",
    Column.NICKNAME: "nickname spitzname surnom apodo alias",
    Column.ORGANISATION: "company companyname organisation organization organizationname organisationname employer firma "
    "unternehmen arbeitgeber societe entreprise organisme empresa compania organizacion department abteilung service "
    "departement departamento organizationdepartment",
    Column.ROLE: "role title jobtitle position organizationtitle occupation funktion stelle beruf rolle fonction poste "
    "titre titredelafonction puesto cargo titulo headline",
    Column.INDUSTRY: "industry branche secteur secteurdactivite sector industria",
    Column.HOW_MET: "howwemet howyoumet howmet wherewemet metat kennengelernt wiekennengelernt rencontre",
    Column.KEEP_IN_TOUCH: "keepintoucheverysomanydays",
    Column.GIVE_BACK: "whaticangiveback",
    Column.NOTES: "notes note comments comment remarks notizen notiz bemerkungen anmerkungen remarques commentaires notas "
    "nota comentarios birthday geburtstag anniversaire cumpleanos connectedon anniversary labels groupmembership "
    "categories kategorien tags homeaddress businessaddress address adresse direccion notesaboutthem",
    Column.REACH: "url urls profileurl linkedin linkedinurl website webpage homepage webseite internetseite pageweb siteweb "
    "paginaweb sitioweb webpage1 webpage2 personalwebpage skype messenger screenname imaddress reach howtoreach "
    "otherwaystoreachthem twitter instagram mastodon",
    Column.EMAIL: "email emails emailaddress mail primaryemail secondaryemail emailadresse mailadresse "
    "adressedemessagerie adresseemail courriel adressemail correoelectronico direcciondecorreoelectronico correo",
    Column.PHONE: "phone phones phonenumber telephone mobile mobilephone cell cellphone homephone workphone businessphone "
    "primaryphone companymainphone mobilenumber telefon telefonnummer handy mobil mobiltelefon mobilnummer "
    "telefongeschaftlich telefonprivat tel telephonebureau teldomicile telmobile telephonedomicile portable "
    "telephoneportable telefono telefonomovil movil telefonodeltrabajo telefonoparticular teléfono",
}
_MEANS = {folded(word): column for column, words in _WORDS.items() for word in words.split()}
_NUMBERED = (
    (
        re.compile(r"(e?mail|email)\d+(value|address|adresse)|email\d+|correo\d+|emailadresse\d+"),
        Column.EMAIL,
    ),
    (
        re.compile(r"(phone|telefon|telephone|telefono)\d+value|(phone|telefon|telephone|telefono)\d+"),
        Column.PHONE,
    ),
    (re.compile(r"(home|business|work|mobile|other)phone\d+"), Column.PHONE),
    (re.compile(r"organi[sz]ation\d+(name|department)"), Column.ORGANISATION),
    (re.compile(r"organi[sz]ation\d+title"), Column.ROLE),
    (re.compile(r"(website|webpage|im|url)\d+value|(website|webpage)\d+"), Column.REACH),
    (re.compile(r"(address|relation|event|customfield)\d+(formatted|value)"), Column.NOTES),
)


def _meaning(name: str) -> Column | None:
    found = _MEANS.get(name)
    if found is None:
        found = next((column for shape, column in _NUMBERED if shape.fullmatch(name)), None)
    return found


def _whole_or_part(known: set[Column]) -> Column:
    if Column.GIVEN in known and Column.FAMILY not in known:
        return Column.FAMILY
    if Column.FAMILY in known and Column.GIVEN not in known:
        return Column.GIVEN
    return Column.NAME


def _content(rows: Sequence[Sequence[str]], place: int) -> Column | None:
    """What the cells of a column look like, where most of them look alike."""
    cells = [row[place].strip() for row in rows if len(row) > place and row[place].strip()]
    for shape, column in _SHAPES:
        if cells and 2 * sum(bool(shape.fullmatch(cell[:300])) for cell in cells) > len(cells):
            return column
    return None


_SHAPES = (
    (re.compile(r"[^@\s]+@[^@\s]+"), Column.EMAIL),
    (re.compile(r"\+?[\d\s()/.-]{6,25}"), Column.PHONE),
    (re.compile(r"(https?://|www\.)\S+", re.IGNORECASE), Column.REACH),
)


def looks_like_content(cell: str) -> bool:
    """Whether a cell is an address, a number or a link rather than a column's name."""
    return any(shape.fullmatch(cell.strip()[:300]) for shape, _column in _SHAPES)
