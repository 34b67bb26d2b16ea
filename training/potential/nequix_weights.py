"""Nequix (doi:10.48550/arXiv.2508.16067) as plain arrays: what its layers multiply by, independent of e3nn's layouts.

Features of degree l are arrays (nAtoms, 2l+1, channels). Linear maps are read off by sending unit vectors through them, so that every normalisation of
e3nn is inside the numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from e3nn import o3
from nequix.torch_impl.model import NequixTorch, NequixTorchConvolution, load_model


@dataclass(frozen=True)
class TensorProductPath:
    """Features of degree l1 of the neighbor times harmonics of degree l2, to degree l3, channel by channel."""

    l1: int
    l2: int
    l3: int
    channels: int
    """(hidden, channels), last layer of the radial network."""
    radial: np.ndarray
    """(2·l3+1, (2·l2+1)·(2·l1+1)), Clebsch-Gordan coefficients with the path's normalisation."""
    coupling: np.ndarray


@dataclass(frozen=True)
class Convolution:
    """By degree: `before`, `skip` (channels in, out), `after` (channels of all paths to l3, in their order; out), `norm` (channels out)."""

    before: dict[int, np.ndarray]
    radial_hidden: list[np.ndarray]
    paths: list[TensorProductPath]
    after: dict[int, np.ndarray]
    skip: dict[int, np.ndarray]
    norm: dict[int, np.ndarray] | None
    norm_epsilon: float
    """Scalars that pass through the activation; those behind them gate the channels of degree 1, 2, … in turn."""
    scalars: int
    gates: dict[int, int]
    """silu(x) is divided by this."""
    activation_norm: float


@dataclass(frozen=True)
class NequixWeights:
    atomic_numbers: list[int]
    cutoff: float
    polynomial_order: int
    basis_size: int
    max_degree: int
    convolutions: list[Convolution]
    """(channels), scaled to eV, and (nSpecies), eV."""
    readout: np.ndarray
    species_energies: np.ndarray


def load_nequix(path: Path) -> tuple[NequixWeights, NequixTorch]:
    """Read `nequix-*.pt`; the model itself comes along as the oracle, in float64. ValueError for a variant that the graph does not know."""
    model, config = load_model(str(path))
    model = model.double().eval()
    order = config["radial_polynomial_p"]
    if config["index_weights"] or order != int(order) or not 1 <= config["lmax"] <= 3:
        raise ValueError(f"{path}: index_weights, a fractional polynomial or lmax beyond 3 are not known to this exporter")
    with torch.no_grad():
        weights = NequixWeights(
            atomic_numbers=list(config["atomic_numbers"]),
            cutoff=float(config["cutoff"]),
            polynomial_order=int(order),
            basis_size=int(config["radial_basis_size"]),
            max_degree=int(config["lmax"]),
            convolutions=[_convolution(layer) for layer in model.layers],
            readout=_by_degree(model.readout)[0][:, 0] * model.scale,
            species_energies=model.atom_energies.numpy() + model.shift,
        )
    return weights, model


def _convolution(layer: NequixTorchConvolution) -> Convolution:
    average = np.sqrt(layer.avg_n_neighbors)
    gate = layer.gate
    out = gate.irreps_out
    degrees = [ir.l for _, ir in out]
    if degrees != sorted(set(degrees)) or any(ir.p != (-1) ** ir.l for _, ir in out):
        raise ValueError(f"irreps {out}: one block for each degree, of natural parity, is what this exporter knows")
    gates = {ir.l: mul for mul, ir in out if ir.l > 0}
    probe = torch.ones(1, 1, dtype=torch.float64)
    norm = layer.layer_norm
    return Convolution(
        before=_by_degree(layer.linear_1),
        radial_hidden=[linear.weights.numpy() for linear in layer.radial_mlp.layers[:-1]],
        paths=_paths(layer),
        after={l: w / average for l, w in _by_degree(layer.linear_2).items()},
        skip=_by_degree(layer.skip),
        norm=None if norm is None else {ir.l: w.numpy() for (_, ir), w in zip(norm.irreps, norm.affine_weight, strict=True)},
        norm_epsilon=0.0 if norm is None else norm.eps,
        scalars=out.count("0e") - sum(gates.values()),
        gates=gates,
        activation_norm=float(torch.nn.functional.silu(probe) / gate.scalars_extra(probe.expand(1, out.count("0e") - sum(gates.values())))[:, :1]),
    )


def _paths(layer: NequixTorchConvolution) -> list[TensorProductPath]:
    """In the order of the sorted outputs, which is also that of the radial weights."""
    product, radial, first, paths = layer.tp, layer.radial_mlp.layers[-1].weights.numpy(), 0, []
    for instruction in product.instructions:
        mul, ir1 = product.irreps_in1[instruction.i_in1]
        l1, l2, l3 = ir1.l, product.irreps_in2[instruction.i_in2].ir.l, product.irreps_out[instruction.i_out].ir.l
        coupling = o3.wigner_3j(l1, l2, l3, dtype=torch.float64).numpy() * instruction.path_weight
        paths.append(
            TensorProductPath(l1, l2, l3, mul, radial[:, first : first + mul], coupling.transpose(2, 1, 0).reshape(2 * l3 + 1, -1))
        )
        first += mul
    assert first == radial.shape[1]
    return paths


def _by_degree(linear: o3.Linear) -> dict[int, np.ndarray]:
    """(channels in, channels out) of each degree that both sides have."""
    dense = linear(torch.eye(linear.irreps_in.dim, dtype=torch.float64)).numpy()
    columns = {ir.l: (s, mul) for (mul, ir), s in zip(linear.irreps_out, linear.irreps_out.slices(), strict=True)}
    found = {}
    for (mul, ir), rows in zip(linear.irreps_in, linear.irreps_in.slices(), strict=True):
        if ir.l in columns:
            s, out = columns[ir.l]
            found[ir.l] = dense[rows, s].reshape(mul, ir.dim, out, ir.dim)[:, 0, :, 0]
    return found


def harmonic_coefficients(degree: int) -> np.ndarray:
    """(monomials, 2·degree+1): e3nn's harmonics ("component" normalisation) of unit vectors as combinations of `monomials`."""
    points = np.random.default_rng(1).normal(size=(200, 3))
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    values = o3.spherical_harmonics(degree, torch.from_numpy(points), normalize=True, normalization="component").numpy()
    table, residual, *_ = np.linalg.lstsq(monomials(points, degree), values, rcond=None)
    assert residual.max(initial=0) < 1e-20
    return np.where(np.abs(table) < 1e-12, 0.0, table)


SECOND = ([0, 0, 0, 1, 1, 2], [0, 1, 2, 1, 2, 2])
"""Columns of x, y, z whose products are the monomials of degree 2, and columns of those and of x, y, z for degree 3."""
THIRD = ([0, 1, 2, 3, 4, 5, 3, 4, 5, 5], [0, 0, 0, 0, 0, 0, 1, 1, 1, 2])


def monomials(u: np.ndarray, degree: int) -> np.ndarray:
    if degree < 2:
        return np.ones((len(u), 1)) if degree == 0 else u
    second = u[:, SECOND[0]] * u[:, SECOND[1]]
    return second if degree == 2 else second[:, THIRD[0]] * u[:, THIRD[1]]
