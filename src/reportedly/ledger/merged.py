"""Several parts of the claims in memory made one, without what a later part holds again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from reportedly.ledger.columns import KINDS, Array, Facet, Moments, Part, facet


def merged(parts: Sequence[Part]) -> Part:
    """The live claims of all parts, sorted by their numbers: about 0.4 s for a million."""
    live = np.concatenate([part.live for part in parts])
    ids = np.concatenate([part.ids for part in parts])[live]
    order = np.argsort(ids, kind="stable")  # which is fast where much is in order already
    chosen = np.flatnonzero(live)[order]
    places = np.full(len(live), -1, dtype=np.int32)
    places[chosen] = np.arange(len(chosen), dtype=np.int32)
    starts = np.cumsum([0, *(len(part.ids) for part in parts)]).tolist()

    def column(name: str) -> Array:
        joined: Array = np.concatenate([getattr(part, name) for part in parts])[chosen]
        return joined

    def placed(rows: Sequence[Array], *columns: Sequence[Array]) -> list[Array]:
        """Rows of all parts as they are now, sorted, and other columns in the same order."""
        now = places[np.concatenate([one + start for one, start in zip(rows, starts, strict=False)])]
        order = np.argsort(now, kind="stable")
        order = order[np.searchsorted(now[order], 0) :]
        return [now[order], *(np.concatenate(one)[order] for one in columns)]

    def of_kind(kind: str) -> Facet:
        some = [part.facets[kind] for part in parts]
        if all(one.rows is None for one in some):
            return Facet(None, np.concatenate([one.values for one in some])[chosen])
        counts = [len(part.ids) for part in parts]
        rows = [
            np.arange(count, dtype=np.int32) if one.rows is None else one.rows
            for one, count in zip(some, counts, strict=True)
        ]
        now, values = placed(rows, [one.values for one in some])
        return facet(now, values, len(chosen))

    days = ("first", "last", "every_first", "every_last")
    moments = [part.moments for part in parts]
    return Part(
        ids=ids[order],
        live=np.ones(len(chosen), dtype=bool),
        newest=column("newest"),
        report=column("report"),
        dated=column("dated"),
        published=column("published"),
        published_to=column("published_to"),
        level=column("level"),
        strictest=column("strictest"),
        decision=column("decision"),
        month_dated=column("month_dated"),
        month_published=column("month_published"),
        facets={kind: of_kind(kind) for kind in KINDS},
        moments=Moments(
            *placed([one.rows for one in moments], *([getattr(one, day) for one in moments] for day in days))
        ),
    )
