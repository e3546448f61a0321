"""The spellings in which a Korean name is met in English, made from its Hangul.

News reports write one name in McCune-Reischauer without its marks (Chongjin, Hyesan, Sinuiju), in the Revised
Romanisation (Cheongjin), in North Korea's own (Chongjin, Ryanggang, Phyongan), and in mixtures (Shinuiju, Hamkyung).
The rules here give all that follow from the sounds; a spelling counts as the farther off the more of its letters are of
a mixture.
"""

from __future__ import annotations

from itertools import product

FIRST = 0xAC00
ONSETS = ("k", "kk", "n", "t", "tt", "r", "m", "p", "pp", "s", "ss", "", "j", "jj", "ch", "kh", "th", "ph", "h")
VOWELS = (
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu",
    "ui", "i",
)  # fmt: skip
CODAS = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng",
    "t", "t", "k", "t", "p", "t",
)  # fmt: skip

STARTING = {
    "k": ("k", "g"), "t": ("t", "d"), "p": ("p", "b"), "j": ("ch", "j"), "kh": ("k", "kh"), "th": ("t", "th"),
    "ph": ("p", "ph"),
}  # fmt: skip
"""Onsets at the beginning of a name or behind a stop."""

VOICED = {
    "k": ("g", "k"), "t": ("d", "t"), "p": ("b", "p"), "j": ("j", "ch"), "kh": ("k", "kh"), "th": ("t", "th"),
    "ph": ("p", "ph"),
}  # fmt: skip
"""Onsets between sounds with a voice."""

WIDE = {"eo": ("o", "eo"), "yeo": ("yo", "yeo"), "eu": ("u", "eu"), "oe": ("oe", "oi", "we"), "ui": ("ui", "eui")}
BEFORE_NG = {"eo": ("o", "eo", "u"), "yeo": ("yo", "yeo", "yu", "you")}
MOST = 400
"""No name has more spellings than this; those that are nearest to a system come first."""


def spellings(hangul: str) -> tuple[str, ...]:
    """The spellings of a name in Latin letters, lower case, those nearest to McCune-Reischauer first.

    Raises ValueError for anything but Hangul syllables.
    """
    syllables = [_parts(one) for one in hangul]
    choices: list[tuple[str, ...]] = []
    for at, (onset, vowel, coda) in enumerate(syllables):
        before = syllables[at - 1][2] if at else None
        choices.append(_onset(onset, vowel, before))
        choices.append((BEFORE_NG if coda == "ng" else WIDE).get(vowel) or WIDE.get(vowel, (vowel,)))
        after = syllables[at + 1] if at + 1 < len(syllables) else None
        choices.append(_coda(coda, after))
    ranked = sorted(product(*(tuple(enumerate(one)) for one in choices)), key=lambda way: sum(rank for rank, _ in way))
    found: dict[str, None] = {}
    for way in ranked[:MOST]:
        found.setdefault("".join(letters for _, letters in way))
    return tuple(found)


def _parts(syllable: str) -> tuple[str, str, str]:
    number = ord(syllable) - FIRST
    if not 0 <= number < 11172:
        raise ValueError(f"not a Hangul syllable: {syllable!r}")
    return ONSETS[number // 588], VOWELS[number % 588 // 28], CODAS[number % 28]


def _onset(onset: str, vowel: str, before: str | None) -> tuple[str, ...]:
    """``before`` is the coda in front of it: None at the beginning of the name, empty behind a vowel."""
    soft = vowel[0] in "yi" or vowel in ("ui", "wi")
    if onset == "s" and soft and vowel != "ui":
        return ("s", "sh")
    if before is None:
        if onset == "r":
            return ("r", "", "l", "n") if vowel[0] in "yi" else ("r", "n", "l")
        if onset == "n" and vowel[0] in "yi":
            return ("n", "")
        return STARTING.get(onset, (onset,))
    if onset == "r":
        return ("r",) if before == "" else ("l", "r") if before in "ln" else ("r", "n")
    if onset == "n" and before == "l":
        return ("l", "n")
    if before in ("k", "t", "p"):
        return STARTING.get(onset, (onset,)) if onset != "j" else ("ch", "j")
    return VOICED.get(onset, (onset,))


def _coda(coda: str, after: tuple[str, str, str] | None) -> tuple[str, ...]:
    following = after[0] if after else None
    if coda == "l":
        return ("r", "l") if following in ("", "h") else ("l",)
    if coda in ("k", "p", "t"):
        voiced = {"k": "g", "p": "b", "t": "d"}[coda]
        nasal = {"k": "ng", "p": "m", "t": "n"}[coda]
        if following in ("r", "n", "m"):
            return (nasal, coda, voiced)
        return (voiced, coda) if following == "" else (coda, voiced)
    if coda == "n" and following == "r":
        return ("l", "n")
    if coda == "n" and following in ("m", "p", "ph", "pp"):
        return ("n", "m")
    return (coda,)
