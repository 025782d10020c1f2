"""An account as Monica hands it out, small and made up, but true to the shape of its export."""

import json
from typing import Any

TODAY = "2024-06-01"


def many(kind: str, *values: Any) -> dict[str, Any]:
    return {"count": len(values), "type": kind, "values": list(values)}


def thing(uuid: str, /, **properties: Any) -> dict[str, Any]:
    stamps = {"created_at": "2023-02-03T09:10:11.000000Z", "updated_at": "2023-02-04T09:10:11.000000Z"}
    return {"uuid": uuid, **stamps, "properties": properties}


def contact(uuid: str, *inside: dict[str, Any], **properties: Any) -> dict[str, Any]:
    usual = {
        "is_starred": False,
        "is_partial": False,
        "is_active": True,
        "is_dead": False,
        "number_of_views": 3,
    }
    avatar = {"avatar_source": "default", "has_avatar": False, "default_avatar_color": "#fdb660"}
    return {**thing(uuid, **{**usual, **properties}, avatar=avatar), "data": list(inside)}


def special(day: str, **flags: bool) -> dict[str, Any]:
    return {"uuid": f"date-{day}", "is_age_based": False, "is_year_unknown": False, **flags, "date": day}


def account(*contacts: dict[str, Any], more: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    kinds = [
        thing("field-email", name="Email", protocol="mailto:", type="email", delible=False),
        thing("field-phone", name="Phone", protocol="tel:", type="phone", delible=False),
        thing("field-web", name="Mastodon", delible=True),
    ]
    users = many("user", thing("user-1", first_name="Bo", last_name="Berg", me_contact="contact-me"))
    return {
        "version": "1.0-preview.1",
        "app_version": "4.1.2",
        "export_date": "2024-06-01T08:00:00.000000Z",
        "url": "https://monica.example",
        "exported_by": "user-1",
        "account": {
            "uuid": "account-1",
            "created_at": "2020-01-01T00:00:00.000000Z",
            "updated_at": "2020-01-01T00:00:00.000000Z",
            "data": [users, many("contact", *contacts), *more],
            "properties": {"journal_entries": [], "modules": [], "reminder_rules": [], "audit_logs": []},
            "instance": {"contact_field_types": kinds, "genders": [], "activity_types": []},
        },
    }


def full() -> dict[str, Any]:
    """One of everything."""
    ada = contact(
        "contact-ada",
        many("call", thing("call-1", called_at="2024-02-01T10:00:00.000000Z", content="About the plan")),
        many(
            "contact_field",
            thing("f1", data="ada@lovelace.example", type="field-email"),
            thing("f2", data="+44 20 7946 0000", type="field-phone"),
            thing("f3", data="@ada", type="field-web"),
            thing("f4", data="second@lovelace.example", type="field-email"),
        ),
        many("note", thing("note-1", body="Likes *precise* questions\n\n- always", is_favorite=False)),
        many(
            "reminder",
            thing(
                "rem-1",
                initial_date="2020-12-10",
                title="Birthday",
                frequency_type="year",
                frequency_number=1,
            ),
            thing("rem-2", initial_date="2024-07-01", title="Send the draft", frequency_type="one_time"),
            thing("rem-3", initial_date="2024-01-01", title="Over", frequency_type="one_time"),
            thing("rem-4", initial_date="2024-01-01", title="Off", frequency_type="one_time", inactive=True),
        ),
        many(
            "task",
            thing("task-1", title="Read her paper", description="Notes on the engine", completed=False),
            thing("task-2", title="Thank her", completed=True, completed_at="2024-03-05T10:00:00.000000Z"),
        ),
        many("address", thing("addr-1", name="Home", city="London", country="GB")),
        many(
            "conversation",
            thing(
                "talk-1",
                happened_at="2024-04-04T00:00:00.000000Z",
                messages=[
                    thing("m1", content="Are you free?", written_by_me=True, written_at="2024-04-04"),
                    thing("m2", content="On Friday", written_by_me=False, written_at="2024-04-04"),
                ],
            ),
        ),
        many("activity", "activity-1"),
        first_name="Ada",
        middle_name="King",
        last_name="Lovelace",
        nickname="Countess",
        description="Writes programs",
        job="Mathematician",
        company="Analytical Engines",
        food_preferences="No fish",
        stay_in_touch_frequency=30,
        first_met_date=special("2019-05-04T00:00:00.000000Z"),
        first_met_through="contact-grace",
        birthdate=special("1815-12-10T00:00:00.000000Z"),
        tags=["maths"],
    )
    grace = contact("contact-grace", many("activity", "activity-1"), first_name="Grace", last_name="Hopper")
    child = contact("contact-child", first_name="Byron", is_partial=True)
    me = contact("contact-me", first_name="Bo", last_name="Berg")
    activity = thing(
        "activity-1",
        summary="Lunch",
        description="Talked of compilers",
        happened_at="2024-05-02T00:00:00.000000Z",
    )
    lonely = thing("activity-2", summary="Alone", happened_at="2024-05-03")
    bond = thing("bond", type="child", contact_is="contact-child", of_contact="contact-ada")
    del bond["uuid"]
    more = (many("relationship", bond), many("activity", activity, lonely))
    return account(ada, grace, child, me, more=more)


def content(export: dict[str, Any]) -> bytes:
    return json.dumps(export, indent=4, ensure_ascii=False).encode()
