"""Nequix (doi:10.48550/arXiv.2508.16067) for many crystals at once, in plain PyTorch: the teacher, read from its state dict without e3nn or the original package.

Equal to `nequix.torch_impl` up to rounding (`check_teacher.py`). What differs is the arithmetic's order: features of each degree l lie as
(rows, 2l + 1, channels); a tensor product is one batched matrix product for each degree of the sender, with the spherical harmonics and the coupling
coefficients contracted first; energies are differentiated by the edge vectors alone, and forces and stress summed from that.
"""

from __future__ import annotations

import json
from io import BytesIO
from math import sqrt
from pathlib import Path

import torch
from torch import nn
from torch.nn.functional import silu

from neighbors import Batch, make_batch

EPS = 1e-12  # of the layer norm


def spherical_harmonics(unit: torch.Tensor) -> list[torch.Tensor]:
    """Real, l = 0 … 3, each of norm √(2l + 1), polar axis y (the convention of e3nn); unit vectors (n, 3)."""
    x, y, z = unit.unbind(1)
    x2z2 = x * x + z * z
    a, b = sqrt(15) * x * z, 0.5 * sqrt(15) * (z * z - x * x)
    second = [a, sqrt(15) * x * y, sqrt(5) * (y * y - 0.5 * x2z2), sqrt(15) * y * z, b]
    p, q = sqrt(42) / 6, sqrt(168) / 8
    third = [
        p * (a * z + b * x),
        sqrt(7) * a * y,
        q * (4 * y * y - x2z2) * x,
        0.5 * sqrt(7) * y * (2 * y * y - 3 * x2z2),
        q * z * (4 * y * y - x2z2),
        sqrt(7) * b * y,
        p * (b * z - a * x),
    ]
    return [torch.ones_like(x)[:, None], sqrt(3) * unit, torch.stack(second, 1), torch.stack(third, 1)]


def silu_norm() -> float:
    """Root mean square of silu over a normal distribution, by the original's quadrature."""
    x = sqrt(2) * torch.erfinv(torch.linspace(-1.0, 1.0, 1_000_003, dtype=torch.float64)[1:-1])
    return float((silu(x) ** 2).mean().sqrt())


class Layer(nn.Module):
    """One convolution: linear, tensor product with the harmonics, sum over neighbors, linear plus skip, norm, gate."""

    def __init__(self, state: dict[str, torch.Tensor], couplings: dict, inputs: list[int], outputs: list[int], degrees: int) -> None:
        """`inputs`, `outputs`: channels of each degree l; `degrees`: of the harmonics."""
        super().__init__()
        self.inputs, self.outputs = inputs, outputs
        # paths in the original's order: by the degree of the output, then of the sender, then of the harmonics
        self.paths = [
            (l1, l2, l3)
            for l3, kept in enumerate(outputs)
            for l1 in range(len(inputs))
            for l2 in range(degrees)
            if kept and abs(l1 - l2) <= l3 <= l1 + l2 and (l1 + l2 + l3) % 2 == 0
        ]
        self.fan = [sum(inputs[l1] for l1, _, l3 in self.paths if l3 == l) for l in range(len(outputs))]
        for l1, l2, l3 in self.paths:
            self.register_buffer(f"c{l1}{l2}{l3}", sqrt(2 * l3 + 1) * couplings[l1, l2, l3])
        gates = sum(outputs[1:])
        widths = [outputs[0] + gates, *outputs[1:]]
        self._linears("first", state["linear_1.weight"], inputs, inputs)
        self._linears("second", state["linear_2.weight"], self.fan, widths)
        self._linears("skip", state["skip.weight"], inputs, widths)
        for l in range(len(outputs)):
            self.register_buffer(f"norm{l}", state[f"layer_norm.affine_weight.{l}"])
        for k in range(3):
            self.register_buffer(f"radial{k}", state[f"radial_mlp.layers.{k}.weights"])

    def _linears(self, name: str, flat: torch.Tensor, inputs: list[int], outputs: list[int]) -> None:
        at = 0
        for l, (n, m) in enumerate(zip(inputs, outputs)):
            if n and m:
                self.register_buffer(f"{name}{l}", flat[at : at + n * m].reshape(n, m) / sqrt(n))
                at += n * m
        assert at == len(flat), f"{name}: {len(flat)} weights, {at} expected"

    def forward(self, features: list[torch.Tensor], harmonics, radial, senders, receivers, neighbors: float, silu_scale: float) -> list[torch.Tensor]:
        """`features[l]` (atoms, 2l + 1, channels); `radial` (edges, basis); directed edges."""
        atoms = len(features[0])
        weights = silu(silu(radial @ self.radial0) @ self.radial1) @ self.radial2
        split = torch.split(weights, [self.inputs[l1] for l1, _, _ in self.paths], dim=1)
        messages: list[list[torch.Tensor]] = [[] for _ in self.outputs]
        for l1, feature in enumerate(features):
            sent = (feature @ getattr(self, f"first{l1}"))[senders]
            own = [(k, p) for k, p in enumerate(self.paths) if p[0] == l1]
            tables = [torch.einsum("ej,ijk->eki", harmonics[l2], getattr(self, f"c{l1}{l2}{l3}")) for _, (_, l2, l3) in own]
            coupled = torch.cat(tables, 1) @ sent if l1 else torch.cat(tables, 1) * sent
            for (k, (_, _, l3)), part in zip(own, torch.split(coupled, [2 * p[2] + 1 for _, p in own], dim=1)):
                messages[l3].append((k, part * split[k][:, None, :]))
        total = []
        for l, parts in enumerate(messages):
            joined = torch.cat([p for _, p in sorted(parts, key=lambda kp: kp[0])], 2)
            summed = joined.new_zeros((atoms, *joined.shape[1:])).index_add_(0, receivers, joined) / sqrt(neighbors)
            mixed = summed @ getattr(self, f"second{l}")
            if l < len(features) and hasattr(self, f"skip{l}"):
                mixed = mixed + features[l] @ getattr(self, f"skip{l}")
            total.append(mixed)
        square = sum((x * x).sum(dim=(1, 2)) / ((2 * l + 1) ** 2 * len(total)) for l, x in enumerate(total))
        scale = torch.pow(square + EPS, -0.5)[:, None, None]
        total = [x * getattr(self, f"norm{l}") * scale for l, x in enumerate(total)]
        scalars = silu(total[0]) / silu_scale
        plain, *gates = torch.split(scalars, [self.outputs[0], *self.outputs[1:]], dim=2)
        return [plain, *(x * g for x, g in zip(total[1:], gates))]


