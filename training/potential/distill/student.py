"""The student: CHGNet (doi:10.1038/s42256-023-00716-3) for many crystals at once, differentiable twice, plus a repulsion at short distances.

Same parameters under the same names as the package `chgnet` 0.4.2, and equal to it up to rounding where no two atoms are close (`check_student.py`); so
its weights load here and what is trained here loads there, and `chgnet_graph.py` exports it. Linear layers on joined rows are sums of layers on their
parts, projected before they are gathered. `Shape` holds what a variant may change.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from math import pi, sqrt
from pathlib import Path
from types import SimpleNamespace

import torch
from torch import nn
from torch.nn.functional import silu

from neighbors import Angles, Batch, make_angles, make_batch
from teacher import forces_and_stress

SHRINK = 1.0 - 1e-6  # of cosines, the original's


@dataclass(frozen=True)
class Shape:
    """CHGNet 0.3.0's; a variant is cheaper with a smaller cutoff, fewer layers or a smaller width."""

    width: int = 64
    layers: int = 4
    atom_cutoff: float = 6.0  # Å
    bond_cutoff: float = 3.0  # Å
    radial: int = 31
    angular: int = 31
    repulsion: float = 60.0  # eV at distance 0
    repulsion_range: float = 0.65  # of the sum of the covalent radii


class Bessel(nn.Module):
    """√(2/c)·sin(ω d/c)/d times the polynomial envelope of order 8 (arXiv:2003.03123, eq. 8)."""

    smooth_cutoff = SimpleNamespace(p=8)  # what the exporter reads

    def __init__(self, count: int, cutoff: float) -> None:
        super().__init__()
        self.cutoff = cutoff
        self.frequencies = nn.Parameter(pi * torch.arange(1, count + 1, dtype=torch.float32))

    def forward(self, distance: torch.Tensor) -> torch.Tensor:
        x = (distance / self.cutoff)[:, None]
        envelope = 1 - 45 * x**8 + 80 * x**9 - 36 * x**10
        return sqrt(2 / self.cutoff) * torch.sin(self.frequencies * x) / distance[:, None] * envelope


class Fourier(nn.Module):
    def __init__(self, order: int) -> None:
        super().__init__()
        self.frequencies = nn.Parameter(torch.arange(1, order + 1, dtype=torch.float32))

    def forward(self, angle: torch.Tensor) -> torch.Tensor:
        phase = angle[:, None] * self.frequencies
        constant = torch.full_like(angle, 1 / sqrt(2))[:, None]
        return torch.cat([constant, torch.sin(phase), torch.cos(phase)], 1) / sqrt(pi)


class Perceptron(nn.Module):
    """Linear layers under the original's names: `layers.0` and `layers.3` with a hidden layer, `layers.1` without."""

    def __init__(self, inputs: int, hidden: int, outputs: int, bias: bool = True) -> None:
        super().__init__()
        first = [nn.Linear(inputs, hidden, bias=bias), nn.SiLU()] if hidden else []
        self.layers = nn.Sequential(*first, nn.Dropout(0.0), nn.Linear(hidden or inputs, outputs, bias=bias))


class Gated(nn.Module):
    """silu(norm(core)) · sigmoid(norm(gate)) of rows that the parts of the first layer were summed to."""

    def __init__(self, width: int, parts: int, hidden: bool) -> None:
        super().__init__()
        self.width, self.hidden = width, hidden
        self.mlp_core = Perceptron(parts * width, width if hidden else 0, width)
        self.mlp_gate = Perceptron(parts * width, width if hidden else 0, width)
        self.bn1, self.bn2 = nn.LayerNorm(width), nn.LayerNorm(width)

    def project(self, x: torch.Tensor, part: int, bias: bool = False) -> torch.Tensor:
        """Rows x (n, width) through their columns of the first layers: core | gate (n, 2 width)."""
        first = [m.layers[0 if self.hidden else 1] for m in (self.mlp_core, self.mlp_gate)]
        columns = slice(part * self.width, (part + 1) * self.width)
        weight = torch.cat([layer.weight[:, columns] for layer in first])
        return nn.functional.linear(x, weight, torch.cat([layer.bias for layer in first]) if bias else None)

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        core, gate = (silu(rows) if self.hidden else rows).chunk(2, dim=1)
        if self.hidden:
            core, gate = self.mlp_core.layers[3](core), self.mlp_gate.layers[3](gate)
        return silu(self.bn1(core)) * torch.sigmoid(self.bn2(gate))


