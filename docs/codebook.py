"""Write docs/codebook.md from the codebook itself, so that it cannot say anything else. Run by ``make docs``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportedly.coding import Codebook, Entry, load

PAGE = Path(__file__).with_name("codebook.md")
HEAD = """# The codebook

This page is written by `make docs` from `src/reportedly/coding/codebook.yaml`, where everything can be read and
corrected; the phrases that call for each code stand there too. H is the code of the HURIDOCS micro-thesauri (2001,
`list:code`), P what the PLOVER ontology calls it. Labels and definitions are this project's own.

A code stands on the exact words of a report. It says what the words speak of, not that it happened: whether something
was done, ordered, threatened or denied is said by the force of the claim. A measure that is *lifted*, *abolished* or
*should not be* imposed is coded with `repealed: true`. Where no code fits there is none.

## Your own codebook

`--codebook FILE` adds to this one. The file has the same form: lists, in them codes, in them what is said of each.

```yaml
penalty:
  arrest:
    cues: [nicked, "taken ... to the station"]   # more phrases for a code that is there
  conscription:                                  # a new code in a list that is there
    label: Conscription as a punishment
    definition: Being drafted because of what one did.
    rights: [forced_labour]
    cues: ["sent/send/sending to the front"]
harvest:                                         # a new list
  failure:
    label: Failed harvest
    definition: A harvest that does not feed those who live on it.
    cues: [crop failure~, "failed/failing harvest~"]
```

A new code needs `label`, `definition` and phrases under `cues` (they count wherever they stand) or `near` (only in a
sentence that also speaks of a measure, a ban or an accusation). `includes`, `excludes`, `huridocs`, `plover`, `rights`,
`udhr`, `iccpr` and `icescr` may be left out. For a code that is there already phrases are added, everything else is
replaced. What cannot be used is refused with file, line and reason.

A phrase is words, whatever their capitals, with these signs:

| sign | means |
| --- | --- |
| `arrest~` | the word and its regular endings: arrest, arrests, arrested, arresting |
| `jail/prison` | either of them |
| `trader+` | traders, or each, every, any or no trader |
| `[the]` | may be there or not |
| `...` | up to three words, no mark of punctuation among them |

In every list the longest phrase that fits at a place counts. Where a penalty, a directive or an offence touches a
right, the right is coded on the same words, unless the measure is repealed. Targets count only near a measure or an
order.
"""


def outside(entry: Entry) -> str:
    """What others call a code."""
    parts = [f"H {code}" for code in entry.huridocs] + [f"P {code}" for code in entry.plover]
    for name, articles in (("UDHR", entry.udhr), ("ICCPR", entry.iccpr), ("ICESCR", entry.icescr)):
        if articles:
            parts.append(f"{name} {', '.join(map(str, articles))}")
    return "; ".join(parts)


def rows(codebook: Codebook, name: str) -> Iterator[str]:
    """The lines of the table of one list."""
    yield "| code | what it is | includes | not, but | rights | elsewhere |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for one in codebook.entries:
        if one.list == name:
            what = f"**{one.label}.** {one.definition}"
            cells = (f"`{one.code}`", what, one.includes, one.excludes, ", ".join(one.rights), outside(one))
            yield f"| {' | '.join(cells)} |".replace("  ", " ")


def page() -> str:
    """The text of docs/codebook.md."""
    codebook = load()
    parts = [HEAD, *("\n".join((f"\n## {name}\n", *rows(codebook, name), "")) for name in codebook.lists)]
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
