"""Pre-train the surrogate so that it can be adapted.

Usage: python train.py ENCODED OUT.pt [--steps 5000] [--seed 0]

ENCODED is what encode.mjs wrote. Every step takes generated crystals of eight compositions and as many reference crystals again. The loss is the error of the
energies as they come out of the network, plus, for each composition, the error of one half of its crystals after a Bayesian ridge regression of the last
layer on the other half: what the program does at run time, here differentiated through (L. Bertinetto et al., Meta-learning with differentiable
closed-form solvers, ICLR 2019). High energies count less: what is 0.5 eV/atom above the lowest of its composition has half the weight.
Formulas are split as `training/held_out.py` says: what is held out or for testing is not used, one formula in twelve is for validation.
"""
import argparse
import json
import re
import sys
import time
from pathlib import Path

import numpy as np
import torch

from network import CUTOFF, ELEMENTS, Surrogate, pool

sys.path.append(str(Path(__file__).parents[1]))
from held_out import composition_key, split_of  # noqa: E402

COMPOSITIONS = 8
CRYSTALS = 24
REFERENCES = 96
MOST_ROWS = 24
ROWS_OF_A_PART = 256
# eV/atom: above the lowest of the composition, where the weight is one half and where energies are cut
HALF_WEIGHT = 0.5
MOST_ABOVE = 4.0
HUBER = 0.1


SPLIT = "as training/held_out.py says, by formula: one twelfth for validation, one for testing, besides the listed formulas; the rest was trained on"


def key_of(formula: str) -> str:
    parts = re.findall(r"([A-Z][a-z]?)(\d*)", formula)
    return composition_key([element for element, _ in parts], [int(n or 1) for _, n in parts])


class Crystals:
    def __init__(self, directory: Path):
        read = lambda name, kind: torch.from_numpy(np.fromfile(directory / f"{name}.bin", kind))
        summary = json.loads((directory / "crystals.json").read_text())
        self.formulas = summary["formulas"]
        self.generated = np.array([g != "reference" for g in summary["generators"]])
        self.energies = torch.tensor(summary["energies"], dtype=torch.float32)
        self.atoms = torch.tensor(summary["atoms"])
        self.rows = torch.tensor(summary["rows"])
        self.row_starts = torch.cat([torch.zeros(1, dtype=torch.long), self.rows.cumsum(0)])
        self.vectors = read("neighborVectors", np.float32).view(-1, 3)
        self.neighbors = read("neighborRows", np.uint16).int()
        self.counts = read("neighborCounts", np.uint16).long()
        self.edge_starts = torch.cat([torch.zeros(1, dtype=torch.long), self.counts.cumsum(0)])
        self.numbers = read("atomicNumbers", np.uint8).long()
        self.multiplicities = read("multiplicities", np.uint8).float()

    def batch(self, chosen: torch.Tensor):
        """Crystals as one disjoint graph, its rows sorted by their number of neighbors: the arguments of `forward_parts`, and of `pool`."""
        counts = self.rows[chosen]
        crystal = torch.repeat_interleave(torch.arange(len(chosen)), counts)
        first = torch.cat([torch.zeros(1, dtype=torch.long), counts.cumsum(0)])[:-1]
        rows = torch.arange(len(crystal)) - first[crystal] + self.row_starts[chosen][crystal]
        order = torch.argsort(self.counts[rows])
        place_of = torch.argsort(order)
        rows, owner = rows[order], crystal[order]
        parts = [self.neighborhood(part, first[own], place_of) for part, own in zip(rows.split(ROWS_OF_A_PART), owner.split(ROWS_OF_A_PART))]
        return (self.numbers[rows], parts), (self.multiplicities[rows] / self.atoms[chosen][owner], owner, len(chosen))

    def neighborhood(self, rows, first, place_of):
        """(R, K) places of the neighbors, (R, K, 3) vectors; absent neighbors stand at the cutoff."""
        neighbors = self.counts[rows]
        place = torch.arange(max(1, int(neighbors.max())))
        real = place < neighbors[:, None]
        edges = (self.edge_starts[rows][:, None] + place) * real
        index = torch.where(real, place_of[(self.neighbors[edges] + first[:, None]) * real], 0)
        return index, torch.where(real[:, :, None], self.vectors[edges], torch.tensor([CUTOFF, 0.0, 0.0]))


