"""Schema step 3: the id that a thing has in another program, so that it is known again. Frozen once released."""

from mentee_app.storage import step_1


def statements() -> tuple[str, ...]:
    """The statements of this step, in order, to be run in one transaction."""
    return (
        f"""CREATE TABLE outside_id ({step_1.ROW},
    kind       TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    source     TEXT NOT NULL,
    uid        TEXT NOT NULL
    ) STRICT""",
        "CREATE INDEX outside_id_by_uid ON outside_id(uid, source, kind) WHERE deleted_at IS NULL",
        "CREATE INDEX outside_id_by_subject ON outside_id(subject_id)",
        "CREATE INDEX outside_id_in_trash ON outside_id(deleted_at) WHERE deleted_at IS NOT NULL",
    )
