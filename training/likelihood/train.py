"""Train the prototype likelihood: element embeddings by which the crystals nearest to a composition vote for its prototype.

Model and symbols: packages/core/src/prediction/symmetry-proposal/prototype-likelihood.ts.
Loss: negative log likelihood of the prototype of a formula's stable crystal, all crystals of the formula left out.
"""
import argparse
import gzip
import hashlib
import itertools
import json
import math
import random
import time
import warnings
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
from pymatgen.core.periodic_table import Element

warnings.filterwarnings("ignore")
DIMENSION = 24
STABLE = 0.002  # eV/atom: the crystal of a formula that the vote is to name
HULL_CLASSES = [0.001, 0.03, 0.08, 0.15]
FORMULA_UNIT_CLASSES = 20
DISTANCE_FLOOR = 1e-4
MOST_ASSIGNMENTS = 24
SYMBOLS = {Element.from_Z(z).symbol: z for z in range(1, 119)}


def element_properties():
    """(119, properties), standardized, row 0 unused: where the embeddings start from, so that rare elements have neighbors too."""
    def row(z):
        e = Element.from_Z(z)
        number = lambda x: float(x) if x is not None and x == x and x != 0 else np.nan
        states = e.common_oxidation_states or (0,)
        flags = [e.is_transition_metal, e.is_lanthanoid, e.is_actinoid, e.is_halogen, e.is_chalcogen, e.is_alkali, e.is_alkaline,
                 e.is_post_transition_metal, e.is_metalloid, z == 1, e.is_noble_gas]
        return [number(e.X), number(e.atomic_radius_calculated or e.atomic_radius), number(e.mendeleev_no), e.row, e.group,
                number(e.average_ionic_radius), number(e.average_cationic_radius), max(states), min(states), *map(float, flags)]
    table = np.array([row(z) for z in range(1, 119)], float)
    table = (table - np.nanmean(table, 0)) / (np.nanstd(table, 0) + 1e-9)
    return torch.tensor(np.vstack([np.zeros(table.shape[1]), np.nan_to_num(table)]), dtype=torch.float32)


def is_validation(formula):
    return int.from_bytes(hashlib.md5(formula.encode()).digest()[:4], "little") % 12 == 0