def initial_references(crystals: Crystals, chosen: np.ndarray) -> torch.Tensor:
    """Least squares of the energies on the composition, slightly damped, eV by atomic number."""
    shares = np.zeros((len(chosen), ELEMENTS))
    for k, c in enumerate(chosen):
        for row in range(int(crystals.row_starts[c]), int(crystals.row_starts[c + 1])):
            shares[k, crystals.numbers[row]] += crystals.multiplicities[row] / crystals.atoms[c]
    return torch.tensor(np.linalg.solve(shares.T @ shares + 0.1 * np.eye(ELEMENTS), shares.T @ crystals.energies[chosen].numpy()), dtype=torch.float32)


def covalent_radii() -> torch.Tensor:
    from ase.data import covalent_radii

    return torch.tensor(covalent_radii[:ELEMENTS].copy(), dtype=torch.float32).nan_to_num(1.6).clamp(0.3, 2.6)


def huber(x):
    return torch.nn.functional.huber_loss(x, torch.zeros_like(x), reduction="none", delta=HUBER) / HUBER


def adapted_residuals(features, residuals, noise, support, precision):
    """Residuals after ridge regression on the support. All (G, N, ...); noise: variance of each label; support: mask; precision: of the coefficients.

    The regression of the residuals y on features x with a constant, coefficients of variance 1/precision, as a Gaussian process: mean
    k (K + noise)^-1 y with k = x x' / precision + 1. Crystals outside of the support get infinite noise.
    """
    kernel = features @ features.transpose(1, 2) / precision + 1
    scaled = torch.where(support, noise, torch.tensor(1e6))
    solved = torch.linalg.solve(kernel + torch.diag_embed(scaled), residuals[:, :, None] * support[:, :, None])
    return residuals - (kernel @ solved)[:, :, 0]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoded", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    rng = np.random.default_rng(args.seed)
    crystals = Crystals(args.encoded)
    usable = crystals.rows.numpy() <= MOST_ROWS
    split = np.array([split_of(f) for f in crystals.formulas])
    references = np.flatnonzero(usable & ~crystals.generated & (split == "train"))
    groups: dict[str, list[int]] = {}
    for k in np.flatnonzero(usable & crystals.generated):
        groups.setdefault(crystals.formulas[k], []).append(k)
    groups = {f: np.array(ks) for f, ks in groups.items() if len(ks) >= 12}
    train = [f for f in groups if split_of(f) == "train"]
    held = [f for f in groups if split_of(f) == "validation"]
    lowest = {f: float(crystals.energies[ks].min()) for f, ks in groups.items()}
    print(len(references), "references,", len(train), "compositions,", len(held), "for validation", flush=True)

    model = Surrogate(covalent_radii(), initial_references(crystals, rng.choice(references, 20000)))
    log_precision = torch.nn.Parameter(torch.tensor(3.0))
    log_noise = torch.nn.Parameter(torch.tensor(-4.0))
    parameters = [*model.parameters(), log_precision, log_noise]
    optimizer = torch.optim.AdamW(parameters, lr=1e-3, weight_decay=1e-4)
    peak = 3e-3
    averaged = {k: v.clone() for k, v in model.state_dict().items()}

    def losses(formulas, choose, support_size):
        chosen, groups_of = [], []
        for g, f in enumerate(formulas):
            ks = choose(groups[f])
            chosen.append(ks)
            groups_of += [g] * len(ks)
        sizes = [len(ks) for ks in chosen]
        index = torch.tensor(np.concatenate(chosen))
        inputs, pooling = crystals.batch(index)
        energies, features = pool(*model.forward_parts(*inputs), *pooling)
        low = torch.tensor([lowest[f] for f in formulas])[torch.tensor(groups_of)]
        above = (crystals.energies[index] - low).clamp(max=MOST_ABOVE)
        residuals = low + above - energies
        weights = 1 / (1 + (above / HALF_WEIGHT) ** 2)
        width = max(sizes)
        pad = lambda t, fill: torch.stack([torch.cat([part, torch.full((width - len(part), *part.shape[1:]), fill)]) for part in t.split(sizes)])
        noise = pad(torch.exp(log_noise) / weights, 1e6)
        real = pad(torch.ones(len(index)), 0.0) > 0
        support = torch.zeros_like(real)
        support[:, :support_size] = real[:, :support_size]
        adapted = adapted_residuals(pad(features, 0.0), pad(residuals, 0.0), noise, support, torch.exp(log_precision))
        query = real & ~support
        per_composition = list(zip(features.split(sizes), residuals.split(sizes), weights.split(sizes)))
        return residuals, weights, adapted[query], pad(weights, 0.0)[query], per_composition

    shuffled = lambda ks: rng.permutation(ks)[:CRYSTALS]
    started, sums = time.process_time(), np.zeros(4)
    for step in range(1, args.steps + 1):
        rate = peak * min(1, step / 100) * (0.5 * (1 + np.cos(np.pi * step / args.steps)) + 0.005)
        for group in optimizer.param_groups:
            group["lr"] = rate
        formulas = rng.choice(train, COMPOSITIONS, replace=False)
        residuals, weights, adapted, query_weights, _ = losses(formulas, shuffled, int(rng.integers(6, 19)))
        index = torch.tensor(rng.choice(references, REFERENCES))
        inputs, pooling = crystals.batch(index)
        predicted, _ = pool(*model.forward_parts(*inputs), *pooling)
        apart = crystals.energies[index] - predicted
        plain = (weights * huber(residuals)).sum() / weights.sum()
        meta = (query_weights * huber(adapted)).sum() / query_weights.sum()
        loss = 0.3 * plain + meta + 0.3 * huber(apart).mean()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        decay = min(0.998, 1 - 10 / (step + 9))
        for name, value in model.state_dict().items():
            averaged[name].lerp_(value, 1 - decay)
        sums += [x.item() for x in (plain, meta, apart.abs().mean(), residuals.abs().mean())]
        if step % 200 == 0:
            means, sums = sums / 200, np.zeros(4)
            print(f"{time.process_time() - started:.0f} s, step {step}: plain {means[0]:.3f}, adapted {means[1]:.3f} | MAE references {means[2]:.3f}, generated {means[3]:.3f}, rate {rate:.2e}", flush=True)

    model.load_state_dict(averaged)
    model.eval()
    figures = validate(model, losses, held, crystals, np.flatnonzero(usable & ~crystals.generated & (split == "validation")))
    scale = calibrate(losses, held, log_precision.exp(), log_noise.exp())
    figures.update(steps=args.steps, references=len(references), compositions=len(train), generated=int(sum(len(groups[f]) for f in train)), seed=args.seed)
    print(json.dumps(figures, indent=1))
    formulas = sorted({crystals.formulas[k] for k in references} | set(train))
    ridge = {"precision": log_precision.exp().item() / scale, "noise": log_noise.exp().item() * scale}
    torch.save({"state": model.state_dict(), "figures": figures, "formulas": formulas, **ridge}, args.out)


