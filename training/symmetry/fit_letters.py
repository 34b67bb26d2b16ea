"""Fit the weights of Wyckoff letters: a conditional logit over all assignments of a cell in its space group, additive over orbits.

Usage: python training/symmetry/fit_letters.py --entries ENTRIES.jsonl.gz

The weight of an orbit of element e on position l of group G in a composition is

    w = exp( a(G, class of l) + φ(e, composition) · B · ψ(l) ),

φ: embedding of the element by the prototype likelihood, Pauling electronegativity less the mean of the composition, share of the atoms, logarithm of
the number of atoms in the cell, 1; ψ: free coordinates (one of four), logarithm of the multiplicity, site symmetry without orientation (one of them), 1.
Letters that equivalent descriptions exchange share a, so that a crystal weighs the same in each of them. Because weights multiply, the product draws
assignments exactly (`packages/core/src/symmetry/assignment-space.ts`); spaces too large to be listed are sampled here, with the correction for it.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch

TRAINING = Path(__file__).parents[1]
sys.path += [str(TRAINING), str(TRAINING / "likelihood"), str(TRAINING / "prototypes")]
from element_properties import electronegativities  # noqa: E402
from elements import ATOMIC_NUMBER  # noqa: E402
from families import hull  # noqa: E402
from held_out import GROUND_STATE, composition_key, split_of, write_trained  # noqa: E402

MODELS = TRAINING.parent / "packages" / "models"
OUT = MODELS / "symmetry" / "letter-weights" / "1"
MOST_ATOMS = 48  # in the primitive cell
MOST_ORBITS = 20
USED_UP_TO = 0.02  # eV/atom above the hull
EPOCHS, BATCH, RATE = 8, 64, 0.004
RIDGE_LETTER, RIDGE_BILINEAR = 2e-5, 1e-6


def site_symmetry_kind(symbol: str) -> str:
    """`.-3m` and `-3m.` are one kind: symbols without dots, their parts in order."""
    return "".join(sorted(re.findall(r"-?\d|m", symbol)))


def load_crystals(path: Path) -> list[dict]:
    """The lowest crystal of each formula, where it is near the hull."""
    lowest: dict[str, dict] = {}
    others = defaultdict(set)
    with gzip.open(path, "rt") as lines:
        for r in map(json.loads, lines):
            others[r["prototype"]].add(r["formula"])
            if r["formula"] not in lowest or hull(r) < hull(lowest[r["formula"]]):
                lowest[r["formula"]] = r
    crystals = []
    for r in lowest.values():
        if r["eHull"] is None or r["eHull"] > USED_UP_TO or r["nsites"] > MOST_ATOMS or len(r["orbits"]) > MOST_ORBITS:
            continue
        letters = ["".join(letter for slot, letter in r["orbits"] if slot == k) for k in range(len(r["elements"]))]
        crystals.append({
            "formula": r["formula"], "split": split_of(r["formula"]), "spaceGroup": r["spaceGroup"], "counts": r["counts"], "letters": letters,
            "elements": [ATOMIC_NUMBER[e] for e in r["elements"]], "key": composition_key(r["elements"], r["counts"]),
            "stable": r["eHull"] <= GROUND_STATE and r["icsd"] != 0, "lonely": len(others[r["prototype"]]) == 1,
        })
    return crystals


def list_assignments(crystals: list[dict], cache: Path) -> tuple[list, list[dict]]:
    """Positions of all groups, and for each crystal the assignments of its cell (shared between crystals of one cell)."""
    cells: dict[tuple, dict] = {}
    for c in crystals:
        order = sorted(range(len(c["counts"])), key=lambda k: c["counts"][k])
        c["order"] = order
        cell = cells.setdefault((c["spaceGroup"], *(c["counts"][k] for k in order)), {"spaceGroup": c["spaceGroup"], "counts": [c["counts"][k] for k in order], "known": []})
        c["cell"], c["place"] = cell, len(cell["known"])
        cell["known"].append([c["letters"][k] for k in order])
    if not cache.exists():
        text = "".join(json.dumps(cell, separators=(",", ":")) + "\n" for cell in cells.values())
        done = subprocess.run(["node", str(Path(__file__).with_name("list-assignments.mjs"))], input=text, capture_output=True, text=True, check=True)
        cache.write_text(done.stdout)
    lines = cache.read_text().splitlines()
    for cell, line in zip(cells.values(), lines[1:], strict=True):
        cell |= json.loads(line)
    return json.loads(lines[0]), crystals


class LetterWeights(torch.nn.Module):
    def __init__(self, table: list, element: np.ndarray):
        super().__init__()
        kinds = {k: i for i, k in enumerate(sorted({site_symmetry_kind(row[4]) for row in table}))}
        classes = {k: i for i, k in enumerate(sorted({row[5] for row in table}))}
        self.kinds = list(kinds)
        self.number = {(row[0], row[1]): i for i, row in enumerate(table)}
        site = np.zeros((len(table), 6 + len(kinds)), np.float32)
        for i, (_, _, multiplicity, free, symbol, _) in enumerate(table):
            site[i, free] = 1
            site[i, 4], site[i, 5], site[i, 6 + kinds[site_symmetry_kind(symbol)]] = math.log(multiplicity), 1, 1
        self.register_buffer("site", torch.tensor(site))
        self.register_buffer("class_of", torch.tensor([classes[row[5]] for row in table]))
        self.register_buffer("element", torch.tensor(element, dtype=torch.float32))
        self.letter = torch.nn.Parameter(torch.zeros(len(classes)))
        self.bilinear = torch.nn.Parameter(torch.zeros(element.shape[1] + 4, site.shape[1]))
        with torch.no_grad():  # the weights of orbits in general, `packages/core/src/symmetry/letter-weights.ts`
            self.bilinear[-1, :4] = torch.tensor([0.056, 0.196, 0.81, 1.0]).log()
            self.bilinear[-1, 4] = -0.9

    def context(self, elements: torch.Tensor, counts: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
        """(B, S, features) of elements with counts in the cell, padded by 0"""
        n = counts.float()
        share = n / n.sum(1, keepdim=True)
        pauling = x[elements]
        relative = pauling - (pauling * share).sum(1, keepdim=True)
        return torch.cat([self.element[elements], relative[..., None], share[..., None], n.clamp_min(1).log()[..., None], torch.ones_like(n)[..., None]], -1)

    def score(self, context: torch.Tensor, orbits: torch.Tensor, owners: torch.Tensor) -> torch.Tensor:
        """Σ ln w over the orbits. context: (B, S, f); orbits: (B, C, O) position or −1; owners: (B, C, O) element"""
        mask = orbits >= 0
        position = orbits.clamp_min(0)
        own = self.letter[self.class_of[position]]
        mixed = torch.einsum("bsf,fg->bsg", context, self.bilinear)  # (B, S, sites' features)
        b = torch.arange(len(orbits))[:, None, None]
        pair = (mixed[b, owners] * self.site[position]).sum(-1)
        return ((own + pair) * mask).sum(-1)


def tensors_of(crystals: list[dict], model: LetterWeights, most: int = 101) -> list[dict]:
    """Batches; candidate 0 is the crystal's own assignment."""
    batches = []
    crystals = sorted(crystals, key=lambda c: len(c["cell"]["assignments"]))
    for start in range(0, len(crystals), BATCH):
        part = crystals[start:start + BATCH]
        width = max(len(c["cell"]["assignments"]) for c in part) + 1
        depth = max(max(sum(map(len, a)) for a in (*c["cell"]["assignments"], c["letters"])) for c in part)
        slots = max(len(c["elements"]) for c in part)
        orbits, owners = np.full((len(part), width, depth), -1), np.zeros((len(part), width, depth), np.int64)
        offset = np.full((len(part), width), -np.inf, np.float32)
        elements, counts = np.zeros((len(part), slots), np.int64), np.zeros((len(part), slots), np.int64)
        descriptions, listed = np.zeros(len(part), np.float32), np.zeros(len(part), bool)
        for i, c in enumerate(part):
            cell = c["cell"]
            elements[i, : len(c["order"])] = [c["elements"][k] for k in c["order"]]
            counts[i, : len(c["order"])] = cell["counts"]
            for j, letters in enumerate((cell["known"][c["place"]], *cell["assignments"])):
                flat = [(model.number[c["spaceGroup"], letter], e) for e, text in enumerate(letters) for letter in text]
                orbits[i, j, : len(flat)] = [p for p, _ in flat]
                owners[i, j, : len(flat)] = [e for _, e in flat]
            drawn = cell["logProbabilities"]
            offset[i, 1 : len(cell["assignments"]) + 1] = 0 if drawn is None else -np.array(drawn) - math.log(len(drawn))
            descriptions[i], listed[i] = math.log(cell["descriptions"][c["place"]]), drawn is None
        batches.append({k: torch.tensor(v) for k, v in dict(orbits=orbits, owners=owners, offset=offset, elements=elements, counts=counts, descriptions=descriptions, listed=listed).items()})
    return batches


