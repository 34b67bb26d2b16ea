"""Train the prototype likelihood: element embeddings by which the crystals nearest to a composition vote for its prototype.

Usage: python training/likelihood/train.py --entries ENTRIES.jsonl.gz

Loss: negative log likelihood of the prototype of a formula's stable crystal, all crystals of the formula left out of the vote.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import sys
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
from families import Family, load_families
from model import DIMENSION, SHIFT_DIMENSION, Likelihood

sys.path.append(str(Path(__file__).parents[1]))
from held_out import composition_key, write_trained  # noqa: E402

OUT = Path(__file__).parents[2] / "packages" / "models" / "symmetry" / "prototype-likelihood" / "2"
RIDGE = 1e-4


def evaluate(model: Likelihood, families: list[Family], split: str) -> dict:
    ks, hits, total, log_loss, found = [1, 3, 5, 10, 20, 50], defaultdict(int), 0, 0.0, 0
    with torch.no_grad():
        tables = model.tables()
        for family in families:
            for start in range(0, len(family.queries[split]), 64):
                queries = family.queries[split][start:start + 64]
                votes = model.votes(family, family.formula[queries], family.elements[queries], tables)
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
    shares = {"prototypeInLibrary": found / total, "logLossWhereInLibrary": log_loss / found, **{f"recall@{k}": hits[k] / total for k in ks}}
    return {"queries": total, **{name: round(value, 4) for name, value in shares.items()}}


def train(model: Likelihood, families: list[Family], epochs: int) -> None:
    embeddings = [model.projection, model.residual, model.shift_projection, model.shift_residual]
    others = [p for p in model.parameters() if all(p is not e for e in embeddings)]
    optimizer = torch.optim.Adam([{"params": embeddings, "lr": 0.01}, {"params": others, "lr": 0.02}])
    batches = [(f, start) for f in families if len(f.group) > 1 for start in range(0, len(f.queries["train"]), 48)]
    for epoch in range(epochs):
        random.shuffle(batches)
        for family in families:
            np.random.shuffle(family.queries["train"])
        started, losses = time.time(), []
        for family, start in batches:
            most = max(4, int(3e6 / len(family.elements) / len(family.assignments)))
            queries = family.queries["train"][start:start + 48][:most]
            votes = model.votes(family, family.formula[queries], family.elements[queries], model.tables())
            share = votes[torch.arange(len(queries)), family.prototype[queries]] / (votes.sum(1) + 1e-20)
            known = share > 1e-12
            if not known.any():
                continue
            loss = -(share[known] + 1e-6).log().sum() / 48 + RIDGE * ((model.residual**2).sum() + (model.shift_residual**2).sum())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        for group in optimizer.param_groups:
            group["lr"] *= 0.55
        print(epoch, round(float(np.mean(losses)), 4), f"{time.time() - started:.0f} s", json.dumps(evaluate(model, families, "validation")), flush=True)


def write(model: Likelihood, families: list[Family], out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    rounded = lambda t: [round(float(x), 5) for x in t.detach().flatten()]
    embeddings, shift = model.embeddings()
    weights = {
        "dimension": DIMENSION, "embeddings": rounded(embeddings[1:]), "shiftDimension": SHIFT_DIMENSION, "shiftEmbeddings": rounded(shift[1:]),
        "countExponent": float(model.count_exponent.detach()), "distanceExponent": float(model.distance_exponent().detach()),
        "sharpness": rounded(model.log_sharpness.exp()), "hullBias": rounded(model.hull_bias), "experimentBias": rounded(model.experiment_bias),
        "spaceGroupBias": rounded(model.group_bias), "formulaUnitsBias": rounded(model.unit_bias),
    }
    text = json.dumps(weights, separators=(",", ":")) + "\n"
    (out / "weights.json").write_text(text)
    write_trained((composition_key(f.records[i]["elements"], f.records[i]["counts"]) for f in families for i in f.queries["train"]), out / "trained-formulas.bin")
    manifest = {
        "id": {"name": "prototype-likelihood", "version": out.name, "sha256": hashlib.sha256(text.encode()).hexdigest()},
        "kind": "symmetry", "file": "weights.json", "license": "CC-BY-4.0",
        "trainingData": "Materials Project, database 2025.02 (Jain et al., APL Materials 1, 011002, 2013; CC BY 4.0), as described by training/prototypes",
        "trainedFormulas": "trained-formulas.bin",
        "split": "by formula (training/likelihood/families.py): one in twelve for test, one for validation, and the held-out formulas of training/held_out.py trained nothing; all crystals of a query's formula left out of its vote",
        "seed": 0, "command": "python training/likelihood/train.py --entries ENTRIES.jsonl.gz",
        "metrics": {name: evaluate(model, families, name) for name in ("test", "held-out")},
    }
    (out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    print(json.dumps(manifest["metrics"], indent=1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--epochs", type=int, default=5)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0), random.seed(0), np.random.seed(0)
    families = load_families(args.entries)
    print(len(families), "anonymous formulas,", sum(len(f.queries["train"]) for f in families), "training queries", flush=True)
    model = Likelihood()
    train(model, families, args.epochs)
    write(model, families, args.out)


if __name__ == "__main__":
    main()
