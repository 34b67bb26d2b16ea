"""How good a distribution over space groups and formula units is."""

from __future__ import annotations

import numpy as np
import torch


def marginal(joint: torch.Tensor, group_of: torch.Tensor) -> torch.Tensor:
    return torch.zeros(len(joint), 231).index_add(1, group_of, joint)


def ranks_of(p: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """Place of the truth from 0; ties count against it."""
    own = p.gather(1, truth.clamp_min(0)[:, None])
    rank = (p >= own).sum(1) - 1
    return torch.where((truth >= 0) & (own[:, 0] > 0), rank, torch.full_like(rank, 10**6))


def figures_of(prediction: tuple, data: dict, chosen: np.ndarray, pairs: torch.Tensor, rows: list) -> dict:
    joint, log_volume, deviation = prediction
    index = torch.tensor(chosen)
    group = marginal(joint, pairs[:, 0])
    truth = data["group"][index]
    ranks = ranks_of(group, truth)
    own = group.gather(1, truth[:, None])[:, 0]
    figures = {"crystals": len(chosen)} | {f"top{k}": share(ranks < k) for k in (1, 3, 5, 10, 20, 30)}
    figures["logLoss"] = round(float(-(own + 1e-9).log().mean()), 4)
    figures["calibrationError"] = calibration_error(group, truth)
    lonely = torch.tensor([not rows[i].prototype_elsewhere for i in chosen])
    figures["prototypeNowhereElse"] = {"crystals": int(lonely.sum())} | {f"top{k}": share(ranks[lonely] < k) for k in (1, 10, 30)}
    joint_ranks = ranks_of(joint, data["truth"][index])
    figures["withFormulaUnits"] = {f"top{k}": share(joint_ranks < k) for k in (1, 10, 30)}
    error = (log_volume - data["logVolume"][index]).exp().sub(1).abs()
    figures["volume"] = {"mae": round(float(error.mean()), 4), "median": round(float(error.median()), 4), "within10percent": share(error < 0.1)}
    figures["volume"]["uncorrectedMae"] = round(float((data["expectedVolume"][index] - data["logVolume"][index]).exp().sub(1).abs().mean()), 4)
    figures["volume"]["withinTwiceTheDeviation"] = share((log_volume - data["logVolume"][index]).abs() < 2 * deviation)
    return figures


def share(flags: torch.Tensor) -> float:
    return round(float(flags.float().mean()), 4)


def calibration_error(p: torch.Tensor, truth: torch.Tensor, bins: int = 10) -> float:
    """Mean over the crystals of |confidence − accuracy| of the first guess, in bins of equal size."""
    confidence, guess = p.max(1)
    hit = (guess == truth).float()
    order = confidence.argsort()
    parts = [(confidence[i].mean() - hit[i].mean()).abs() * len(i) for i in order.chunk(bins)]
    return round(float(sum(parts) / len(p)), 4)
