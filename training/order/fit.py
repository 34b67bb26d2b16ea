"""Fit the order model on predictions of held-out reference compositions.

Usage: python fit.py REPORT.json [REPORT.json …]     (reports of `npm run benchmark -- csp --set SET.jsonl.gz --out REPORT.json`)

Maximizes the likelihood of the true crystal among the ranked structures, p ∝ (L + L₀)^α · exp(−ΔH/τ), over α, L₀ and τ on a grid; compositions
whose truth is not among the ranked structures say nothing of the order and are left out. Prints the optimum, hit@1 there, under energy alone and
under likelihood alone, and the spread over halves of the set.
"""
import itertools
import json
import sys

import numpy as np


def load(paths):
    sets = []
    for path in paths:
        for crystal in json.load(open(path))["crystals"]:
            ranked = crystal["ranked"]
            if any(r["matches"] for r in ranked):
                h = np.array([r["enthalpyPerAtom"] for r in ranked])
                sets.append((h - h.min(), np.array([r["likelihood"] for r in ranked]), np.array([r["matches"] for r in ranked])))
    return sets


def score(sets, alpha, floor, tau):
    loss, hits = 0.0, 0
    for h, likelihood, matches in sets:
        logit = alpha * np.log(likelihood + floor) - h / tau
        logit -= logit.max()
        p = np.exp(logit) / np.exp(logit).sum()
        loss -= np.log(max(p[matches].sum(), 1e-9))
        hits += matches[np.argmax(p)]
    return loss / len(sets), hits / len(sets)


def best(sets):
    grid = itertools.product([0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2], [1e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2], [0.004, 0.006, 0.008, 0.01, 0.012, 0.015, 0.02, 0.025, 0.03, 0.04])
    return min(((score(sets, *g)[0], g) for g in grid), key=lambda x: x[0])


if __name__ == "__main__":
    sets = load(sys.argv[1:])
    loss, parameters = best(sets)
    print(len(sets), "compositions with the truth among the ranked structures")
    print("alpha, floor, tau:", parameters, "log loss", round(loss, 4), "hit@1", round(score(sets, *parameters)[1], 3))
    print("energy alone: hit@1", round(np.mean([m[np.argmin(h)] for h, _, m in sets]), 3))
    print("likelihood alone: hit@1", round(np.mean([m[np.argmax(l)] for _, l, m in sets]), 3))
    for name, half in (("even", sets[::2]), ("odd", sets[1::2])):
        print(name, "half:", best(half))
