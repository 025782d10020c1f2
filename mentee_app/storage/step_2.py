"""Schema step 2: series, questions, templates, earlier versions; scripts without spaces are searched. Frozen once released."""

from mentee_app.storage import step_1

_ROW = """
    id         INTEGER PRIMARY KEY,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    rev        INTEGER NOT NULL DEFAULT 1,
    deleted_at INTEGER"""

_TABLES = (
    f"""CREATE TABLE series ({_ROW},
    relationship_id INTEGER NOT NULL REFERENCES relationship(id),
    rule       TEXT NOT NULL CHECK (rule IN ('once', 'weekly', 'two-weeks', 'monthly-day', 'monthly-weekday')),
    wall_start TEXT NOT NULL CHECK (length(wall_start) = 16),
    zone       TEXT NOT NULL,
    count      INTEGER NOT NULL CHECK (count BETWEEN 1 AND 104)
    ) STRICT""",
    f"""CREATE TABLE question ({_ROW},
    text       TEXT NOT NULL,
    conclusion TEXT NOT NULL DEFAULT '',
    decided_on TEXT CHECK (decided_on IS date(decided_on, '+0 days'))
    ) STRICT""",
    f"""CREATE TABLE question_person ({_ROW},
    question_id INTEGER NOT NULL REFERENCES question(id),
    person_id   INTEGER NOT NULL REFERENCES person(id),
    asked_on    TEXT CHECK (asked_on IS date(asked_on, '+0 days')),
    UNIQUE (question_id, person_id)
    ) STRICT""",
    f"""CREATE TABLE question_advice ({_ROW},
    question_id INTEGER NOT NULL REFERENCES question(id),
    advice_id   INTEGER NOT NULL REFERENCES advice(id),
    UNIQUE (question_id, advice_id)
    ) STRICT""",
    f"""CREATE TABLE agenda_template ({_ROW},
    name     TEXT NOT NULL,
    points   TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    f"""CREATE TABLE earlier_version ({_ROW},
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
    *(
        "about_me",
        "action",
        "advice",
        "agenda_item",
        "agenda_template",
        "agreement_term",
        "area",
        "area_need",
    ),
    *("challenge", "check_in", "contact", "goal", "milestone", "person", "person_area", "question"),
    *(
        "question_advice",
        "question_person",
        "relationship",
        "relationship_goal",
        "request",
        "series",
        "session",
    ),
    *("session_goal", "skill"),
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

WRITTEN: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "about_me": (("name",), ("does", "known_for", "brings", "industry", "reach")),
    "area": (("name",), ()),
    "area_need": ((), ("text",)),
    "person": (
        ("name",),
        ("email", "phone", "reach", "organisation", "role", "industry", "how_met", "notes", "give_back"),
    ),
    "relationship": (("purpose",), ("place", "end_condition", "closing_learned", "closing_thanks")),
    "agreement_term": ((), ("text",)),
    "skill": (("name",), ("note",)),
    "goal": (("title",), ("subject_name", "why", "measure", "ending", "learned")),
    "milestone": (("title",), ()),
    "check_in": ((), ("reflection",)),
    "session": (("topic",), ("notes", "reflection")),
    "agenda_item": ((), ("text",)),
    "advice": (("text",), ("context", "reason", "outcome")),
    "challenge": (("text",), ("learned",)),
    "action": (("text",), ()),
    "contact": ((), ("note",)),
    "request": (("own_words",), ("own_reason", "ask_text")),
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
    triggers = (trigger for table, columns in WRITTEN.items() for trigger in _triggers(table, *columns))
    return (*views, index, *triggers, "INSERT INTO written_index(written_index) VALUES ('rebuild')")


def _triggers(table: str, title: tuple[str, ...], body: tuple[str, ...]) -> tuple[str, ...]:
    def texts(row: str) -> str:
        return ", ".join(f"spaced({step_1.joined(columns, row)})" for columns in (title, body))

    put = (
        "INSERT INTO written_index(rowid, title, body)"
        f" SELECT new.id, {texts('new.')} WHERE new.deleted_at IS NULL;"
    )
    take = (
        "INSERT INTO written_index(written_index, rowid, title, body)"
        f" SELECT 'delete', old.id, {texts('old.')} WHERE old.deleted_at IS NULL;"
    )
    watched = (*title, *body, "deleted_at")
    old = ", ".join(f"old.{column}" for column in watched)
    new = ", ".join(f"new.{column}" for column in watched)
    return (
        f"CREATE TRIGGER {table}_written_insert AFTER INSERT ON {table} BEGIN {put} END",
        f"CREATE TRIGGER {table}_written_delete AFTER DELETE ON {table} BEGIN {take} END",
        f"CREATE TRIGGER {table}_written_update AFTER UPDATE OF {', '.join(watched)} ON {table}"
        f" WHEN ({old}) IS NOT ({new}) BEGIN {take} {put} END",
    )