@torch.no_grad()
def validate(model, losses, held, crystals, references):
    """Weighted errors before and after adaptation on 12 crystals, eV/atom, on the validation compositions and references."""
    before, after = [], []
    rng = np.random.default_rng(1)
    for k in range(0, len(held), COMPOSITIONS):
        residuals, weights, adapted, query_weights, _ = losses(held[k : k + COMPOSITIONS], lambda ks: rng.permutation(ks), 12)
        before.append((float((weights * residuals.abs()).sum()), float(weights.sum())))
        after.append((float((query_weights * adapted.abs()).sum()), float(query_weights.sum())))
    index = torch.tensor(references)
    errors = []
    for part in index.split(200):
        inputs, pooling = crystals.batch(part)
        errors.append((pool(*model.forward_parts(*inputs), *pooling)[0] - crystals.energies[part]).abs())
    mean = lambda pairs: sum(p for p, _ in pairs) / sum(w for _, w in pairs)
    found = {"weightedErrorBefore": mean(before), "weightedErrorAfter12": mean(after), "referenceError": float(torch.cat(errors).mean())}
    return {**{name: round(x, 4) for name, x in found.items()}, "validationCompositions": len(held), "validationReferences": len(index)}


@torch.no_grad()
def calibrate(losses, held, precision, noise):
    """By how much both variances of the regression must grow to be the likeliest ones for the validation compositions.

    The training sees only their ratio, which decides the mean. With C the covariance of a composition's residuals, its constant left open, the
    likeliest scale is the mean of r' C^-1 r over the observations.
    """
    sums = np.zeros(2)
    for k in range(0, len(held), COMPOSITIONS):
        *_, per_composition = losses(held[k : k + COMPOSITIONS], lambda ks: ks, 1)
        for features, residuals, weights in per_composition:
            covariance = (features @ features.T / precision + torch.diag(noise / weights) + 100).double()
            y = residuals.double()
            sums += [float(y @ torch.linalg.solve(covariance, y)), len(y) - 1]
    return float(sums[0] / sums[1])


if __name__ == "__main__":
    main()
