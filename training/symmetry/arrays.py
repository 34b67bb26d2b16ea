"""Rows as arrays for the network."""

from __future__ import annotations

from collections import Counter

import numpy as np
import torch
from dataset import LEAST_FORMULAS, SLOTS, Row


def class_list(rows: list[Row]) -> list[tuple[int, int]]:
    """Pairs of space group and formula units, from the training rows."""
    formulas = Counter((g, z) for r in rows if r.split == "train" for g, z, _ in r.targets)
    return sorted(pair for pair, n in formulas.items() if n >= LEAST_FORMULAS)


def arrays_of(rows: list[Row], classes: list[tuple[int, int]]) -> dict[str, torch.Tensor]:
    number = {pair: i for i, pair in enumerate(classes)}
    n, k = len(rows), len(classes)
    elements, counts = np.zeros((n, SLOTS), np.int64), np.zeros((n, SLOTS), np.int64)
    votes, frequencies, targets = (np.zeros((n, k), np.float16) for _ in range(3))
    truth = np.full(n, -1)
    for i, r in enumerate(rows):
        elements[i, : len(r.elements)], counts[i, : len(r.counts)] = r.elements, r.counts
        for table, source in ((votes, r.votes), (frequencies, r.frequencies)):
            total = sum(source.values())
            for pair, share in source.items():
                if pair in number:
                    table[i, number[pair]] = share / total
        for g, z, share in r.targets:
            if (g, z) in number:
                targets[i, number[g, z]] = share
        truth[i] = number.get(r.targets[0][:2], -1)
    return {
        "elements": torch.tensor(elements), "counts": torch.tensor(counts), "votes": torch.tensor(votes), "frequencies": torch.tensor(frequencies),
        "targets": torch.tensor(targets), "truth": torch.tensor(truth), "group": torch.tensor([r.targets[0][0] for r in rows]),
        "units": torch.tensor([r.targets[0][1] for r in rows]), "evidence": torch.tensor([r.evidence for r in rows], dtype=torch.float32),
        "weight": torch.tensor([r.weight for r in rows], dtype=torch.float32), "stable": torch.tensor([r.is_stable for r in rows]),
        "logVolume": torch.tensor([r.log_volume for r in rows], dtype=torch.float32),
        "expectedVolume": torch.tensor([r.expected_log_volume for r in rows], dtype=torch.float32),
        "baselineVolume": torch.tensor([r.baseline_log_volume for r in rows], dtype=torch.float32),
    }