class Teacher(nn.Module):
    """`energies, forces, stress = teacher(batch)`, in eV, eV/Å and eV/Å³ (positive in tension)."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        with open(path, "rb") as file:
            config = json.loads(file.readline())
            state = torch.load(BytesIO(file.read()), map_location="cpu", weights_only=True)
        assert config["layer_norm"] and not config["index_weights"] and config["lmax"] == 3, "another kind of Nequix"
        self.cutoff = float(config["cutoff"])
        self.power = float(config["radial_polynomial_p"])
        self.neighbors = float(config["avg_n_neighbors"])
        self.scale, self.shift = float(config["scale"]), float(config["shift"])
        self.silu_scale = silu_norm()
        numbers = config["atomic_numbers"]
        self.elements = list(numbers)
        rows = torch.full((120,), -1, dtype=torch.long)
        rows[torch.tensor(numbers)] = torch.arange(len(numbers))
        self.register_buffer("rows", rows)
        self.register_buffer("atom_energies", state["atom_energies"])
        self.register_buffer("readout", state["readout.weight"][:, None] / sqrt(len(state["readout.weight"])))
        self.register_buffer("order", torch.arange(1, config["radial_basis_size"] + 1) * torch.pi)
        hidden = [int(part.split("x")[0]) for part in config["hidden_irreps"].replace(" ", "").split("+")]
        couplings = coupling_coefficients(state)
        layers, last = [], config["n_layers"] - 1
        for k in range(config["n_layers"]):
            prefix = f"layers.{k}."
            own = {name[len(prefix) :]: tensor for name, tensor in state.items() if name.startswith(prefix)}
            layers.append(Layer(own, couplings, hidden if k else [len(numbers)], hidden if k < last else hidden[:1], config["lmax"] + 1))
        self.layers = nn.ModuleList(layers)

    def site_energies(self, numbers, vectors, senders, receivers) -> torch.Tensor:
        """(atoms,) eV; `vectors` point from the receiver to the sender."""
        species = self.rows[numbers]
        if bool((species < 0).any()):
            raise ValueError(f"elements the teacher does not know: {sorted(set(numbers[species < 0].tolist()))}")
        distance = torch.linalg.norm(vectors, dim=1, keepdim=True)
        x, p = distance / self.cutoff, self.power
        envelope = 1 - (p + 1) * (p + 2) / 2 * x**p + p * (p + 2) * x ** (p + 1) - p * (p + 1) / 2 * x ** (p + 2)
        radial = (2.0 / self.cutoff) * torch.sin(self.order * x) / distance * envelope
        harmonics = spherical_harmonics(vectors / distance)
        features = [nn.functional.one_hot(species, len(self.elements)).to(vectors.dtype)[:, None, :]]
        for layer in self.layers:
            features = layer(features, harmonics, radial, senders, receivers, self.neighbors, self.silu_scale)
        return (features[0][:, 0] @ self.readout)[:, 0] * self.scale + self.shift + self.atom_energies[species]

    def forward(self, batch: Batch):
        vectors = batch.vectors.detach().requires_grad_(True)
        with torch.enable_grad():
            senders, receivers = torch.cat([batch.second, batch.first]), torch.cat([batch.first, batch.second])
            sites = self.site_energies(batch.numbers, torch.cat([vectors, -vectors]), senders, receivers)
            (gradient,) = torch.autograd.grad(sites.sum(), vectors)
        return batch.per_crystal(sites.detach()), *forces_and_stress(batch, gradient)

    def label(self, numbers, counts, positions, cells):
        return self(make_batch(numbers, counts, positions, cells, self.cutoff))


def forces_and_stress(batch: Batch, gradient: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """From ∂E/∂(edge vector) (edges, 3): forces (atoms, 3) in eV/Å, stress (crystals, 3, 3) in eV/Å³."""
    forces = torch.zeros_like(batch.positions).index_add(0, batch.first, gradient).index_add(0, batch.second, -gradient)
    virial = batch.vectors[:, :, None] * gradient[:, None, :]
    total = virial.new_zeros((batch.count, 3, 3)).index_add(0, batch.owners[batch.first], virial)
    return forces, 0.5 * (total + total.transpose(1, 2)) / batch.volumes[:, None, None]


def coupling_coefficients(state: dict[str, torch.Tensor]) -> dict[tuple[int, int, int], torch.Tensor]:
    """Wigner 3j of e3nn, of norm 1: those the state dict stores, and the trivial ones with an l of 0."""
    stored = {tuple(int(l) for l in name.split("_w3j_")[1].split("_")): w for name, w in state.items() if "_w3j_" in name}
    for l in range(4):
        unit = torch.eye(2 * l + 1) / sqrt(2 * l + 1)
        stored[0, l, l], stored[l, 0, l], stored[l, l, 0] = unit[None], unit[:, None, :], unit[:, :, None]
    return stored
