"""Schema step 2: series, questions, templates, earlier versions; scripts without spaces are searched. Frozen once released."""

from mentee_app.storage import step_1

_TABLES = (
    f"""CREATE TABLE series ({step_1.ROW},
    relationship_id INTEGER NOT NULL REFERENCES relationship(id),
    rule       TEXT NOT NULL CHECK (rule IN ('once', 'weekly', 'two-weeks', 'monthly-day', 'monthly-weekday')),
    wall_start TEXT NOT NULL CHECK (length(wall_start) = 16),
    zone       TEXT NOT NULL,
    count      INTEGER NOT NULL CHECK (count BETWEEN 1 AND 104)
    ) STRICT""",
    f"""CREATE TABLE question ({step_1.ROW},
    text       TEXT NOT NULL,
    conclusion TEXT NOT NULL DEFAULT '',
    decided_on TEXT CHECK (decided_on IS date(decided_on, '+0 days'))
    ) STRICT""",
    f"""CREATE TABLE question_person ({step_1.ROW},
    question_id INTEGER NOT NULL REFERENCES question(id),
    person_id   INTEGER NOT NULL REFERENCES person(id),
    asked_on    TEXT CHECK (asked_on IS date(asked_on, '+0 days')),
    UNIQUE (question_id, person_id)
    ) STRICT""",
    f"""CREATE TABLE question_advice ({step_1.ROW},
    question_id INTEGER NOT NULL REFERENCES question(id),
    advice_id   INTEGER NOT NULL REFERENCES advice(id),
    UNIQUE (question_id, advice_id)
    ) STRICT""",
    f"""CREATE TABLE agenda_template ({step_1.ROW},
    name     TEXT NOT NULL,
    points   TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    f"""CREATE TABLE earlier_version ({step_1.ROW},
    kind       TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    field      TEXT NOT NULL,
    text       TEXT NOT NULL
    ) STRICT""",
    "ALTER TABLE session ADD COLUMN series_id INTEGER REFERENCES series(id)",
    "ALTER TABLE session ADD COLUMN moved_to_id INTEGER REFERENCES session(id)",
    "ALTER TABLE relationship ADD COLUMN paused_until TEXT CHECK (paused_until IS date(paused_until, '+0 days'))",
)

_TRASHED = (
    "about_me",
    "action",
    "advice",
    "agenda_item",
    "agenda_template",
    "agreement_term",
    "area",
    "area_need",
    "challenge",
    "check_in",
    "contact",
    "goal",
    "milestone",
    "person",
    "person_area",
    "question",
    "question_advice",
    "question_person",
    "relationship",
    "relationship_goal",
    "request",
    "series",
    "session",
    "session_goal",
    "skill",
)

_INDEXES = (
    "CREATE INDEX series_by_relationship ON series(relationship_id)",
    "CREATE INDEX session_by_series ON session(series_id, starts_at) WHERE series_id IS NOT NULL",
    "CREATE INDEX session_by_mover ON session(moved_to_id) WHERE moved_to_id IS NOT NULL",
    "CREATE INDEX question_person_by_person ON question_person(person_id)",
    "CREATE INDEX question_advice_by_advice ON question_advice(advice_id)",
    "CREATE INDEX earlier_version_by_subject ON earlier_version(subject_id, field, id)",
    "CREATE INDEX advice_by_review ON advice(review_on) WHERE review_on IS NOT NULL AND deleted_at IS NULL",
    "CREATE INDEX advice_to_tell ON advice(decided_on)"
    " WHERE outcome <> '' AND told_on IS NULL AND decision IN ('take', 'adapt') AND deleted_at IS NULL",
    "CREATE INDEX agenda_item_open ON agenda_item(session_id) WHERE state = 'open' AND deleted_at IS NULL",
    "CREATE INDEX challenge_by_status ON challenge(status, id) WHERE deleted_at IS NULL",
    "CREATE INDEX person_in_touch ON person(keep_in_touch_days)"
    " WHERE keep_in_touch_days IS NOT NULL AND silenced = 0 AND deleted_at IS NULL",
    "CREATE INDEX goal_by_review ON goal(review_on) WHERE review_on IS NOT NULL AND deleted_at IS NULL",
    "CREATE INDEX request_by_follow_up ON request(follow_up_on) WHERE follow_up_on IS NOT NULL AND deleted_at IS NULL",
    *(
        f"CREATE INDEX {table}_in_trash ON {table}(deleted_at) WHERE deleted_at IS NOT NULL"
        for table in _TRASHED
    ),
)

WRITTEN = {
    **step_1.WRITTEN,
    "question": (("text",), ("conclusion",)),
    "agenda_template": (("name",), ("points",)),
}
"""What a person writes, by table: the columns that make the title, and those that make the body."""


def statements() -> tuple[str, ...]:
    """The statements of this step, in order, to be run in one transaction on a connection that knows `spaced`."""
    return (*_without_index(), *_TABLES, *_INDEXES, *_index())


def _without_index() -> tuple[str, ...]:
    names = (
        f"{table}_written_{event}" for table in step_1.WRITTEN for event in ("insert", "delete", "update")
    )
    return (
        *(f"DROP TRIGGER {name}" for name in names),
        "DROP TABLE written_index",
        "DROP VIEW written",
    )


def _index() -> tuple[str, ...]:
    """The index over all written text; it keeps the text as the view `written_spaced` gives it."""
    views = (
        step_1.written_view(WRITTEN),
        "CREATE VIEW written_spaced AS SELECT id, spaced(title) AS title, spaced(body) AS body FROM written",
    )
    index = (
        "CREATE VIRTUAL TABLE written_index USING fts5(title, body, content='written_spaced', content_rowid='id',"
        " tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
    )
    return (
        *views,
        index,
        *step_1.triggers(WRITTEN, _spaced),
        "INSERT INTO written_index(written_index) VALUES ('rebuild')",
    )


def _spaced(text: str) -> str:
    return f"spaced({text})"