class Family:
    """All crystals of one anonymous formula, slots by rising count."""

    def __init__(self, records, key):
        lowest = {}
        for r in records:
            k = (r["formula"], r[key])
            if k not in lowest or (r["eHull"] if r["eHull"] is not None else 0.05) < (lowest[k]["eHull"] if lowest[k]["eHull"] is not None else 0.05):
                lowest[k] = r
        records = list(lowest.values())
        prototypes = {p: i for i, p in enumerate(sorted({r[key] for r in records}))}
        formulas = {f: i for i, f in enumerate(sorted({r["formula"] for r in records}))}
        units = math.gcd(*records[0]["counts"])
        self.counts = [n // units for n in records[0]["counts"]][::-1]
        self.elements = torch.tensor([[SYMBOLS[e] for e in r["elements"]][::-1] for r in records])
        self.prototype = torch.tensor([prototypes[r[key]] for r in records])
        self.formula = torch.tensor([formulas[r["formula"]] for r in records])
        self.hull = torch.tensor([hull_class(r["eHull"]) for r in records])
        self.experiment = torch.tensor([2 if r["icsd"] is None else r["icsd"] for r in records])
        by_prototype = {prototypes[r[key]]: r for r in records}
        rows = [by_prototype[i] for i in range(len(prototypes))]
        self.group = torch.tensor([r["spaceGroup"] for r in rows])
        self.units = torch.tensor([min(FORMULA_UNIT_CLASSES - 1, math.gcd(*r["counts"])) for r in rows])
        ground = {}
        for i, r in enumerate(records):
            if r["eHull"] is not None and r["eHull"] <= STABLE and (r["formula"] not in ground or r["eHull"] < records[ground[r["formula"]]]["eHull"]):
                ground[r["formula"]] = i
        names = list(formulas)
        self.train = np.array([i for f, i in sorted(ground.items()) if not is_validation(f)], int)
        self.validation = np.array([i for f, i in sorted(ground.items()) if is_validation(f)], int)
        self.assignments = slot_permutations(self.counts)
        assert len(names) == len(formulas)


def hull_class(e):
    return len(HULL_CLASSES) + 1 if e is None else next((k for k, bound in enumerate(HULL_CLASSES) if e <= bound), len(HULL_CLASSES))


def slot_permutations(counts):
    groups = defaultdict(list)
    for slot, n in enumerate(counts):
        groups[n].append(slot)
    if math.prod(math.factorial(len(g)) for g in groups.values()) > MOST_ASSIGNMENTS:
        return [list(range(len(counts)))]
    result = []
    for choice in itertools.product(*(itertools.permutations(g) for g in groups.values())):
        order = list(range(len(counts)))
        for slots, chosen in zip(groups.values(), choice):
            for s, c in zip(slots, chosen):
                order[s] = c
        result.append(order)
    return result


class Likelihood(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.properties = element_properties()
        self.projection = torch.nn.Parameter(torch.randn(self.properties.shape[1], DIMENSION) * 0.35)
        self.residual = torch.nn.Parameter(torch.zeros(119, DIMENSION))
        self.count_exponent = torch.nn.Parameter(torch.tensor(0.5))
        self.distance_exponent_logit = torch.nn.Parameter(torch.tensor(0.0))
        self.log_sharpness = torch.nn.Parameter(torch.tensor(1.0))
        self.hull_bias = torch.nn.Parameter(torch.zeros(len(HULL_CLASSES) + 2))
        self.experiment_bias = torch.nn.Parameter(torch.zeros(3))
        self.group_bias = torch.nn.Parameter(torch.zeros(231))
        self.unit_bias = torch.nn.Parameter(torch.zeros(FORMULA_UNIT_CLASSES))

    def distance_exponent(self):
        return torch.sigmoid(self.distance_exponent_logit) * 2

    def squared_distances(self):
        e = self.properties @ self.projection + self.residual
        return ((e[:, None] - e[None]) ** 2).sum(-1)

    def votes(self, family, queries, table):
        """(queries, prototypes) weights, each row up to a factor."""
        counts = torch.tensor(family.counts, dtype=torch.float32)
        w = (counts / counts.sum()) ** self.count_exponent
        w = w / w.sum()
        target, known = family.elements[queries], family.elements
        def logit(order):
            d2 = sum(w[s] * table[target[:, order[s]][:, None], known[None, :, s]] for s in range(len(order)))
            return -self.log_sharpness.exp() * (d2 + DISTANCE_FLOOR) ** self.distance_exponent()
        logits = torch.stack([logit(order) for order in family.assignments]).logsumexp(0)
        logits = logits + self.hull_bias[family.hull][None] + self.experiment_bias[family.experiment][None]
        logits = logits.masked_fill(family.formula[queries][:, None] == family.formula[None], -1e9)
        weights = (logits - logits.max(1, keepdim=True).values).exp()
        sums = torch.zeros(len(queries), len(family.group)).index_add(1, family.prototype, weights)
        return sums * (self.group_bias[family.group] + self.unit_bias[family.units]).exp()[None]


def evaluate(model, families):
    ks, hits, total, log_loss, found = [1, 3, 5, 10, 20, 50], defaultdict(int), 0, 0.0, 0
    with torch.no_grad():
        table = model.squared_distances()
        for family in families:
            for start in range(0, len(family.validation), 64):
                queries = family.validation[start:start + 64]
                votes = model.votes(family, queries, table)
                share = votes / votes.sum(1, keepdim=True).clamp_min(1e-30)
                own = share[torch.arange(len(queries)), family.prototype[queries]]
                rank = (share > own[:, None]).sum(1)
                total += len(queries)
                for r, p in zip(rank.tolist(), own.tolist()):
                    if p > 0:
                        found += 1
                        log_loss -= math.log(max(p, 1e-12))
                        for k in ks:
                            hits[k] += r < k
    return {"queries": total, "prototypeInLibrary": found / total, "logLossWhereInLibrary": log_loss / found, **{f"recall@{k}": hits[k] / total for k in ks}}


def train(model, families, epochs):
    slow = [model.projection, model.residual]
    fast = [p for name, p in model.named_parameters() if name not in ("projection", "residual")]
    optimizer = torch.optim.Adam([{"params": slow, "lr": 0.01}, {"params": fast, "lr": 0.02}])
    batches = [(f, start) for f in families if len(f.group) > 1 for start in range(0, len(f.train), 48)]
    for epoch in range(epochs):
        random.shuffle(batches)
        for family in families:
            np.random.shuffle(family.train)
        started, losses = time.time(), []
        for family, start in batches:
            most = max(4, int(3e6 / len(family.elements) / len(family.assignments)))
            queries = family.train[start:start + 48][:most]
            votes = model.votes(family, queries, model.squared_distances())
            share = votes[torch.arange(len(queries)), family.prototype[queries]] / (votes.sum(1) + 1e-20)
            known = share > 1e-12
            if not known.any():
                continue
            loss = -(share[known] + 1e-6).log().sum() / 48 + 1e-4 * (model.residual ** 2).sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        for group in optimizer.param_groups:
            group["lr"] *= 0.55
        print(epoch, round(float(np.mean(losses)), 4), f"{time.time() - started:.0f} s", json.dumps(evaluate(model, families)), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--key", default="prototype")
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0), random.seed(0), np.random.seed(0)
    by_family = defaultdict(list)
    with gzip.open(args.entries, "rt") as lines:
        for record in map(json.loads, lines):
            record["geometry"] = f"{record['prototype']}#{record['cluster']}"
            by_family[record["anonymous"]].append(record)
    families = [Family(records, args.key) for _, records in sorted(by_family.items())]
    print(len(families), "anonymous formulas,", sum(len(f.train) for f in families), "training queries", flush=True)
    model = Likelihood()
    train(model, families, args.epochs)
    args.out.mkdir(parents=True, exist_ok=True)
    rounded = lambda t, digits=5: [round(float(x), digits) for x in t.detach().flatten()]
    embeddings = (model.properties @ model.projection + model.residual)[1:]
    weights = {
        "dimension": DIMENSION, "embeddings": rounded(embeddings), "countExponent": float(model.count_exponent), "distanceExponent": float(model.distance_exponent()),
        "sharpness": float(model.log_sharpness.exp()), "hullBias": rounded(model.hull_bias), "experimentBias": rounded(model.experiment_bias),
        "spaceGroupBias": rounded(model.group_bias), "formulaUnitsBias": rounded(model.unit_bias),
    }
    text = json.dumps(weights, separators=(",", ":"))
    (args.out / "weights.json").write_text(text + "\n")
    manifest = {
        "id": {"name": "prototype-likelihood", "version": args.out.name, "sha256": hashlib.sha256((text + "\n").encode()).hexdigest()},
        "kind": "symmetry", "file": "weights.json", "license": "CC-BY-4.0",
        "trainingData": "Materials Project, database 2025.02 (Jain et al., APL Materials 1, 011002, 2013; CC BY 4.0), as described by training/prototypes",
        "split": "one formula in twelve for validation, by the MD5 of the reduced formula; all crystals of a query's formula left out of its vote",
        "seed": 0, "command": "python train.py --entries ENTRIES.jsonl.gz --out packages/models/symmetry/prototype-likelihood/1", "validation": evaluate(model, families),
    }
    (args.out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main()
