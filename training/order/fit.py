"""Fit the order model on predictions of held-out reference compositions.

Usage: python fit.py --out ../../packages/models/order/ground-state/1 REPORT.json [REPORT.json …]
       (reports of `npm run benchmark -- csp --set SET.jsonl.gz --out REPORT.json`, SET from `make_set.py`)

Maximizes the likelihood of the truth, p = Σ_matches exp(w·x) / (Σ exp(w·x) + exp(v·y)), with the last term standing for "none of them" where no ranked
structure matches, over w and v with a quadratic penalty chosen by five-fold cross-validation over compositions. Features are those of
`packages/core/src/prediction/ranking/order-features.ts`. Writes weights.json, manifest.json, MODEL_CARD.md and docs/images/reliability.svg with cross-validated figures: hit@1 beside
energy alone and likelihood alone, log loss, and the reliability of the probabilities.
"""
import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from reliability_plot import write_reliability_plot

STRUCTURE = ["enthalpy", "nearEnthalpy", "likelihood", "familyLikelihood", "unbroken", "spaceGroup", "pointGroup", "sites", "random", "held", "heldEnthalpy"]
ABSENCE = ["constant", "unknown", "bestLikelihood", "sites", "randomLowest"]
PENALTIES = [0.01, 0.1, 0.3, 1.0, 3.0]
# Weight of 10 meV/atom above the lowest, at least: predictions are too few to tell how rare large errors of the potential are. Of 0, 0.05, 0.1 and 0.2 the best by log loss.
LEAST_ENTHALPY = 0.2
FOLDS = 5
IMAGE = Path(__file__).parents[2] / "docs" / "images" / "reliability.svg"
SCALES = np.array([2.0, 1.0, 3.0, 3.0, 1.0, 2.0, 1.0, 1.0, 1.0, 1.0, 2.0])  # typical spread of each feature, so that one penalty suits all


def load(paths):
    """One (x, y, matches) for each composition, in the order of the hash of its formula."""
    predictions = {}
    for path in paths:
        for crystal in json.load(open(path))["crystals"]:
            ranked = crystal["ranked"]
            if not ranked:
                continue
            x = np.array([r["features"] for r in ranked], float)
            lowest = int(np.argmax(enthalpies(x)))
            y = np.array([1.0, np.log(crystal["unknownShare"]), x[:, 2].max(), np.log(ranked[lowest]["nsites"]), x[lowest, 8]])
            predictions[crystal["formula"]] = (x, y, np.array([r["matches"] for r in ranked]))
    order = sorted(predictions, key=lambda formula: hashlib.md5(formula.encode()).hexdigest())
    return [predictions[formula] for formula in order]


def enthalpies(x):
    """Negative, above the lowest, of all structures: held ones have a column of their own."""
    return x[:, 0] + x[:, 10]


def probabilities(parameters, x, y):
    w, v = parameters[: len(STRUCTURE)], parameters[len(STRUCTURE) :]
    logits = np.concatenate([x @ w, [y @ v]])
    p = np.exp(logits - logits.max())
    return p / p.sum()


def objective(parameters, data, penalty):
    loss, gradient = 0.0, np.zeros_like(parameters)
    k = len(STRUCTURE)
    for x, y, matches in data:
        p = probabilities(parameters, x, y)
        target = np.append(matches, not matches.any()).astype(float)
        hit = p @ target
        loss -= np.log(max(hit, 1e-300))
        residual = p - p * target / max(hit, 1e-300)
        gradient[:k] += residual[:-1] @ x
        gradient[k:] += residual[-1] * y
    scaled = parameters[:k] * SCALES
    return loss + 0.5 * penalty * scaled @ scaled, gradient + penalty * np.concatenate([scaled * SCALES, np.zeros(len(ABSENCE))])


def fit(data, penalty):
    start = np.zeros(len(STRUCTURE) + len(ABSENCE))
    start[0], start[2], start[len(STRUCTURE)] = 0.5, 0.5, -3
    bounds = [(LEAST_ENTHALPY, None)] + [(None, None)] * (len(start) - 1)
    return minimize(objective, start, args=(data, penalty), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 2000}).x


def cross_validate(data, penalty):
    """Probabilities of each composition under a model that has not seen it."""
    held_out = [None] * len(data)
    for fold in range(FOLDS):
        parameters = fit([d for i, d in enumerate(data) if i % FOLDS != fold], penalty)
        for i in range(fold, len(data), FOLDS):
            held_out[i] = probabilities(parameters, *data[i][:2])
    return held_out


