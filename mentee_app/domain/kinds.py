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
    GOALS = "goals"
    MILESTONES = "milestones"
    PEOPLE = "people"
    RELATIONSHIPS = "relationships"
    REQUESTS = "requests"
    SESSIONS = "sessions"
    SKILLS = "skills"
