"""Fit how likely an unknown prototype is, by logistic regression on what the votes of known crystals look like.

Usage: python training/novelty/fit.py EVIDENCE.jsonl     (by `evidence.mjs`)

Writes packages/models/symmetry/novelty/1: weights.json, manifest.json, MODEL_CARD.md and the list of the formulas it was trained on. The formulas of
`training/held_out.py` train nothing; the figures are theirs.
"""

import argparse
import hashlib
import json
import re
import sys
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

sys.path.append(str(Path(__file__).parents[1]))
from held_out import composition_key, held_out_formulas, write_trained  # noqa: E402

OUT = Path(__file__).parents[2] / "packages" / "models" / "symmetry" / "novelty" / "1"
CLASSES = [0, 0.02, 0.05, 0.1, 0.3, 1]


def key_of(formula: str) -> str:
    parts = re.findall(r"([A-Z][a-z]?)(\d*)", formula)
    return composition_key([element for element, _ in parts], [int(count or 1) for _, count in parts])


def log_loss(p: np.ndarray, y: np.ndarray) -> float:
    return round(float(-np.mean(np.where(y, np.log(p), np.log(1 - p)))), 4)


def area_under_curve(p: np.ndarray, y: np.ndarray) -> float:
    above = (p[y][:, None] > p[~y][None, :]).mean() + 0.5 * (p[y][:, None] == p[~y][None, :]).mean()
    return round(float(above), 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("evidence", type=Path)
    rows = [json.loads(line) for line in parser.parse_args().evidence.open()]
    x = np.array([[1.0, r["logStrongestVote"], r["logPrototypes"]] for r in rows])
    y = np.array([r["isUnknown"] for r in rows])
    held_out = np.array([r["formula"] in held_out_formulas() for r in rows])
    sign = np.where(y[~held_out], 1.0, -1.0)
    loss = lambda w: np.logaddexp(0, -sign * (x[~held_out] @ w)).sum() + 1e-3 * w[1:] @ w[1:]
    weights = minimize(loss, np.zeros(3), method="BFGS").x
    p, truth = 1 / (1 + np.exp(-(x[held_out] @ weights))), y[held_out]
    rate = float(y[~held_out].mean())
    figures = {
        "trained": int((~held_out).sum()),
        "heldOut": int(held_out.sum()),
        "unknownPrototypes": {"trained": round(rate, 4), "held-out": round(float(truth.mean()), 4)},
        "logLoss": {"learned": log_loss(p, truth), "constant": log_loss(np.full(len(p), rate), truth)},
        "areaUnderCurve": area_under_curve(p, truth),
        "reliability": [
            {"from": low, "to": high, "formulas": int(inside.sum()), "meanProbability": round(float(p[inside].mean()), 3), "unknown": int(truth[inside].sum())}
            for low, high in zip(CLASSES, CLASSES[1:])
            if (inside := (p >= low) & (p < high)).any()
        ],
    }
    write(weights, figures, [rows[i]["formula"] for i in np.nonzero(~held_out)[0]])
    print(json.dumps(figures, indent=1))


def write(weights: np.ndarray, figures: dict, trained: list[str]) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    text = json.dumps(dict(zip(("constant", "strongestVote", "prototypes"), weights.round(5).tolist())), indent=1).encode() + b"\n"
    (OUT / "weights.json").write_bytes(text)
    write_trained(map(key_of, trained), OUT / "trained-formulas.bin")
    manifest = {
        "id": {"name": "novelty", "version": OUT.name, "sha256": hashlib.sha256(text).hexdigest()},
        "kind": "symmetry",
        "file": "weights.json",
        "license": "CC-BY-4.0",
        "trainingData": "Materials Project, database 2025.02 (Jain et al., APL Materials 1, 011002, 2013; CC BY 4.0): ground states chosen by training/order/make_set.py",
        "trainedFormulas": "trained-formulas.bin",
        "command": "python training/novelty/fit.py EVIDENCE.jsonl",
        "metrics": figures,
    }
    (OUT / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    rows = "\n".join(f"| {100 * r['from']:.0f}–{100 * r['to']:.0f} % | {r['formulas']} | {r['meanProbability']:.3f} | {r['unknown'] / r['formulas']:.3f} |" for r in figures["reliability"])
    (OUT / "MODEL_CARD.md").write_text(f"""# novelty {OUT.name}

How likely a composition's ground state has a prototype that no known crystal of its anonymous formula shows: a logistic function of the strongest vote and of
the number of prototypes (`packages/core/src/prediction/symmetry-proposal/novelty-model.ts`). Fitted by `training/novelty` on {figures['trained']} ground states,
every crystal of whose formulas was left out of the vote; {100 * figures['unknownPrototypes']['trained']:.1f} % of them have such a prototype.

On the {figures['heldOut']} held-out formulas: log loss {figures['logLoss']['learned']} (a constant: {figures['logLoss']['constant']}), area under the ROC curve {figures['areaUnderCurve']}.

| probability | formulas | mean probability | share that was unknown |
|---|---|---|---|
{rows}

**Where it fails**: it was fitted on formulas that someone has made and found stable; a composition that nobody could make is not new in this sense.
""")


if __name__ == "__main__":
    main()
