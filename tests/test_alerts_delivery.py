"""Alerts on their way to people, against servers on the loopback address: mail, webhooks, a file."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import stamina
from alert_receivers import Hook, receive_mail, receive_posts

from monitor._alert_settings import Channel, read_alerts
from monitor.errors import SettingsError
from monitor.publish.delivery import deliver, make_test_alert
from monitor.records import RaisedAlert

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def hook() -> Iterator[Hook]:
    with receive_posts() as kept:
        yield kept


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    """As many attempts as ever, without the waits between them."""
    with stamina.set_testing(True, attempts=3, cap=True):
        yield


def alert(number: int = 1, severity: str = "warning", **changes: Any) -> RaisedAlert:
    given: dict[str, Any] = {
        "alert_id": f"id{number}",
        "kind": "holdings_decrease",
        "severity": severity,
        "issuer_cik": 1050446,
        "raised_at": NOON,
        "known_at": NOON,
        "message": f"MSTR: bitcoin holdings fell by {number}",
        "evidence": '{"accession_number": "a1"}',
        "run_id": "r1",
        "ticker": "MSTR",
        "url": "https://www.sec.gov/a1",
    }
    return RaisedAlert(**(given | changes))


def errors(channel: Channel, *alerts: RaisedAlert) -> list[str | None]:
    return [error for _, error in deliver(channel, alerts)]


def test_a_file_gets_a_line_each(tmp_path: Path) -> None:
    """JSON Lines, appended, with the evidence as an object."""
    channel = Channel(name="log", file=tmp_path / "made" / "alerts.jsonl")
    assert errors(channel, alert(1), alert(2)) == [None]
    assert errors(channel, alert(3)) == [None]
    lines = [json.loads(line) for line in (tmp_path / "made" / "alerts.jsonl").read_text().splitlines()]
    assert [line["alert_id"] for line in lines] == ["id1", "id2", "id3"]
    assert lines[0] == {
        "alert_id": "id1",
        "kind": "holdings_decrease",
        "severity": "warning",
        "issuer_cik": 1050446,
        "raised_at": "2026-06-01T12:00:00Z",
        "known_at": "2026-06-01T12:00:00Z",
        "message": "MSTR: bitcoin holdings fell by 1",
        "evidence": {"accession_number": "a1"},
        "run_id": "r1",
        "ticker": "MSTR",
        "url": "https://www.sec.gov/a1",
    }


def test_a_file_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    """A folder stands in its place."""
    (error,) = errors(Channel(name="log", file=tmp_path), alert())
    assert error is not None
    assert error.startswith(f"{tmp_path}: cannot be written")


def test_a_plain_web_address_gets_json(hook: Hook) -> None:
    """Title, message and type, as apprise's generic webhook posts them."""
    assert errors(Channel(name="hook", url=f"http://127.0.0.1:{hook.port}/in"), alert()) == [None]
    ((path, body),) = hook.posts
    told = json.loads(body)
    assert path == "/in"
    assert (told["title"], told["type"]) == ("MSTR: holdings decrease (warning)", "warning")
    assert told["message"] == (
        "MSTR: bitcoin holdings fell by 1\nKnown at 2026-06-01 12:00 UTC\nhttps://www.sec.gov/a1"
    )


def test_a_test_frightens_nobody(hook: Hook) -> None:
    """What is shown on the screen of a phone says that it is a test."""
    test = make_test_alert(datetime(2026, 6, 1, tzinfo=UTC))
    assert errors(Channel(name="hook", url=f"http://127.0.0.1:{hook.port}/in"), test) == [None]
    assert json.loads(hook.posts[0][1])["title"] == "Filing monitor: test"


