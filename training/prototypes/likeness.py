"""Learn how far apart two elements are as substitutes: neighborhood components analysis on the entries of the library.

A composition votes among the known crystals of its anonymous formula, its own formula held out:

    P(prototype | composition) ∝ Σ over entries e of the prototype: w(e) exp(−min over mappings Σ over slots f(slot)^γ D(target, element of e))

with D(a, b) = |E_a − E_b|², E an embedding of the elements, f the slot's share of atoms and w a weight by what is known of the entry. E, γ
and w maximize the likelihood of the prototypes of stable crystals. E starts at standardized chemical properties and is held near them, so that
rare elements keep a sensible place. After J. Goldberger et al., Neighbourhood Components Analysis, NIPS 17 (2004); the use of substitution
statistics follows G. Hautier et al., Inorg. Chem. 50, 656 (2011), doi:10.1021/ic102031h.

Usage: python likeness.py --work DIR --out packages/models/prototypes/<version> [--epochs N]
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch

from elements import ATOMIC_NUMBER, SYMBOL
from pack import load_entries

STABLE = 0.001  # eV/atom
TEST_FORMULAS = 2000
SEED = 20260101
DIMENSIONS = 20
MAX_MAPPINGS = 24
ELEMENTS = len(SYMBOL)
# What is known of an entry, in the order of preference; each kind has a learned log weight.
KINDS = ("experimental, stable", "experimental, to 0.05", "experimental, above", "experimental, no energy", "computed, stable", "computed, to 0.05",
         "computed, above", "computed, no energy", "unknown, stable", "unknown, to 0.05", "unknown, above", "unknown, no energy")


def kind_of(entry: dict) -> int:
    source = {1: 0, 0: 4, None: 8}[entry["icsd"]]
    energy = entry["eHull"]
    return source + (3 if energy is None else 0 if energy <= STABLE else 1 if energy <= 0.05 else 2)


def initial_embedding() -> np.ndarray:
    """Standardized properties of the elements, principal components scaled by their spread; (ELEMENTS, DIMENSIONS)."""
    from pymatgen.core import Element

    rows = []
    for symbol in SYMBOL[1:]:
        e = Element(symbol)
        states = e.common_oxidation_states or (0,)
        outer = {"s": 0, "p": 0, "d": 0, "f": 0}
        for n, l, occupied in e.full_electronic_structure[-4:]:
            outer[l] = occupied
        rows.append([e.X if e.X == e.X else np.nan, e.atomic_radius_calculated or e.atomic_radius or np.nan, e.average_ionic_radius or np.nan,
                     e.mendeleev_no, e.group, e.row, max(states), min(states), *outer.values(), e.Z, e.is_transition_metal * 1.5,
                     (e.is_lanthanoid or e.is_actinoid) * 1.5, e.is_alkali * 1.5, e.is_alkaline * 1.5, e.is_halogen * 1.5, e.is_chalcogen * 1.5,
                     e.is_metalloid * 1.0])
    table = np.array(rows, dtype=float)
    table = np.where(np.isnan(table), np.nanmedian(table, axis=0), table)
    table = (table - table.mean(0)) / (table.std(0) + 1e-9)
    u, s, _ = np.linalg.svd(table, full_matrices=False)
    components = (u * s)[:, :DIMENSIONS] / np.sqrt(table.shape[1])
    components = np.pad(components, ((1, 0), (0, DIMENSIONS - components.shape[1])))
    return components.astype(np.float32)


class FormulaClass:
    """All entries of one anonymous formula, as arrays."""

    def __init__(self, entries: list[dict]):
        self.counts = np.array(entries[0]["counts"]) // np.gcd.reduce(entries[0]["counts"])
        self.share = torch.tensor(self.counts / self.counts.sum(), dtype=torch.float32)
        self.elements = torch.tensor([[ATOMIC_NUMBER[s] for s in e["elements"]] for e in entries])
        self.kind = torch.tensor([kind_of(e) for e in entries])
        keys = {key: i for i, key in enumerate(dict.fromkeys(e["prototype"] for e in entries))}
        self.keys = list(keys)
        self.prototype = torch.tensor([keys[e["prototype"]] for e in entries])
        formulas = {f: i for i, f in enumerate(dict.fromkeys(e["formula"] for e in entries))}
        self.formula = torch.tensor([formulas[e["formula"]] for e in entries])
        self.formula_names = list(formulas)
        ties = [list(group) for _, group in itertools.groupby(range(len(self.counts)), key=lambda i: self.counts[i])]
        mappings = itertools.product(*[itertools.permutations(tie) for tie in ties])
        self.mappings = torch.tensor([sum(map(list, m), []) for m in itertools.islice(mappings, MAX_MAPPINGS)])

    def log_votes(self, model: "Likeness", targets: torch.Tensor, chunk: int) -> torch.Tensor:
        """(targets, entries) log weight of each entry for each target element list (t, slots); own formulas not yet removed."""
        distance = model.distance()
        weight = self.share ** model.gamma * model.scale.exp()
        best = None
        for mapping in self.mappings:
            mapped = targets[:, mapping]
            cost = sum(weight[s] * distance[mapped[:, s]][:, self.elements[:, s]] for s in range(targets.shape[1]))
            best = cost if best is None else torch.minimum(best, cost)
        return model.kind_weight[self.kind][None, :] - best


class Likeness(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.start = torch.tensor(initial_embedding())
        self.embedding = torch.nn.Parameter(self.start.clone())
        self.gamma = torch.nn.Parameter(torch.tensor(0.5))
        self.scale = torch.nn.Parameter(torch.tensor(1.5))
        self.kind_weight = torch.nn.Parameter(torch.zeros(len(KINDS)))

    def distance(self) -> torch.Tensor:
        square = (self.embedding**2).sum(1)
        return (square[:, None] + square[None, :] - 2 * self.embedding @ self.embedding.T).clamp(min=0)


def stable_targets(entries: list[dict]) -> dict[str, list[dict]]:
    """Formula → its stable entries; one prototype per formula is right, the most stable (experimentally known first)."""
    targets: dict[str, list[dict]] = defaultdict(list)
    for entry in entries:
        if entry["eHull"] is not None and entry["eHull"] <= STABLE and len(entry["elements"]) > 1:
            targets[entry["formula"]].append(entry)
    return {f: sorted(es, key=lambda e: (e["icsd"] != 1, e["eHull"]))[:1] for f, es in targets.items()}


def split_formulas(targets: dict[str, list[dict]]) -> tuple[set[str], set[str]]:
    """(training, test) formulas; the test set prefers experimentally known crystals."""
    names = sorted(targets)
    random.Random(SEED).shuffle(names)
    known = [f for f in names if targets[f][0]["icsd"] == 1]
    test = set(known[:TEST_FORMULAS])
    return set(names) - test, test


def prototype_scores(cls: FormulaClass, votes: torch.Tensor) -> torch.Tensor:
    """(targets, prototypes) log of the summed votes."""
    top = votes.max(dim=1, keepdim=True).values
    sums = torch.zeros(len(votes), len(cls.keys)).index_add(1, cls.prototype, (votes - top).exp())
    return (sums + 1e-30).log() + top


def train(classes: dict[str, FormulaClass], batches: list, model: Likeness, epochs: int) -> None:
    optimizer = torch.optim.Adam([
        {"params": [model.embedding], "lr": 0.01},
        {"params": [model.gamma, model.scale, model.kind_weight], "lr": 0.02},
    ])
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, [0.02, 0.04], total_steps=epochs * len(batches))
    for epoch in range(epochs):
        random.Random(epoch).shuffle(batches)
        total, seen, started = 0.0, 0, time.time()
        for name, elements, formulas, right in batches:
            cls = classes[name]
            votes = cls.log_votes(model, elements, 64)
            votes = votes.masked_fill(cls.formula[None, :] == formulas[:, None], -1e9)
            scores = prototype_scores(cls, votes)
            # The prototype must be reachable without the formula itself.
            reachable = scores.gather(1, right[:, None])[:, 0] > -1e6
            if not reachable.any():
                continue
            loss = -torch.log_softmax(scores, dim=1).gather(1, right[:, None])[:, 0][reachable].sum()
            decay = 2e-3 * ((model.embedding - model.start) ** 2).sum() * len(right)
            optimizer.zero_grad()
            ((loss + decay) / 32).backward()
            optimizer.step()
            schedule.step()
            total, seen = total + float(loss.detach()), seen + int(reachable.sum())
        print(f"epoch {epoch}: loss {total / seen:.4f} of {seen}, γ {model.gamma.item():.2f}, scale {model.scale.exp().item():.2f}, {time.time() - started:.0f} s", flush=True)
    print({k: round(w, 2) for k, w in zip(KINDS, model.kind_weight.tolist())})


def make_batches(classes: dict[str, FormulaClass], targets: dict[str, list[dict]], names: set[str], size: int) -> list:
    by_class = defaultdict(list)
    for formula in sorted(names):
        by_class[targets[formula][0]["anonymous"]].append(targets[formula][0])
    batches = []
    for name, members in by_class.items():
        cls = classes[name]
        formula_index = {f: i for i, f in enumerate(cls.formula_names)}
        key_index = {k: i for i, k in enumerate(cls.keys)}
        for start in range(0, len(members), size):
            part = members[start : start + size]
            batches.append((name, torch.tensor([[ATOMIC_NUMBER[s] for s in e["elements"]] for e in part]),
                            torch.tensor([formula_index[e["formula"]] for e in part]), torch.tensor([key_index[e["prototype"]] for e in part])))
    return batches


@torch.no_grad()
def recall(classes: dict[str, FormulaClass], batches: list, model: Likeness) -> dict[str, float]:
    ranks = []
    for name, elements, formulas, right in batches:
        cls = classes[name]
        votes = cls.log_votes(model, elements, 64).masked_fill(cls.formula[None, :] == formulas[:, None], -1e9)
        scores = prototype_scores(cls, votes)
        own = scores.gather(1, right[:, None])
        rank = (scores > own).sum(1) + 1
        ranks += [int(r) if float(o) > -1e6 else 10**9 for r, o in zip(rank, own[:, 0])]
    ranks = np.array(ranks)
    return {f"@{k}": round(float((ranks <= k).mean()), 4) for k in (1, 3, 5, 10, 20, 50, 10**8)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    arguments = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    entries = load_entries(arguments.work / "entries.jsonl.gz")
    by_class = defaultdict(list)
    for entry in entries:
        by_class[entry["anonymous"]].append(entry)
    classes = {name: FormulaClass(members) for name, members in by_class.items()}
    targets = stable_targets(entries)
    training, test = split_formulas(targets)
    model = Likeness()
    test_batches = make_batches(classes, targets, test, 64)
    print("before", recall(classes, test_batches, model), len(training), len(test), flush=True)
    train(classes, make_batches(classes, targets, training, 16), model, arguments.epochs)
    figures = recall(classes, test_batches, model)
    print("after", figures)
    write(model, figures, arguments.out)


def write(model: Likeness, figures: dict[str, float], out: Path) -> None:
    scale = float((model.scale.exp() ** 0.5).detach())
    out.mkdir(parents=True, exist_ok=True)
    (out / "likeness.json").write_text(json.dumps({
        "format": 1,
        "recall": figures,
        "shareExponent": round(float(model.gamma.detach()), 4),
        "kinds": list(KINDS),
        "kindLogWeights": [round(w, 4) for w in model.kind_weight.tolist()],
        "embedding": [[round(x * scale, 4) for x in row] for row in model.embedding.tolist()],
    }, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
