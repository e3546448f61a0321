"""Which claims of which reports say the same thing.

``said(report, vectors)`` gives every claim in the parts by which it is compared, ``claim_keys`` the keys under which
claims that may say the same meet in an index, ``alike`` the probability that two do, ``partition`` the clusters, and
``contradiction`` says where two of a cluster cannot both be true. For whole reports: ``told``, ``report_keys``,
``together``. Nothing here keeps anything.
"""

from reportedly.corroboration.same.candidates import claim_keys, report_keys
from reportedly.corroboration.same.clusters import partition, webs
from reportedly.corroboration.same.contradiction import Contradiction, contradiction
from reportedly.corroboration.same.documents import SAME_EVENT, Told, together, told
from reportedly.corroboration.same.pairs import SAME, alike
from reportedly.corroboration.same.said import Said, packed, said, unpacked

__all__ = [
    "SAME",
    "SAME_EVENT",
    "Contradiction",
    "Said",
    "Told",
    "alike",
    "claim_keys",
    "contradiction",
    "packed",
    "partition",
    "report_keys",
    "said",
    "together",
    "told",
    "unpacked",
    "webs",
]