@pytest.mark.parametrize(
    ("address", "path", "key"),
    [
        ("json://127.0.0.1:{port}/slack?:message=text", "/slack", "text"),  # as Slack and Mattermost read it
        ("json://127.0.0.1:{port}/discord?:message=content", "/discord", "content"),  # as Discord does
        ("mmost://127.0.0.1:{port}/a1b2c3d4e5f6g7h8i9j0k1l2", "/hooks/a1b2c3d4e5f6g7h8i9j0k1l2", "text"),
    ],
)
def test_hooks_that_want_another_key(hook: Hook, address: str, path: str, key: str) -> None:
    """The message stands under the key that the service reads."""
    assert errors(Channel(name="hook", url=address.format(port=hook.port)), alert()) == [None]
    ((found, body),) = hook.posts
    assert (found, "bitcoin holdings fell by 1" in json.loads(body)[key]) == (path, True)


def test_ntfy(hook: Hook) -> None:
    """A topic of one's own ntfy server."""
    assert errors(Channel(name="phone", url=f"ntfy://127.0.0.1:{hook.port}/topic"), alert()) == [None]
    ((_, body),) = hook.posts
    told = json.loads(body)
    assert (told["topic"], told["title"]) == ("topic", "MSTR: holdings decrease (warning)")


def send_mail(*alerts: RaisedAlert) -> EmailMessage:
    """The mail that arrives at an SMTP server of ours."""
    with receive_mail() as box:
        assert errors(Channel(name="mail", url=box.url), *alerts) == [None]
    (mail,) = box.mails
    return mail


def test_mail_arrives() -> None:
    """SMTP: from and to as set, the kind in the subject, the message and the link in the text."""
    mail = send_mail(alert(severity="critical"))
    assert mail["X-Envelope"] == "monitor@example.org you@example.org"
    assert mail["Subject"] == "MSTR: holdings decrease (critical)"
    text = mail.get_body(("plain", "html")).get_content()  # type: ignore[union-attr]
    assert "bitcoin holdings fell by 1" in text
    assert "https://www.sec.gov/a1" in text


def test_hostile_words_stay_words(hook: Hook) -> None:
    """An article that calls up a channel or holds markup: nobody is called, and mail shows it as it stands."""
    hostile = alert(message="<!channel> @everyone <@U123> <script>alert(1)</script> a@b.example")
    assert errors(Channel(name="hook", url=f"http://127.0.0.1:{hook.port}/in"), hostile) == [None]
    told = json.loads(hook.posts[0][1])["message"]
    assert [word for word in ("<!channel", "@everyone", "<@U") if word in told] == []
    assert "a@b.example" in told
    mail = send_mail(hostile)
    html = mail.get_body(("html", "plain"))
    assert "<script>" not in html.get_content() or html.get_content_subtype() == "plain"


def test_what_fails_at_first_is_tried_again(hook: Hook) -> None:
    """Two refusals and a success are one delivery."""
    hook.statuses = [503, 500, 200]
    assert errors(Channel(name="hook", url=f"http://127.0.0.1:{hook.port}/in"), alert()) == [None]
    assert len(hook.posts) == 3


def test_a_mail_server_that_is_busy_is_asked_again() -> None:
    """Greylisted and overloaded, then taken: one mail arrives, once."""
    with receive_mail() as box:
        box.refusals = ["451 4.7.1 greylisted, try again", "452 4.3.1 out of space"]
        assert errors(Channel(name="mail", url=box.url), alert()) == [None]
    assert (len(box.mails), box.refusals) == (1, [])


def test_a_mail_that_is_refused_for_good_is_a_failure() -> None:
    """Three attempts and no more; nobody's address is in what is said."""
    with receive_mail() as box:
        box.refusals = ["550 5.7.1 no mail for you@example.org"] * 3
        (error,) = errors(Channel(name="mail", url=box.url), alert())
    assert (box.mails, box.refusals) == ([], [])
    assert error
    assert "you@example.org" not in error


