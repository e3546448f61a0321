"""All that a ledger holds about one report (reportedly.ledger.about), as lines for who looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportedly.exports.details import Detail

if TYPE_CHECKING:
    from reportedly.corroboration.independence import Range
    from reportedly.ledger import Entry
    from reportedly.ledger.about import About
    from reportedly.ledger.seen import Seen

STATES = {"none": "not judged yet", "unsure": "left open", "differs": "people differ"}


def moment(at: str) -> str:
    """A time as it is shown: ``2026-03-14 09:26 UTC``."""
    return f"{at[:10]} {at[11:16]} UTC" if len(at) > 16 else at


def of_report(about: About) -> list[Detail]:
    """What the report's bytes are, where they come from, when they were added and read, and who may see it."""
    from reportedly.ledger.names import short

    added = about.added
    body, obtained = added.body, added.body["obtained"]
    found = [part for part in (obtained["url"], obtained["path"]) if part] or [obtained["how"]]
    found += [f"fetched {obtained['retrieved']}"] if obtained["retrieved"] else []
    by = f" by {added.by}" if added.by else ""
    shown = [f"entry {one.number} by version {one.version}, {moment(one.at)}" for one in about.records]
    others = [short(one) + " (this one)" * (one == added.report) for one in about.versions]
    lines = [
        Detail("report", body["sha256"]),
        Detail("bytes", f"{body['size']:,}, {body['media_type']}"),
        Detail("from", ", ".join(found)),
        Detail("added", f"entry {added.number}{by}, {moment(added.at)}"),
        Detail("read", "; ".join(shown) + (f"; shown is {about.judged.record}" if len(shown) > 1 else "")),
        Detail("versions", ", ".join(others) if len(others) > 1 else ""),
        Detail("level", "" if about.levels.report == "public" else about.levels.report),
        *_notes(about, None),
        *_left(about),
    ]
    return [line for line in lines if line.text]


def _left(about: About) -> list[Detail]:
    return [
        Detail(
            "left behind", f"{one.kind} {one.number} by {one.by} in record {one.record}, on “{one.words}”: {one.why}"
        )
        for one in about.left
    ]


def of_claim(about: About, seen: Seen, range: Range | None = None) -> list[Detail]:
    """Where a claim stands: each person's judgment, on how many origins it rests, who may see it, notes."""
    lines = [Detail("stands", STATES.get(seen.state, seen.state))]
    if range is not None:
        from reportedly.corroboration.reasons import line

        lines.append(Detail("said by", line(range)))
    for one in () if about.for_all else seen.decided.standing:
        gone = ", overruled" if one.number in seen.decided.overruled else ""
        fields = "; ".join(f"{name} {_value(value)}" for name, value in one.fields.items())
        put = f" ({fields})" if fields and one.decision == "correct" else ""
        carried = f", carried over from {one.carried}" if one.carried is not None else ""
        reason = f": {one.reason}" if one.reason else ""
        lines.append(Detail(one.by, f"{one.decision}{put}, {moment(one.at)}{carried}{gone}{reason}"))
        if one.differs:
            lines.append(Detail("look again", f"the newer record reads another {', '.join(one.differs)}"))
    level = about.levels.claims[seen.id]
    lines.append(Detail("level", "" if level == "public" else level))
    lines.append(Detail("credibility", _rating(about, seen.id)))
    lines += _notes(about, seen.id)
    return [line for line in lines if line.text]


def of_source(about: About, id: str) -> list[Detail]:
    """A source's reliability, who may see it, notes."""
    level = about.levels.sources.get(id, "public")
    lines = [Detail("level", "" if level == "public" else level), Detail("reliability", _rating(about, id))]
    return [line for line in (*lines, *_notes(about, id)) if line.text]


def history(about: About, part: str | None = None) -> list[Detail]:
    """Every entry, or every one about a claim or a source: its number and kind, whose it is, when, what it says."""
    from reportedly.ledger import history as told

    entries = about.entries if part is None else told.of(about.entries, about.judged.record, part)
    return [Detail(f"{one.number} {one.kind}", _said(one)) for one in entries]


def _rating(about: About, id: str) -> str:
    rated = about.ratings.get(id)
    return ", ".join(f"{value} ({person})" for person, value in rated.by.items()) if rated else ""


def _notes(about: About, part: str | None) -> list[Detail]:
    here = [one for one in about.notes if (one.claim or one.source) == part]
    return [Detail(f"note {one.number}", f"{one.text} ({one.by}, {moment(one.at)})") for one in here]


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_value(one) for one in value) or "none"
    if isinstance(value, dict):
        return str(value.get("name") or value.get("value") or value.get("code") or _value(value.get("actor", "")))
    return str(value)


def _said(entry: Entry) -> str:
    from reportedly.ledger.history import parts

    body = entry.body
    said = sorted(parts(entry))
    said += [str(body[name]) for name in ("decision", "level", "reliability", "credibility") if body.get(name)]
    said += [str(body["text"])] if entry.kind == "note" and body["text"] else []
    by = f" by {entry.by}" if entry.by else ""
    what = f", {' '.join(said)}" if said else ""
    reason = f": {body['reason']}" if body.get("reason") else ""
    return f"{moment(entry.at)}{by}{what}{reason}"
