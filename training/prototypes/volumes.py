"""Fit how the volume of a crystal changes when elements are replaced: a size of each element that depends on its company.

    V(target) = V(template) · S(target) / S(template),   S = ( Σ_i f_i s_i^p )^(1/p),
    ln s_i = m_i (1 − g) + c_i g + h_i (X̄ − 2),   g = 1 / (1 + exp(−4 (X_max − 2.4)))

f: share of atoms, X: Pauling electronegativity (X_max, X̄: largest and mean of the composition); m: size among metals, c: size in compounds
of strongly electronegative elements. Fitted on pairs of crystals of one prototype, the nearest by chemical likeness; formulas are held out.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch

from element_properties import electronegativities, property_embedding
from elements import ATOMIC_NUMBER, SYMBOL

sys.path.append(str(Path(__file__).parents[1]))
from held_out import composition_key, split_of, write_trained  # noqa: E402

STABLE = 0.03  # eV/atom; less stable crystals only where they are experimentally known, to LOOSE
LOOSE = 0.1
MAX_SLOTS = 6
PAIRS_PER_CRYSTAL = 6
SEED = 20260101
RIDGE_SIZE, RIDGE_COMPANY = 1e-4, 1e-3


class Volumes(torch.nn.Module):
    def __init__(self, electronegativities: list[float]):
        super().__init__()
        self.x = torch.tensor(electronegativities)
        self.metallic = torch.nn.Parameter(torch.full((len(SYMBOL),), 2.7))
        self.compound = torch.nn.Parameter(torch.full((len(SYMBOL),), 2.7))
        self.company = torch.nn.Parameter(torch.zeros(len(SYMBOL)))
        self.power = torch.nn.Parameter(torch.tensor(0.5))

    def log_size(self, elements: torch.Tensor, shares: torch.Tensor) -> torch.Tensor:
        x = self.x[elements]
        largest = torch.where(shares > 0, x, torch.tensor(0.0)).max(1).values
        mean = (x * shares).sum(1, keepdim=True)
        ionic = torch.sigmoid((largest - 2.4) * 4)[:, None]
        log = self.metallic[elements] * (1 - ionic) + self.compound[elements] * ionic + self.company[elements] * (mean - 2)
        return (shares * torch.exp(log * self.power)).sum(1).log() / self.power


def make_pairs(crystals: dict[str, list[tuple]], wanted, per: int) -> list[torch.Tensor]:
    embedding = property_embedding()
    likeness = ((embedding[:, None] - embedding[None]) ** 2).sum(-1)
    targets, templates, shares, logs = [], [], [], []
    for members in crystals.values():
        if len(members) < 2 or len(members[0][1]) > MAX_SLOTS:
            continue
        elements, share = np.array([m[1] for m in members]), np.array(members[0][2])
        for i, (formula, own, _, volume, _) in enumerate(members):
            if not wanted(formula):
                continue
            distance = (likeness[elements, elements[i]] * share).sum(1)
            distance[[j for j, other in enumerate(members) if other[0] == formula]] = np.inf
            for j in np.argsort(distance, kind="stable")[:per]:
                if np.isfinite(distance[j]):
                    targets.append(padded(own)), templates.append(padded(members[j][1])), shares.append(padded(members[0][2]))
                    logs.append(np.log(volume / members[j][3]))
    return [torch.tensor(np.array(a)) for a in (targets, templates)] + [torch.tensor(np.array(a), dtype=torch.float32) for a in (shares, logs)]


def padded(values: tuple) -> tuple:
    return tuple(values) + (0,) * (MAX_SLOTS - len(values))


def errors(model: Volumes, pairs: list[torch.Tensor]) -> torch.Tensor:
    target, template, share, log = pairs
    return model.log_size(target, share) - model.log_size(template, share) - log


def fit(model: Volumes, pairs: list[torch.Tensor], epochs: int = 14) -> None:
    optimizer = torch.optim.Adam([{"params": [model.metallic, model.compound, model.company], "lr": 0.03}, {"params": [model.power], "lr": 0.01}])
    schedule = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.75)
    for _ in range(epochs):
        for index in torch.randperm(len(pairs[0])).split(2048):
            residual = errors(model, [t[index] for t in pairs])
            ridge = RIDGE_SIZE * ((model.metallic - 2.7) ** 2 + (model.compound - 2.7) ** 2).sum() + RIDGE_COMPANY * (model.company**2).sum()
            loss = 400 * torch.nn.functional.huber_loss(residual, torch.zeros_like(residual), delta=0.05) + ridge
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        schedule.step()


def fit_volumes(entries: list[dict], out: Path) -> dict:
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    crystals: dict[str, list[tuple]] = defaultdict(list)
    for e in entries:
        stable = e["eHull"] is not None and e["eHull"] <= STABLE
        if stable or (e["icsd"] == 1 and (e["eHull"] is None or e["eHull"] <= LOOSE)):
            shares = tuple(np.array(e["counts"]) / sum(e["counts"]))
            crystals[e["prototype"]].append((e["formula"], tuple(ATOMIC_NUMBER[s] for s in e["elements"]), shares, e["volumePerAtom"], composition_key(e["elements"], e["counts"])))
    unseen = lambda formula: split_of(formula) in ("test", "held-out")
    training_crystals = {prototype: [m for m in members if not unseen(m[0])] for prototype, members in crystals.items()}
    pauling = electronegativities()
    model = Volumes(pauling)
    training = make_pairs(training_crystals, lambda f: True, PAIRS_PER_CRYSTAL)
    held_out = make_pairs(crystals, unseen, 1)
    fit(model, training)
    with torch.no_grad():
        relative = (errors(model, held_out).exp() - 1).abs()
        unscaled = ((-held_out[3]).exp() - 1).abs()
        log_sizes = lambda members: model.log_size(torch.tensor([padded(m[1]) for m in members]), torch.tensor([padded(m[2]) for m in members], dtype=torch.float32))
        every = [m for members in crystals.values() for m in members if len(m[1]) <= MAX_SLOTS]
        seen, new = [m for m in every if not unseen(m[0])], [m for m in every if unseen(m[0])]
        offset = float((torch.tensor([np.log(m[3]) for m in seen]) - log_sizes(seen)).median())
        absolute = ((log_sizes(new) + offset).exp() / torch.tensor([m[3] for m in new]) - 1).abs()
    figures = {
        "heldOutPairs": len(relative),
        "relativeVolumeMae": round(float(relative.mean()), 4),
        "relativeVolumeMedian": round(float(relative.median()), 4),
        "unscaledTemplateMae": round(float(unscaled.mean()), 4),
        "withoutTemplateMae": round(float(absolute.mean()), 4),
    }
    print("volumes:", figures)
    rounded = lambda values: [round(v, 4) for v in values.tolist()]
    out.mkdir(parents=True, exist_ok=True)
    write_trained((m[4] for m in seen), out / "trained-formulas.bin")
    (out / "volumes.json").write_text(json.dumps({
        "format": 1,
        "figures": figures,
        "power": round(float(model.power.detach()), 4),
        "logVolumeOffset": round(offset, 4),
        "electronegativities": [round(x, 2) for x in pauling],
        "metallic": rounded(model.metallic),
        "compound": rounded(model.compound),
        "company": rounded(model.company),
    }, separators=(",", ":")) + "\n")
    return figures