def loss_of(model: LetterWeights, b: dict, x: torch.Tensor) -> torch.Tensor:
    """−ln of the share of the crystal's assignment, all its descriptions together, per crystal."""
    scores = model.score(model.context(b["elements"], b["counts"], x), b["orbits"], b["owners"])
    own = scores[:, 0] + b["descriptions"]
    all_of_them = (scores + b["offset"]).logsumexp(1)
    # a sample may have missed the crystal's own assignment, which then must not be more likely than all
    return torch.where(b["listed"], all_of_them, torch.logaddexp(all_of_them, own)) - own


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=Path, required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    table, crystals = list_assignments(load_crystals(args.entries), args.entries.with_name("assignments.jsonl"))
    weights = json.loads((MODELS / "symmetry" / "prototype-likelihood" / "2" / "weights.json").read_text())
    element = np.vstack([np.zeros(weights["dimension"]), np.array(weights["embeddings"]).reshape(118, -1)])
    element = element / (element[1:].std() + 1e-9)
    x = torch.tensor(electronegativities(), dtype=torch.float32)
    model = LetterWeights(table, element)
    parts = {name: [c for c in crystals if c["split"] == name and c["cell"]["total"] > 1] for name in ("train", "validation", "test", "held-out")}
    print({k: len(v) for k, v in parts.items()}, "with a choice, of", len(crystals), flush=True)
    batches = {name: tensors_of(part, model) for name, part in parts.items()}

    def mean_loss(name: str) -> float:
        with torch.no_grad():
            losses = torch.cat([loss_of(model, b, x) for b in batches[name]])
        return round(float(losses.mean()), 4)

    start = mean_loss("validation")
    print("validation, weights of orbits in general:", start, flush=True)
    optimizer = torch.optim.Adam([{"params": [model.letter], "lr": 4 * RATE}, {"params": [model.bilinear], "lr": RATE}])
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, EPOCHS)
    for epoch in range(EPOCHS):
        for i in rng.permutation(len(batches["train"])):
            batch = batches["train"][i]
            loss = loss_of(model, batch, x).mean() + RIDGE_LETTER * (model.letter**2).sum() + RIDGE_BILINEAR * (model.bilinear**2).sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        schedule.step()
        print(epoch, "validation", mean_loss("validation"), flush=True)
    write(model, table, element, parts["train"], {"general": start, **{name: mean_loss(name) for name in ("validation", "test", "held-out")}})


