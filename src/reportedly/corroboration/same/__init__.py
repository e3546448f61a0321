"""Which claims of which reports say the same thing.

``said(report, vectors)`` gives every claim in the parts by which it is compared, ``claim_keys`` the keys under which
claims that may say the same meet in an index, ``alike`` the probability that two do, ``partition`` the clusters, and
``contradiction`` says where two of a cluster cannot both be true. For whole reports: ``told``, ``report_keys``,
``together``. Nothing here keeps anything.
"""

from reportedly.corroboration.same.candidates import claim_keys, report_keys
from reportedly.corroboration.same.clusters import partition, webs
from reportedly.corroboration.same.contradiction import Contradiction, contradiction
from reportedly.corroboration.same.documents import (
    SAME_EVENT,
    Told,
    linked,
    packed_told,
    together,
    told,
    unpacked_told,
)
from reportedly.corroboration.same.gather import claims_together, events_together, reports_together, web_cut
from reportedly.corroboration.same.pairs import EVENT, SAME, alike, all_alike
from reportedly.corroboration.same.parts import said
from reportedly.corroboration.same.said import Said, packed, unpacked

__all__ = [
    "EVENT",
    "SAME",
    "SAME_EVENT",
    "Contradiction",
    "Said",
    "Told",
    "alike",
    "all_alike",
    "claim_keys",
    "claims_together",
    "contradiction",
    "events_together",
    "linked",
    "packed",
    "packed_told",
    "partition",
    "report_keys",
    "reports_together",
    "said",
    "together",
    "told",
    "unpacked",
    "unpacked_told",
    "web_cut",
    "webs",
]