def test_what_fails_for_good_says_why_and_shows_no_secret(
    hook: Hook, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three attempts; the address with its token is in no message and no log, and the rest waits."""
    hook.statuses = [403]
    url = f"json://user:s3cret@127.0.0.1:{hook.port}/t0ken"
    with caplog.at_level(logging.INFO):
        (error,) = errors(Channel(name="hook", url=url), alert(1), alert(2))
    assert len(hook.posts) == 3
    assert error is not None
    assert "403" in error
    for said in (error, caplog.text, *capsys.readouterr()):
        assert ("s3cret" in said, "t0ken" in said) == (False, False)


def test_a_server_that_is_away(hook: Hook) -> None:
    """Nobody listens: a reason, and no exception."""
    (error,) = errors(Channel(name="hook", url="json://127.0.0.1:1/in"), alert())
    assert error


def test_many_come_as_one_message(hook: Hook) -> None:
    """Five are sent one by one, six as a digest with the gravest severity."""
    channel = Channel(name="hook", url=f"http://127.0.0.1:{hook.port}/in")
    assert errors(channel, *(alert(number) for number in range(5))) == [None] * 5
    hook.posts.clear()
    assert errors(channel, *(alert(number) for number in range(5)), alert(6, severity="critical")) == [None]
    told = json.loads(hook.posts[0][1])
    assert (told["title"], told["type"]) == ("Filing monitor: 6 alerts", "failure")
    assert told["message"].count("bitcoin holdings fell by") == 6


def test_an_address_that_nobody_knows() -> None:
    """Named by its remedy, and not shown."""
    (error,) = errors(Channel(name="x", url="carrierpigeon://coop/s3cret"), alert())
    assert error == "its address is not one that apprise knows; see https://github.com/caronc/apprise/wiki"


# ── settings ─────────────────────────────────────────────────────────────────────────────────────────────


def test_addresses_take_secrets_from_the_environment() -> None:
    """One that is not set makes the channel fail when it is used, with its name, and stops nothing else."""
    values = {"channels": [{"name": "a", "url": "ntfy://${TOPIC}"}, {"name": "b", "url": "ntfy://${OTHER}"}]}
    first, second = read_alerts(values, {"TOPIC": "t"}, Path("monitor.toml")).channels
    assert (first.url, first.fault) == ("ntfy://t", "")
    assert errors(second, alert()) == ["the variable OTHER is not set; its address is made of it"]


def test_channels_of_the_environment() -> None:
    """MONITOR_ALERTS holds addresses, for a container without a settings file."""
    found = read_alerts({}, {"MONITOR_ALERTS": "ntfy://a  json://b"}, Path("monitor.toml")).channels
    assert [(channel.name, channel.url) for channel in found] == [
        ("MONITOR_ALERTS 1", "ntfy://a"),
        ("MONITOR_ALERTS 2", "json://b"),
    ]


def test_a_channel_wants_what_it_says() -> None:
    """Kinds and the mildest severity."""
    channel = Channel(name="x", url="y", kinds=("run_failed",), severity="warning")
    asked = [("run_failed", "critical"), ("run_failed", "notice"), ("source_silent", "critical")]
    assert [channel.wants(*one) for one in asked] == [True, False, False]


@pytest.mark.parametrize(
    ("values", "hint"),
    [
        ([], r"write \[alerts\]"),
        ({"recent_day": 3}, "unknown key 'recent_day'"),
        ({"due_days": 7}, r"list of numbers such as \[1, 5, 10\]"),
        ({"due_days": [0]}, "not a number above 0"),
        ({"silent_hours": "a day"}, "not a number above 0"),
        ({"mute": ["rain"]}, "unknown kind 'rain'"),
        ({"channels": [{"name": "a"}]}, "either url .* or file"),
        ({"channels": [{"url": "ntfy://a"}]}, "name is missing"),
        ({"channels": [{"name": "a", "file": "f", "severity": "loud"}]}, "notice, warning, critical"),
        ({"channels": [{"name": "a", "file": "f"}, {"name": "a", "file": "g"}]}, "two channels have the name 'a'"),
    ],
)
def test_wrong_settings_name_the_remedy(values: Any, hint: str) -> None:
    """The file, the key and what to write."""
    with pytest.raises(SettingsError, match=rf"monitor\.toml: alerts.*{hint}"):
        read_alerts(values, {}, Path("monitor.toml"))