def write(model: LetterWeights, table: list, element: np.ndarray, trained: list[dict], log_loss: dict) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    rounded = lambda t: [round(float(v), 4) for v in np.asarray(t).flatten()]
    letters: dict[str, dict[str, float]] = defaultdict(dict)
    for i, (number, letter, *_) in enumerate(table):
        letters[str(number)][letter] = round(float(model.letter.detach()[model.class_of[i]]), 4)
    text = json.dumps({
        "letters": letters, "siteSymmetries": model.kinds, "elementFeatures": element.shape[1], "elements": rounded(element[1:]),
        "electronegativities": [round(v, 2) for v in electronegativities()], "bilinear": rounded(model.bilinear.detach()),
    }, separators=(",", ":")) + "\n"
    (OUT / "weights.json").write_text(text)
    write_trained((c["key"] for c in trained), OUT / "trained-formulas.bin")
    manifest = {
        "id": {"name": "letter-weights", "version": OUT.name, "sha256": hashlib.sha256(text.encode()).hexdigest()},
        "kind": "symmetry", "file": "weights.json", "license": "CC-BY-4.0",
        "trainingData": "Materials Project, database 2025.02 (Jain et al., APL Materials 1, 011002, 2013; CC BY 4.0), as described by training/prototypes",
        "trainedFormulas": "trained-formulas.bin", "split": "by formula, as training/likelihood/families.py",
        "seed": 0, "command": "python training/symmetry/fit_letters.py --entries ENTRIES.jsonl.gz",
        "metrics": {"trainedCrystals": len(trained), "logLossGivenGroupAndFormulaUnits": log_loss},
    }
    (OUT / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    print(json.dumps(manifest["metrics"], indent=1))


if __name__ == "__main__":
    main()
