"""What the API gives of the queue, of families of reports, of people, and of what they did."""

from __future__ import annotations

from pydantic import Field

from reportedly.corroboration import family
from reportedly.corroboration.sides import Side
from reportedly.ledger import people
from reportedly.ledger.entries import Kind
from reportedly.web.api.shapes import Shape


class Progress(Shape):
    """How far the work is: claims judged today by whoever asks and by all, still open, and all that are suggested."""

    today: int
    everybody: int
    open: int
    all: int


class Offer(Shape):
    """A claim that whoever asked holds for a while: nobody else is offered it."""

    report: str
    record: int
    claim: str


class Next(Shape):
    """What to review next; null if nothing is left."""

    offer: Offer | None


class Range(Shape):
    """At least and at most so many origins in so many reports; if not exact, ``at_least`` may be lower than proven."""

    at_least: int
    at_most: int
    reports: int
    exact: bool


class Named(Shape):
    """A claim by its name (3fa9c1d2:c7), and its exact words."""

    name: str
    words: str


class Differs(Shape):
    """A claim by its name, and in what it differs from the others."""

    name: str
    what: str = Field(alias="in")


class Branch(Shape):
    """A report of a family: from which other one it has what it says, the words that show it, and who says it there.

    ``origins`` are the numbers, from 1, of the origins on which its claims rest.
    """

    report: str
    record: int
    outlet: str | None
    title: str | None
    published: str | None
    role: family.Role
    taken_from: str | None = Field(alias="from")
    words: str
    claims: list[Named]
    voices: list[str]
    origins: list[int]
    sides: list[Side]


class Family(Shape):
    """Reports that say the same: how many origins they have at least and at most, by side, why, what would settle it.

    As far as whoever asks may see them; ``claims`` is how many claims say it, ``line`` the range in words.
    """

    cluster: int
    words: str
    line: str
    claims: int
    ranges: dict[Side, Range]
    reports: list[Branch]
    reasons: list[str]
    settle: list[str]
    differs: list[Differs]


class Families(Shape):
    """Families of several reports; ``start`` asks for the next ones, null if there are no more.

    ``waiting`` says how many reports are not compared with the others yet.
    """

    families: list[Family]
    start: int | None
    waiting: int


class Member(Shape):
    """Somebody who may come in, or might once; since when and by whom that is so, and whether there is a password."""

    name: str
    role: people.Role
    active: bool
    since: str
    by: str | None
    password: bool


class People(Shape):
    """Everybody who ever was let in."""

    people: list[Member]


class Act(Shape):
    """An entry of the ledger in one line, with the report that it is about, if it is about one."""

    entry: int
    at: str
    by: str | None
    kind: Kind
    said: str
    reason: str | None
    report: str | None


class Audit(Shape):
    """Entries, the newest first, each checked against its hash; ``before`` asks for older ones, null if there are none.

    A page may hold few or none although there are older ones: so far they have not been looked through.
    """

    acts: list[Act]
    before: int | None


class Login(Shape):
    """Somebody who came in, or was not let in; ``name`` is null where nobody has the name that was typed."""

    at: str
    name: str | None
    came_in: bool


class Logins(Shape):
    """Logins, the newest first."""

    logins: list[Login]