class AtomConv(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.twoBody_atom = Gated(width, 3, hidden=True)  # center, edge, neighbor
        self.mlp_out = Perceptron(width, 0, width, bias=False)

    def forward(self, atoms, edges, weights, batch: Batch):
        gated = self.twoBody_atom
        center, neighbor, edge = gated.project(atoms, 0, bias=True), gated.project(atoms, 2), gated.project(edges, 1)
        rows = torch.cat([center[batch.first] + neighbor[batch.second] + edge, center[batch.second] + neighbor[batch.first] + edge])
        there, back = gated(rows).chunk(2)
        total = torch.zeros_like(atoms).index_add(0, batch.first, there * weights).index_add(0, batch.second, back * weights)
        return atoms + self.mlp_out.layers[1](total)


def angle_rows(gated: Gated, atoms, bonds, angles, graph: Angles, left, right) -> torch.Tensor:
    """First layer on [bond i, bond j, angle, center] for both orders of each angle, one after the other."""
    i, j = gated.project(bonds, 0), gated.project(bonds, 1)
    angle = gated.project(angles, 2)
    center = gated.project(atoms, 3, bias=True)[graph.center]
    ends = torch.cat([i[left] + j[right] + center, i[right] + j[left] + center])
    return ends + angle if len(angle) == len(ends) else ends + torch.cat([angle, angle])


class BondConv(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.twoBody_bond = Gated(width, 4, hidden=True)
        self.mlp_out = Perceptron(width, 0, width, bias=False)

    def forward(self, atoms, bonds, angles, weights, graph: Angles, left, right):
        there, back = self.twoBody_bond(angle_rows(self.twoBody_bond, atoms, bonds, angles, graph, left, right)).chunk(2)
        pair = weights[left] * weights[right]
        total = torch.zeros_like(bonds).index_add(0, left, there * pair).index_add(0, right, back * pair)
        return bonds + self.mlp_out.layers[1](total)


class AngleUpdate(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.twoBody_bond = Gated(width, 4, hidden=False)

    def forward(self, atoms, bonds, angles, graph: Angles, left, right):
        message = self.twoBody_bond(angle_rows(self.twoBody_bond, atoms, bonds, angles, graph, left, right))
        return message + (angles if len(angles) == len(message) else torch.cat([angles, angles]))


class _Named(nn.Module):
    """A module that only names its child, so that parameters carry the original's names."""

    def __init__(self, **children: nn.Module) -> None:
        super().__init__()
        for name, child in children.items():
            self.add_module(name, child)


class Student(nn.Module):
    """`energies, forces, stress = student(batch)`, in eV, eV/Å and eV/Å³ (positive in tension)."""

    def __init__(self, shape: Shape, radii: torch.Tensor) -> None:
        """`radii` (95,): covalent, Å, row = atomic number."""
        super().__init__()
        self.shape = shape
        width = shape.width
        self.atom_embedding = _Named(embedding=nn.Embedding(94, width))
        self.bond_basis_expansion = _Named(
            rbf_expansion_ag=Bessel(shape.radial, shape.atom_cutoff), rbf_expansion_bg=Bessel(shape.radial, shape.bond_cutoff)
        )
        self.bond_embedding = nn.Linear(shape.radial, width, bias=False)
        self.bond_weights_ag = nn.Linear(shape.radial, width, bias=False)
        self.bond_weights_bg = nn.Linear(shape.radial, width, bias=False)
        self.angle_basis_expansion = _Named(fourier_expansion=Fourier((shape.angular - 1) // 2))
        self.angle_embedding = nn.Linear(shape.angular, width, bias=False)
        self.atom_conv_layers = nn.ModuleList(AtomConv(width) for _ in range(shape.layers))
        self.bond_conv_layers = nn.ModuleList(BondConv(width) for _ in range(shape.layers - 1))
        self.angle_layers = nn.ModuleList(AngleUpdate(width) for _ in range(shape.layers - 1))
        self.site_wise = nn.Linear(width, 1)  # magnetic moments
        self.readout_norm = nn.LayerNorm(width)
        hidden = [layer for _ in range(3) for layer in (nn.Linear(width, width), nn.SiLU())]
        self.mlp = _Named(layers=nn.Sequential(*hidden, nn.Dropout(0.0), nn.Linear(width, 1)))
        self.composition_model = _Named(fc=nn.Linear(94, 1, bias=False))
        for parameter in self.composition_model.parameters():
            parameter.requires_grad = False
        self.register_buffer("radii", radii.clone(), persistent=False)

    @property
    def n_conv(self) -> int:
        """The original's name for it, which the exporter reads."""
        return self.shape.layers

    def sites(self, batch: Batch, vectors: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Energies, eV, and magnetic moments, μ_B, (atoms,) each, as functions of the edge vectors."""
        graph = make_angles(batch, self.shape.bond_cutoff)
        count = len(graph.bonds)
        left, right = graph.left % max(count, 1), graph.right % max(count, 1)
        distance = torch.linalg.norm(vectors, dim=1)
        radial = self.bond_basis_expansion.rbf_expansion_ag(distance)
        atom_weights = self.bond_weights_ag(radial)
        bond_weights = self.bond_weights_bg(self.bond_basis_expansion.rbf_expansion_bg(distance[graph.bonds]))
        unit = vectors[graph.bonds] / distance[graph.bonds, None]
        spokes = torch.cat([unit, -unit])
        angle = torch.acos((spokes[graph.left] * spokes[graph.right]).sum(1).clamp(-1.0, 1.0) * SHRINK)

        atoms = self.atom_embedding.embedding(batch.numbers - 1)
        edges = self.bond_embedding(radial)
        bonds = edges[graph.bonds]
        angles = self.angle_embedding(self.angle_basis_expansion.fourier_expansion(angle))
        for k, conv in enumerate(self.atom_conv_layers):
            atoms = conv(atoms, edges, atom_weights, batch)
            if k == self.shape.layers - 2:
                moments = self.site_wise(atoms)[:, 0].abs()
            if k == self.shape.layers - 1:
                break
            bonds = self.bond_conv_layers[k](atoms, bonds, angles, bond_weights, graph, left, right)
            edges = edges.index_copy(0, graph.bonds, bonds)
            if k < self.shape.layers - 2:  # the last angle update feeds nothing
                angles = self.angle_layers[k](atoms, bonds, angles, graph, left, right)
        learned = self.mlp.layers(self.readout_norm(atoms))[:, 0]
        return learned + self.composition_model.fc.weight[0][batch.numbers - 1] + self.repulsion(batch, distance), moments

    def repulsion(self, batch: Batch, distance: torch.Tensor) -> torch.Tensor:
        """(atoms,) eV: half of A·(1 − d/r)³ for each pair closer than r, a part of the sum of the covalent radii."""
        reach = self.shape.repulsion_range * (self.radii[batch.numbers[batch.first]] + self.radii[batch.numbers[batch.second]])
        half = 0.5 * self.shape.repulsion * torch.relu(1 - distance / reach) ** 3
        return half.new_zeros(len(batch.numbers)).index_add(0, batch.first, half).index_add(0, batch.second, half)

    def evaluate(self, batch: Batch, training: bool = False):
        """Energies, forces, stress and moments; while training they can be differentiated by the parameters."""
        vectors = batch.vectors.detach().requires_grad_(True)
        with torch.enable_grad():
            sites, moments = self.sites(batch, vectors)
            (gradient,) = torch.autograd.grad(sites.sum(), vectors, create_graph=training)
        if not training:
            sites, moments = sites.detach(), moments.detach()
        return batch.per_crystal(sites), *forces_and_stress(batch, gradient), moments

    def forward(self, batch: Batch):
        return self.evaluate(batch)[:3]

    def label(self, numbers, counts, positions, cells):
        return self(make_batch(numbers, counts, positions, cells, self.shape.atom_cutoff))


def load_student(path: Path, shape: Shape | None = None) -> Student:
    """From `start.pt` (CHGNet's weights) or a checkpoint of `train.py`, which carries its shape."""
    stored = torch.load(path, map_location="cpu", weights_only=True)
    student = Student(Shape(**stored["shape"]) if "shape" in stored else shape or Shape(), stored["radii"])
    own = student.state_dict()
    fitting = {name: w for name, w in stored["weights"].items() if name in own and w.shape == own[name].shape}
    if "shape" in stored or own.keys() == fitting.keys():
        student.load_state_dict(stored["weights"], strict="shape" in stored)
    else:  # a variant keeps what fits and starts anew with the rest
        student.load_state_dict(fitting, strict=False)
    return student


def load_named(work: Path, name: str) -> Student:
    """WORK/NAME/student.pt, or for `start` CHGNet as it was, without repulsion."""
    return load_student(work / "start.pt", replace(Shape(), repulsion=0.0)) if name == "start" else load_student(work / name / "student.pt")


def stored(student: Student, weights: dict[str, torch.Tensor]) -> dict:
    return {"weights": weights, "radii": student.radii.cpu(), "shape": asdict(student.shape)}
