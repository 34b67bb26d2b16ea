"""Canonical prototype labels: one crystal, one label, whatever the origin and axes in which its group was described.

A label is `<anonymous formula>_<Pearson symbol>_<group>_<letters of slot A>_<letters of slot B>…`, e.g. `A3BC_cP5_221_c_a_b`. Slots are
species ordered by descending count (the convention of OPTIMADE's chemical_formula_anonymous), ties by letters, then the
most electropositive first. Over all renamings that the affine normalizer induces the smallest tuple of letter strings wins.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import gcd

from space_group_tables import Transform, normalizer, space_group

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Canonical:
    transform: Transform
    slots: tuple[int, ...]  # slot -> index of the species it holds
    letters: tuple[str, ...]  # per slot, sorted, e.g. "aac"


@lru_cache(maxsize=1 << 18)
def canonical_choices(number: int, species_letters: tuple[str, ...], counts: tuple[int, ...]) -> tuple[Canonical, ...]:
    """All descriptions with the smallest label, one per distinct order of the species in the slots; `species_letters` sorted strings."""
    best, choices = None, {}
    for transform in normalizer(number):
        renamed = [
            "".join(sorted((transform.letters[c] for c in letters), key=letter_rank)) for letters in species_letters
        ]
        order = sorted(range(len(counts)), key=lambda i: (-counts[i], rank_string(renamed[i]), i))
        label = tuple(rank_string(renamed[i]) for i in order)
        if best is None or label < best:
            best, choices = label, {}
        if label == best and tuple(order) not in choices:
            choices[tuple(order)] = Canonical(transform, tuple(order), tuple(renamed[i] for i in order))
    return tuple(choices.values())


def letter_rank(letter: str) -> int:
    """a … z, then A."""
    return 26 if letter == "A" else ord(letter) - 97


def rank_string(letters: str) -> tuple[int, ...]:
    return tuple(letter_rank(c) for c in letters)


def reduced_counts(counts: list[int]) -> list[int]:
    divisor = gcd(*counts)
    return [n // divisor for n in counts]


def anonymous_formula(counts: list[int]) -> str:
    """Counts descending, e.g. [1, 1, 3] -> 'A3BC'."""
    ordered = sorted(reduced_counts(counts), reverse=True)
    return "".join(ALPHABET[i] + (str(n) if n > 1 else "") for i, n in enumerate(ordered))


def letters_text(letters: str) -> str:
    """Run lengths: 'aacd' -> '2acd'."""
    return "".join((str(letters.count(c)) if letters.count(c) > 1 else "") + c for c in dict.fromkeys(letters))


def pearson_symbol(number: int, conventional_sites: int) -> str:
    family = "a" if number <= 2 else "m" if number <= 15 else "o" if number <= 74 else "t" if number <= 142 else "h" if number <= 194 else "c"
    centering = space_group(number).centering
    return f"{family}{'S' if centering in 'ABC' else centering}{conventional_sites}"


def prototype_key(number: int, counts: list[int], letters: tuple[str, ...]) -> str:
    positions = space_group(number).positions
    sites = sum(positions[c].multiplicity for string in letters for c in string)
    return "_".join([anonymous_formula(counts), pearson_symbol(number, sites), str(number), *map(letters_text, letters)])