def log_loss(held_out, data):
    return float(np.mean([-np.log(max(p[:-1][m].sum() if m.any() else p[-1], 1e-12)) for p, (_, _, m) in zip(held_out, data)]))


def hits(scores, data, k):
    return sum(bool(m[np.argsort(-s, kind="stable")[:k]].any()) for s, (_, _, m) in zip(scores, data))


def reliability(held_out, data):
    """Of first places given a probability in each class, how many were right."""
    rows = []
    for low, high in [(0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 1.0001)]:
        inside = [(p[:-1].max(), m[np.argmax(p[:-1])]) for p, (_, _, m) in zip(held_out, data) if low <= p[:-1].max() < high]
        if inside:
            rows.append({"from": low, "to": min(high, 1.0), "predictions": len(inside), "meanProbability": round(float(np.mean([a for a, _ in inside])), 3), "right": int(sum(b for _, b in inside))})
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("reports", nargs="+")
    args = parser.parse_args()
    data = load(args.reports)
    found = sum(m.any() for _, _, m in data)
    trials = {penalty: cross_validate(data, penalty) for penalty in PENALTIES}
    penalty = min(trials, key=lambda trial: log_loss(trials[trial], data))
    held_out = trials[penalty]
    figures = {
        "compositions": len(data),
        "truthRanked": int(found),
        "penalty": penalty,
        "logLoss": round(log_loss(held_out, data), 3),
        "hit@1": {
            "learned order": hits([p[:-1] for p in held_out], data, 1),
            "energy alone": hits([enthalpies(x) for x, _, _ in data], data, 1),
            "likelihood alone": hits([x[:, 2] for x, _, _ in data], data, 1),
        },
        "hit@10": hits([p[:-1] for p in held_out], data, 10),
        "reliability": reliability(held_out, data),
    }
    parameters = fit(data, penalty)
    write(args.out, parameters, figures)
    write_reliability_plot(figures["reliability"], IMAGE)
    print(json.dumps({"figures": figures, "weights": dict(zip(STRUCTURE, parameters.round(4).tolist())), "absence": dict(zip(ABSENCE, parameters[len(STRUCTURE) :].round(4).tolist()))}, indent=1))


def write(out, parameters, figures):
    out.mkdir(parents=True, exist_ok=True)
    k = len(STRUCTURE)
    weights = {"structure": dict(zip(STRUCTURE, parameters[:k].round(5).tolist())), "absence": dict(zip(ABSENCE, parameters[k:].round(5).tolist()))}
    text = (json.dumps(weights, indent=1) + "\n").encode()
    (out / "weights.json").write_bytes(text)
    manifest = {
        "schemaVersion": 1,
        "id": {"name": "ground-state-order", "version": out.name, "sha256": hashlib.sha256(text).hexdigest()},
        "file": "weights.json",
        "licence": "Apache-2.0",
        "command": "python training/order/fit.py",
        "trainingData": "predictions of Materials Project ground states (CC BY 4.0) with their compositions held out, chosen by training/order/make_set.py",
        "metrics": figures,
    }
    (out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    n = figures["compositions"]
    rows = "\n".join(f"| {r['from']:.1f}–{r['to']:.1f} | {r['predictions']} | {r['meanProbability']:.2f} | {r['right'] / r['predictions']:.2f} |" for r in figures["reliability"])
    hit = figures["hit@1"]
    (out / "MODEL_CARD.md").write_text(f"""# ground-state-order {out.name}

Which of the ranked structures of a prediction is the ground state, and with what probability; a logistic model over energy, likelihood of the prototype,
symmetry and size, with a term for "none of them". Fitted by `training/order/fit.py` on {n} predictions of Materials Project ground states whose compositions
were held out of the prototype library; none of these formulas trained the models whose outputs are the features (`training/held_out.py`).

## Figures, five-fold cross-validation over compositions

The truth is among the ranked structures in {figures['truthRanked']} of {n}. Log loss {figures['logLoss']}.

| order | truth first | of |
|---|---|---|
| learned | {hit['learned order']} | {n} |
| energy alone | {hit['energy alone']} | {n} |
| likelihood alone | {hit['likelihood alone']} | {n} |

Reliability of the probability given to the first place:

| probability | predictions | mean probability | share that was right |
|---|---|---|---|
{rows}

## Limits

"Right" means what the structure matcher calls the same at pymatgen's defaults: a crystal and its slight distortions count as one. The truth is the lowest
phase of the Materials Project, which is a statement of density functional theory for most and of experiment for some. Licence Apache-2.0.
""")


if __name__ == "__main__":
    main()
