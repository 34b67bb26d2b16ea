"""One row a reduced formula: what is known of its symmetry, and what the known crystals of other formulas vote for.

Everything that a row tells the network of other crystals (votes, frequencies, volumes) leaves out all crystals of its own formula, as a prediction with
`holdout` does; the port is `packages/core/src/prediction/symmetry-proposal/symmetry-features.ts`.
"""

from __future__ import annotations

import json
import math
import sys
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch

TRAINING = Path(__file__).parents[1]
sys.path += [str(TRAINING), str(TRAINING / "likelihood"), str(TRAINING / "prototypes")]
from element_properties import electronegativities  # noqa: E402
from families import Family, hull, load_families  # noqa: E402
from held_out import GROUND_STATE, composition_key, split_of  # noqa: E402
from model import NEVER, Likelihood  # noqa: E402

MODELS = TRAINING.parent / "packages" / "models"
PAULING = [round(x, 2) for x in electronegativities()]
SLOTS = 8  # formulas of more elements are left out
SOFT = 0.02  # eV/atom: how fast the weight of a polymorph falls with its energy above the formula's lowest
COMPUTED_ONLY_WEIGHT = 0.5
UNSTABLE = 0.03  # eV/atom: how fast the weight of a formula falls with the energy of its lowest crystal above the hull
LEAST_WEIGHT = 0.05
# Classes are pairs of space group and formula units in the primitive cell that at least this many formulas have.
LEAST_FORMULAS = 2


@dataclass
class Row:
    formula: str
    key: str
    split: str
    elements: list[int]  # atomic numbers, ordered by `slot_order`
    counts: list[int]
    is_stable: bool  # ground state on the hull, not known to be only computed
    weight: float
    targets: list[tuple[int, int, float]]  # space group, formula units, share; the ground state first
    log_volume: float  # of the lowest crystal, ln(Å³ per atom)
    prototype: str  # of the lowest crystal
    votes: dict[tuple[int, int], float] = field(default_factory=dict)
    frequencies: dict[tuple[int, int], float] = field(default_factory=dict)
    evidence: list[float] = field(default_factory=list)
    # ln(Å³ per atom) before the correction: of the templates where there are some, of the sizes of the elements elsewhere
    expected_log_volume: float = math.nan
    baseline_log_volume: float = math.nan
    prototype_elsewhere: bool = False


def likelihood_from(weights: dict) -> Likelihood:
    """The trained model from its weights file."""
    model = Likelihood()
    with torch.no_grad():
        model.properties = torch.zeros(119, 1)
        model.projection = torch.nn.Parameter(torch.zeros(1, weights["dimension"]))
        model.shift_projection = torch.nn.Parameter(torch.zeros(1, weights["shiftDimension"]))
        padded = lambda values, width: torch.nn.functional.pad(torch.tensor(values).reshape(118, width), (0, 0, 1, 0))
        model.residual.copy_(padded(weights["embeddings"], weights["dimension"]))
        model.shift_residual.copy_(padded(weights["shiftEmbeddings"], weights["shiftDimension"]))
        model.count_exponent.fill_(weights["countExponent"])
        model.distance_exponent_logit.fill_(math.log(weights["distanceExponent"] / (2 - weights["distanceExponent"])))
        model.log_sharpness.copy_(torch.tensor(weights["sharpness"]).log())
        model.hull_bias.copy_(torch.tensor(weights["hullBias"]))
        model.experiment_bias.copy_(torch.tensor(weights["experimentBias"]))
        model.group_bias.copy_(torch.tensor(weights["spaceGroupBias"]))
        model.unit_bias.copy_(torch.tensor(weights["formulaUnitsBias"]))
    return model


class Sizes:
    """`packages/core/src/prototypes/volume-model.ts`"""

    def __init__(self, table: dict):
        self.power, self.offset = table["power"], table["logVolumeOffset"]
        self.x, self.metallic, self.compound, self.company = (np.array(table[k]) for k in ("electronegativities", "metallic", "compound", "company"))

    def log_size(self, elements: np.ndarray, counts: np.ndarray) -> np.ndarray:
        """elements: (n, slots)"""
        f = counts / counts.sum()
        x = self.x[elements]
        g = 1 / (1 + np.exp(-4 * (x.max(1) - 2.4)))[:, None]
        s = self.metallic[elements] * (1 - g) + self.compound[elements] * g + self.company[elements] * ((x * f).sum(1) - 2)[:, None]
        return np.log((f * np.exp(s * self.power)).sum(1)) / self.power


