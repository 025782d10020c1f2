"""The kinds of documents that are handed out, and what each is called and good for."""

from enum import Enum

from mentee_app.i18n import _


class DocumentKind(Enum):
    """A kind of document; the value is the name under which its choices are remembered."""

    HISTORY = "history"
    SHARE = "share"
    SESSION = "session"
    PORTFOLIO = "portfolio"
    CLOSURE = "closure"


def name_of(kind: DocumentKind) -> str:
    """What the kind is called."""
    return {
        DocumentKind.HISTORY: _("Session history"),
        DocumentKind.SHARE: _("A copy to share"),
        DocumentKind.SESSION: _("One session"),
        DocumentKind.PORTFOLIO: _("Portfolio of a goal"),
        DocumentKind.CLOSURE: _("Closure of a relationship"),
    }[kind]


def about(kind: DocumentKind) -> str:
    """What it is good for, in a sentence."""
    return {
        DocumentKind.HISTORY: _("Your sessions as a book, for yourself."),
        DocumentKind.SHARE: _("Your sessions for somebody else, without what is private."),
        DocumentKind.SESSION: _("One session with all that belongs to it."),
        DocumentKind.PORTFOLIO: _("What you wanted and how far it came: for an appraisal or an application."),
        DocumentKind.CLOSURE: _("What came of your time with a mentor."),
    }[kind]


def holds_back(kind: DocumentKind) -> bool:
    """Whether it goes to somebody else, so that what is left out must be seen before it is saved."""
    return kind in (DocumentKind.SHARE, DocumentKind.PORTFOLIO, DocumentKind.CLOSURE)
