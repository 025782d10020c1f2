"""Schema step 1: every noun of the product, its indexes, and the index over all text a person writes. Frozen once released."""

from collections.abc import Callable

ROW = """
    id         INTEGER PRIMARY KEY,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    rev        INTEGER NOT NULL DEFAULT 1,
    deleted_at INTEGER"""

_TABLES = (
    f"""CREATE TABLE preference ({ROW},
    name  TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
    ) STRICT""",
    f"""CREATE TABLE about_me ({ROW},
    name     TEXT NOT NULL DEFAULT '',
    does     TEXT NOT NULL DEFAULT '',
    known_for TEXT NOT NULL DEFAULT '',
    brings   TEXT NOT NULL DEFAULT '',
    industry TEXT NOT NULL DEFAULT '',
    reach    TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    f"""CREATE TABLE area ({ROW},
    name     TEXT NOT NULL,
    colour   TEXT NOT NULL DEFAULT 'teal',
    position INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    f"""CREATE TABLE area_need ({ROW},
    area_id  INTEGER NOT NULL REFERENCES area(id),
    text     TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    f"""CREATE TABLE person ({ROW},
    name          TEXT NOT NULL,
    email         TEXT NOT NULL DEFAULT '',
    phone         TEXT NOT NULL DEFAULT '',
    reach         TEXT NOT NULL DEFAULT '',
    organisation  TEXT NOT NULL DEFAULT '',
    role          TEXT NOT NULL DEFAULT '',
    industry      TEXT NOT NULL DEFAULT '',
    how_met       TEXT NOT NULL DEFAULT '',
    notes         TEXT NOT NULL DEFAULT '',
    introduced_by_id INTEGER REFERENCES person(id),
    introduction_thanked_on TEXT CHECK (introduction_thanked_on IS date(introduction_thanked_on, '+0 days')),
    introduction_told_on    TEXT CHECK (introduction_told_on IS date(introduction_told_on, '+0 days')),
    keep_in_touch_days INTEGER CHECK (keep_in_touch_days BETWEEN 1 AND 3660),
    silenced      INTEGER NOT NULL DEFAULT 0 CHECK (silenced IN (0, 1)),
    closeness     INTEGER CHECK (closeness BETWEEN 1 AND 3),
    give_back     TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    f"""CREATE TABLE person_area ({ROW},
    person_id INTEGER NOT NULL REFERENCES person(id),
    area_id   INTEGER NOT NULL REFERENCES area(id),
    UNIQUE (person_id, area_id)
    ) STRICT""",
    f"""CREATE TABLE relationship ({ROW},
    person_id      INTEGER NOT NULL REFERENCES person(id),
    kind           TEXT NOT NULL CHECK (kind IN ('apprenticeship', 'mentoring')),
    area_id        INTEGER REFERENCES area(id),
    route          TEXT NOT NULL DEFAULT 'asked'
                   CHECK (route IN ('programme', 'association', 'asked', 'introduced')),
    status         TEXT NOT NULL DEFAULT 'considering'
                   CHECK (status IN ('considering', 'asked', 'active', 'paused', 'ended')),
    rhythm         TEXT NOT NULL DEFAULT 'open'
                   CHECK (rhythm IN ('open', 'weekly', 'two-weeks', 'monthly', 'two-months', 'quarterly')),
    purpose        TEXT NOT NULL DEFAULT '',
    started_on     TEXT CHECK (started_on IS date(started_on, '+0 days')),
    planned_end_on TEXT CHECK (planned_end_on IS date(planned_end_on, '+0 days')),
    ended_on       TEXT CHECK (ended_on IS date(ended_on, '+0 days')),
    fit            TEXT CHECK (fit IN ('good', 'unsure', 'not')),
    place          TEXT NOT NULL DEFAULT '',
    end_condition  TEXT NOT NULL DEFAULT '',
    closing_learned TEXT NOT NULL DEFAULT '',
    closing_thanks  TEXT NOT NULL DEFAULT '',
    stay_in_touch  INTEGER CHECK (stay_in_touch IN (0, 1))
    ) STRICT""",
    f"""CREATE TABLE agreement_term ({ROW},
    relationship_id INTEGER NOT NULL REFERENCES relationship(id),
    term            TEXT NOT NULL,
    text            TEXT NOT NULL DEFAULT '',
    UNIQUE (relationship_id, term)
    ) STRICT""",
    f"""CREATE TABLE skill ({ROW},
    relationship_id INTEGER NOT NULL REFERENCES relationship(id),
    name     TEXT NOT NULL DEFAULT '',
    stage    TEXT NOT NULL DEFAULT 'to-learn'
             CHECK (stage IN ('to-learn', 'watched', 'helped', 'supervised', 'alone')),
    note     TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    f"""CREATE TABLE goal ({ROW},
    title       TEXT NOT NULL,
    area_id     INTEGER REFERENCES area(id),
    expands     TEXT CHECK (expands IN ('knowledge', 'experience', 'understanding')),
    subject     TEXT CHECK (subject IN ('issue', 'area', 'industry')),
    subject_name TEXT NOT NULL DEFAULT '',
    why         TEXT NOT NULL DEFAULT '',
    measure     TEXT NOT NULL DEFAULT '',
    wanted      TEXT NOT NULL DEFAULT '',
    status      TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'paused', 'reached', 'dropped')),
    target_on   TEXT CHECK (target_on IS date(target_on, '+0 days')),
    review_on   TEXT CHECK (review_on IS date(review_on, '+0 days')),
    ended_on    TEXT CHECK (ended_on IS date(ended_on, '+0 days')),
    baseline    INTEGER CHECK (baseline BETWEEN 0 AND 100),
    ending      TEXT NOT NULL DEFAULT '',
    learned     TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    f"""CREATE TABLE milestone ({ROW},
    goal_id  INTEGER NOT NULL REFERENCES goal(id),
    title    TEXT NOT NULL DEFAULT '',
    due_on   TEXT CHECK (due_on IS date(due_on, '+0 days')),
    done_on  TEXT CHECK (done_on IS date(done_on, '+0 days')),
    position INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    f"""CREATE TABLE check_in ({ROW},
    goal_id    INTEGER NOT NULL REFERENCES goal(id),
    held_on    TEXT NOT NULL CHECK (held_on IS date(held_on, '+0 days')),
    percent    INTEGER NOT NULL CHECK (percent BETWEEN 0 AND 100),
    reflection TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    f"""CREATE TABLE relationship_goal ({ROW},
    relationship_id INTEGER NOT NULL REFERENCES relationship(id),
    goal_id         INTEGER NOT NULL REFERENCES goal(id),
    UNIQUE (relationship_id, goal_id)
    ) STRICT""",
    f"""CREATE TABLE session ({ROW},
    relationship_id INTEGER NOT NULL REFERENCES relationship(id),
    status     TEXT NOT NULL DEFAULT 'planned' CHECK (status IN ('planned', 'held', 'moved', 'missed')),
    starts_at  INTEGER NOT NULL,
    wall_start TEXT NOT NULL CHECK (length(wall_start) = 16),
    zone       TEXT NOT NULL,
    minutes    INTEGER CHECK (minutes BETWEEN 0 AND 6000),
    medium     TEXT NOT NULL DEFAULT 'in-person'
               CHECK (medium IN ('in-person', 'video', 'phone', 'writing', 'other')),
    topic      TEXT NOT NULL DEFAULT '',
    wanted     TEXT NOT NULL DEFAULT '',
    notes      TEXT NOT NULL DEFAULT '',
    reflection TEXT NOT NULL DEFAULT '',
    fit        TEXT CHECK (fit IN ('good', 'unsure', 'not')),
    moved_by   TEXT CHECK (moved_by IN ('me', 'them'))
    ) STRICT""",
    f"""CREATE TABLE session_goal ({ROW},
    session_id INTEGER NOT NULL REFERENCES session(id),
    goal_id    INTEGER NOT NULL REFERENCES goal(id),
    UNIQUE (session_id, goal_id)
    ) STRICT""",
    f"""CREATE TABLE agenda_item ({ROW},
    session_id INTEGER NOT NULL REFERENCES session(id),
    text       TEXT NOT NULL DEFAULT '',
    state      TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'reached', 'carried')),
    carried_from_id INTEGER REFERENCES agenda_item(id),
    position   INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    f"""CREATE TABLE advice ({ROW},
    person_id  INTEGER NOT NULL REFERENCES person(id),
    session_id INTEGER REFERENCES session(id),
    text       TEXT NOT NULL DEFAULT '',
    context    TEXT NOT NULL DEFAULT '',
    given_on   TEXT CHECK (given_on IS date(given_on, '+0 days')),
    decision   TEXT NOT NULL DEFAULT 'undecided'
               CHECK (decision IN ('undecided', 'take', 'adapt', 'leave', 'not-yet')),
    reason     TEXT NOT NULL DEFAULT '',
    decided_on TEXT CHECK (decided_on IS date(decided_on, '+0 days')),
    review_on  TEXT CHECK (review_on IS date(review_on, '+0 days')),
    outcome    TEXT NOT NULL DEFAULT '',
    told_on    TEXT CHECK (told_on IS date(told_on, '+0 days')),
    position   INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    f"""CREATE TABLE challenge ({ROW},
    person_id  INTEGER NOT NULL REFERENCES person(id),
    session_id INTEGER REFERENCES session(id),
    text       TEXT NOT NULL DEFAULT '',
    status     TEXT NOT NULL DEFAULT 'offered' CHECK (status IN ('offered', 'accepted', 'declined', 'done')),
    learned    TEXT NOT NULL DEFAULT '',
    position   INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    f"""CREATE TABLE action ({ROW},
    person_id  INTEGER REFERENCES person(id),
    session_id INTEGER REFERENCES session(id),
    goal_id    INTEGER REFERENCES goal(id),
    text       TEXT NOT NULL DEFAULT '',
    owner      TEXT NOT NULL DEFAULT 'me' CHECK (owner IN ('me', 'them')),
    due_on     TEXT CHECK (due_on IS date(due_on, '+0 days')),
    done_on    TEXT CHECK (done_on IS date(done_on, '+0 days')),
    position   INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    f"""CREATE TABLE contact ({ROW},
    person_id  INTEGER NOT NULL REFERENCES person(id),
    kind       TEXT NOT NULL CHECK (kind IN ('met', 'call', 'message', 'letter', 'other')),
    held_on    TEXT NOT NULL CHECK (held_on IS date(held_on, '+0 days')),
    direction  TEXT NOT NULL DEFAULT 'both' CHECK (direction IN ('given', 'received', 'both')),
    note       TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    f"""CREATE TABLE request ({ROW},
    own_words  TEXT NOT NULL DEFAULT '',
    answers    TEXT NOT NULL DEFAULT '{{}}' CHECK (json_valid(answers)),
    page       TEXT NOT NULL DEFAULT '',
    finished_at INTEGER,
    outcome    TEXT,
    verdict    TEXT CHECK (verdict IS NULL OR json_valid(verdict)),
    own_choice TEXT CHECK (own_choice IN ('apprenticeship', 'mentoring', 'both', 'neither')),
    own_reason TEXT NOT NULL DEFAULT '',
    ready      TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(ready)),
    ask_text   TEXT NOT NULL DEFAULT '',
    answer     TEXT NOT NULL DEFAULT 'not-sent'
               CHECK (answer IN ('not-sent', 'sent', 'yes', 'no', 'no-answer')),
    asked_on   TEXT CHECK (asked_on IS date(asked_on, '+0 days')),
    follow_up_on TEXT CHECK (follow_up_on IS date(follow_up_on, '+0 days')),
    person_id  INTEGER REFERENCES person(id),
    relationship_id INTEGER REFERENCES relationship(id),
    goal_id    INTEGER REFERENCES goal(id),
    parent_id  INTEGER REFERENCES request(id)
    ) STRICT""",
    f"""CREATE TABLE draft ({ROW},
    kind       TEXT NOT NULL,
    subject_id INTEGER,
    content    TEXT NOT NULL CHECK (json_valid(content))
    ) STRICT""",
    f"""CREATE TABLE deed ({ROW},
    label  TEXT NOT NULL,
    before TEXT NOT NULL CHECK (json_valid(before)),
    undone_at INTEGER
    ) STRICT""",
)

_INDEXES = (
    "CREATE INDEX area_by_position ON area(position, id) WHERE deleted_at IS NULL",
    "CREATE INDEX area_need_by_area ON area_need(area_id, position)",
    "CREATE INDEX person_by_name ON person(name COLLATE NOCASE, id) WHERE deleted_at IS NULL",
    "CREATE INDEX person_by_introducer ON person(introduced_by_id) WHERE introduced_by_id IS NOT NULL",
    "CREATE INDEX person_area_by_area ON person_area(area_id)",
    "CREATE INDEX relationship_by_person ON relationship(person_id)",
    "CREATE INDEX relationship_by_area ON relationship(area_id)",
    "CREATE INDEX relationship_by_status ON relationship(status) WHERE deleted_at IS NULL",
    "CREATE INDEX skill_by_relationship ON skill(relationship_id, position)",
    "CREATE INDEX goal_by_target ON goal(target_on, id) WHERE deleted_at IS NULL",
    "CREATE INDEX goal_by_area ON goal(area_id)",
    "CREATE INDEX milestone_by_goal ON milestone(goal_id, position)",
    "CREATE INDEX check_in_by_goal ON check_in(goal_id, held_on)",
    "CREATE INDEX relationship_goal_by_goal ON relationship_goal(goal_id)",
    "CREATE INDEX session_by_start ON session(starts_at, id) WHERE deleted_at IS NULL",
    "CREATE INDEX session_by_relationship ON session(relationship_id, starts_at)",
    "CREATE INDEX session_by_status ON session(status, starts_at) WHERE deleted_at IS NULL",
    "CREATE INDEX session_goal_by_goal ON session_goal(goal_id)",
    "CREATE INDEX agenda_item_by_session ON agenda_item(session_id, position)",
    "CREATE INDEX agenda_item_by_origin ON agenda_item(carried_from_id) WHERE carried_from_id IS NOT NULL",
    "CREATE INDEX advice_by_session ON advice(session_id, position)",
    "CREATE INDEX advice_by_person ON advice(person_id)",
    "CREATE INDEX advice_by_decision ON advice(decision, id) WHERE deleted_at IS NULL",
    "CREATE INDEX challenge_by_session ON challenge(session_id, position)",
    "CREATE INDEX challenge_by_person ON challenge(person_id)",
    "CREATE INDEX action_by_session ON action(session_id, position)",
    "CREATE INDEX action_by_person ON action(person_id)",
    "CREATE INDEX action_by_goal ON action(goal_id) WHERE goal_id IS NOT NULL",
    "CREATE INDEX action_open ON action(due_on, id) WHERE done_on IS NULL AND deleted_at IS NULL",
    "CREATE INDEX contact_by_person ON contact(person_id, held_on)",
    "CREATE INDEX request_by_change ON request(updated_at) WHERE deleted_at IS NULL",
    "CREATE INDEX draft_by_subject ON draft(kind, subject_id)",
    "CREATE INDEX deed_by_time ON deed(created_at)",
)

# What a person writes, by table: the columns that make the title, and those that make the body.
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
}


def joined(columns: tuple[str, ...], row: str = "") -> str:
    """The SQL expression for some columns of a row, one a line."""
    return " || char(10) || ".join(f"{row}{column}" for column in columns) or "''"


def written_view(written: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]) -> str:
    """The view `written`: id, kind, title and body of everything that is not in the trash."""
    parts = (
        f"SELECT id, '{table}' AS kind, {joined(title)} AS title, {joined(body)} AS body"
        f" FROM {table} WHERE deleted_at IS NULL"
        for table, (title, body) in written.items()
    )
    return "CREATE VIEW written AS " + " UNION ALL ".join(parts)


def triggers(
    written: dict[str, tuple[tuple[str, ...], tuple[str, ...]]], indexed: Callable[[str], str] = str
) -> tuple[str, ...]:
    """The triggers that keep the index in step with every table; `indexed` makes the expression for a text that it holds."""
    return tuple(each for table, columns in written.items() for each in _triggers(table, *columns, indexed))


def _triggers(
    table: str, title: tuple[str, ...], body: tuple[str, ...], indexed: Callable[[str], str]
) -> tuple[str, ...]:
    def texts(row: str) -> str:
        return ", ".join(indexed(joined(columns, row)) for columns in (title, body))

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


def statements() -> tuple[str, ...]:
    """The statements of this step, in order, to be run in one transaction."""
    index = (
        "CREATE VIRTUAL TABLE written_index USING fts5(title, body, content='written', content_rowid='id',"
        " tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
    )
    return (*_TABLES, *_INDEXES, written_view(WRITTEN), index, *triggers(WRITTEN))