def rows_of(family: Family, model: Likelihood, sizes: Sizes) -> list[Row]:
    counts = np.array(family.counts)
    by_formula: dict[int, list[int]] = {}
    for i, f in enumerate(family.formula.tolist()):
        by_formula.setdefault(f, []).append(i)
    lowest = {f: min(members, key=lambda i: hull(family.records[i])) for f, members in by_formula.items()}
    order = sorted(lowest)
    rows = [row_of(family, by_formula[f], lowest[f]) for f in order]
    elements = torch.tensor([r.elements for r in rows])
    relative = np.log([r["volumePerAtom"] for r in family.records]) - sizes.log_size(family.elements.numpy(), counts)
    own_size = sizes.log_size(elements.numpy(), counts)
    sources = np.array([stability(r) for r in family.records])
    group, units = family.group.numpy(), family.formula_units.numpy()
    of_formula = family.formula.numpy()
    prototypes = family.prototype.numpy()
    classes = sorted({(int(g), int(z)) for g, z in zip(group, units)})
    class_of = np.array([classes.index((int(group[p]), int(units[p]))) for p in prototypes])
    step = max(1, int(4e6 / len(family.elements) / len(family.assignments)))
    with torch.no_grad():
        tables = model.tables()
        for start in range(0, len(rows), step):
            chosen = range(start, min(start + step, len(rows)))
            logits = model.crystal_logits(family, torch.tensor([order[i] for i in chosen]), elements[start:start + step], tables).numpy().astype(np.float64)
            for i, logit in zip(chosen, logits):
                tell(rows[i], logit, class_of, classes, sources, of_formula != order[i], relative, own_size[i], sizes.offset)
                rows[i].prototype_elsewhere = bool(((prototypes == prototypes[lowest[order[i]]]) & (of_formula != order[i])).any())
    return rows


def tell(row: Row, logit: np.ndarray, class_of: np.ndarray, classes: list, sources: np.ndarray, others: np.ndarray, relative: np.ndarray, own_size: float, offset: float) -> None:
    """Put the votes of the other formulas' crystals into the row. relative: ln V less ln S of each crystal"""
    row.baseline_log_volume = own_size + offset
    top = logit.max()
    if top <= NEVER:
        row.expected_log_volume = row.baseline_log_volume
        row.evidence = [0.0] * 6
        return
    weight = np.where(logit <= NEVER, 0, np.exp(logit - top))
    total = weight.sum()
    sums = np.bincount(class_of, weight, len(classes)) / total
    row.votes = {classes[c]: float(sums[c]) for c in np.nonzero(sums > 1e-7)[0]}
    counted = np.bincount(class_of, sources * others, len(classes))
    row.frequencies = {classes[c]: float(counted[c]) for c in np.nonzero(counted)[0]}
    mean = float((weight * relative).sum() / total)
    spread = float(np.sqrt((weight * (relative - mean) ** 2).sum() / total))
    row.expected_log_volume = own_size + mean
    row.evidence = [1.0, float(top), float(np.log(total)), float(np.log1p(others.sum())), spread, mean - offset]


def slot_order(elements: list[int], counts: list[int]) -> list[tuple[int, float, int]]:
    """By rising count, then electronegativity: nothing that the crystal itself would have to tell."""
    return sorted((n, PAULING[z], z) for z, n in zip(elements, counts))


def stability(record: dict) -> float:
    """Weight of a crystal in the frequencies."""
    return max(1e-6, math.exp(-max(hull(record), 0) / SOFT))


def row_of(family: Family, members: list[int], lowest: int) -> Row:
    records = family.records
    best = records[lowest]
    energy = hull(best)
    shares = {}
    for i in sorted(members, key=lambda i: hull(records[i])):
        r = records[i]
        pair = (r["spaceGroup"], math.gcd(*r["counts"]))
        shares[pair] = shares.get(pair, 0) + math.exp(-(hull(r) - energy) / SOFT * 4)
    total = sum(shares.values())
    slots = slot_order(family.elements[lowest].tolist(), family.counts)
    weight = math.exp(-max(energy, 0) / UNSTABLE) * (COMPUTED_ONLY_WEIGHT if best["icsd"] == 0 else 1)
    return Row(
        formula=best["formula"],
        key=composition_key(best["elements"], best["counts"]),
        split=split_of(best["formula"]),
        elements=[element for _, _, element in slots],
        counts=[n for n, _, _ in slots],
        is_stable=best["eHull"] is not None and best["eHull"] <= GROUND_STATE and best["icsd"] != 0,
        weight=max(LEAST_WEIGHT, weight),
        targets=[(g, z, w / total) for (g, z), w in shares.items()],
        log_volume=math.log(best["volumePerAtom"]),
        prototype=best["prototype"],
    )


def load_rows(entries: Path) -> list[Row]:
    torch.set_num_threads(1)
    model = likelihood_from(json.loads((MODELS / "symmetry" / "prototype-likelihood" / "2" / "weights.json").read_text()))
    sizes = Sizes(json.loads((MODELS / "prototypes" / "1" / "volumes.json").read_text()))
    return [row for family in load_families(entries) if len(family.counts) <= SLOTS for row in rows_of(family, model, sizes)]
