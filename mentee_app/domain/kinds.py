"""The kinds of things that a person keeps, and that can change."""

from enum import Enum


class Kind(Enum):
    """The kinds of things that can change."""

    ABOUT_ME = "about-me"
    ACTIONS = "actions"
    ADVICE = "advice"
    AGENDA = "agenda"
    AGREEMENT = "agreement"
    AREAS = "areas"
    CHALLENGES = "challenges"
    CHECK_INS = "check-ins"
    CONTACTS = "contacts"
    GOALS = "goals"
    MILESTONES = "milestones"
    NEEDS = "needs"
    PEOPLE = "people"
    PREFERENCES = "preferences"
    QUESTIONS = "questions"
    RELATIONSHIPS = "relationships"
    REQUESTS = "requests"
    SERIES = "series"
    SESSIONS = "sessions"
    SKILLS = "skills"
    TEMPLATES = "templates"
