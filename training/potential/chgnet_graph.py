"""CHGNet 0.3.0 as an ONNX graph of distances and angles: site energies, dE/d(distance), dE/d(angle) and magnetic moments.

Deng et al., Nature Machine Intelligence 5, 1031 (2023), doi:10.1038/s42256-023-00716-3; weights from the PyPI package `chgnet`.
Equal to the original up to float32 rounding. What differs is the order of the arithmetic:

- Rows stand for orbits under the symmetry of the crystal: all features are invariant, so one atom, bond or angle speaks for its whole orbit. A sum over
  neighbors becomes a sum over orbits of directed edges, each counted as often as it leaves one atom: members of the orbit / members of the atom's orbit.
- Sums at atoms and bonds are gathers in groups of equal size and reductions over them: unlike a scatter they are safe on several threads.
- A linear layer on [center, bond, neighbor] is the sum of three linear layers: atoms and bonds are projected before they are gathered.
- Both directions of an edge (and both orders of an angle) are a leading axis of length two; whatever is common to both is computed once.
- Edges up to 3 Å ("bonds") come first. Only these have evolving features; the embedding of the others is folded into later weights.
- Weights that feed a layer norm are centered over their output columns, so the norm sees rows of mean zero and its derivative is short.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import onnx
from onnx import TensorProto

from onnx_tape import Tape

ATOM_CUTOFF = 6.0
BOND_CUTOFF = 3.0


def _np(parameter) -> np.ndarray:
    return parameter.detach().cpu().numpy().astype(np.float64)


def _linear(layer) -> tuple[np.ndarray, np.ndarray | None]:
    """Weight (in, out) and bias."""
    return _np(layer.weight).T, None if layer.bias is None else _np(layer.bias)


def _center(columns: np.ndarray | None) -> np.ndarray | None:
    return None if columns is None else columns - columns.mean(axis=-1, keepdims=True)


def _has_hidden_layer(gated) -> bool:
    return len(gated.mlp_core.layers) > 2


@dataclass(frozen=True)
class Relation:
    """Pairs of rows joined in both directions: edges join atoms, angles join bonds."""

    forward: str  # (2, n) row of the first end for each direction
    reverse: str  # (2, n) row of the second end
    forward_groups: str  # (groups, size) rows of 2n that have one first end in common
    both_groups: str  # (2 · groups, size) these, then the same rows in the other direction
    ends: str  # (rows joined, m) the groups that belong to an end
    reverse_ends: str  # the same of the other direction
    share: str  # (rows joined, 1) 1 / members of the orbit of an end
    single: dict[int, str]  # width -> shape tensor (n, width)
    flat: dict[int, str]  # width -> shape tensor (2n, width)
    paired: dict[int, str]  # width -> shape tensor (2, n, width)


class ChgnetGraph:
    """Builds the graph of one model; `build` returns the finished ONNX model."""

    def __init__(self, model, name: str = "chgnet-0.3.0", atom_cutoff: float = ATOM_CUTOFF, bond_cutoff: float = BOND_CUTOFF) -> None:
        self.model, self.name = model, name
        self.atom_cutoff, self.bond_cutoff = atom_cutoff, bond_cutoff
        self.width = model.atom_embedding.embedding.weight.shape[1]
        self.t = Tape()

    def build(self) -> onnx.ModelProto:
        t, m = self.t, self.model
        self._relations()
        rbf, atom_weights, bond_weights, angle0 = self._geometry()

        atoms = t.op("Gather", t.const(np.vstack([np.zeros(self.width), _np(m.atom_embedding.embedding.weight)])), "atomic_numbers", axis=0)
        rbf_short, rbf_long = self._split_edges(rbf)
        embedding = _linear(m.bond_embedding)[0]
        bonds = t.gemm(rbf_short, embedding)
        # product of both bonds' weights, the same in every bond convolution
        pair_weights = self._pair_weights(bond_weights)

        angles, angle_is_paired = angle0, False
        for layer in range(m.n_conv):
            atoms = self._atom_conv(m.atom_conv_layers[layer], atoms, bonds if layer else None, rbf, rbf_long, embedding, atom_weights)
            if layer == m.n_conv - 2:
                w, b = _linear(m.site_wise)
                t.op("Squeeze", t.op("Abs", t.op("Gemm", atoms, t.const(w), t.const(b))), t.ints(1), name="magnetic_moments")
            if layer < m.n_conv - 1:
                bonds = self._bond_conv(m.bond_conv_layers[layer], atoms, bonds, angles, angle_is_paired, pair_weights)
            if layer < m.n_conv - 2:  # the last angle update feeds nothing
                angles = self._angle_update(m.angle_layers[layer], atoms, bonds, angles, angle_is_paired)
                angle_is_paired = True

        self._read_out(atoms)
        t.run_backward()
        t.op("Squeeze", t.gradient(self.distances), t.ints(1), name="distance_gradients")
        t.op("Squeeze", t.gradient(self.angle_column), t.ints(1), name="angle_gradients")
        i32, f32, i64 = TensorProto.INT32, TensorProto.FLOAT, TensorProto.INT64
        return t.model(
            [
                ("atomic_numbers", i32, ["nAtoms"]),
                ("atom_counts", f32, ["nAtoms"]),
                ("distances", f32, ["nEdges"]),
                ("edge_index", i32, [2, "nEdges"]),
                ("edge_counts", f32, ["nEdges"]),
                ("bond_count", i64, [1]),
                ("angles", f32, ["nAngles"]),
                ("angle_index", i32, [2, "nAngles"]),
                ("angle_center", i32, ["nAngles"]),
                ("angle_counts", f32, ["nAngles"]),
                ("edge_groups", i32, ["nEdgeGroups", "edgeGroupSize"]),
                ("atom_edge_groups", i32, ["nAtoms", "edgeGroupsPerAtom"]),
                ("angle_groups", i32, ["nAngleGroups", "angleGroupSize"]),
                ("bond_angle_groups", i32, ["nBonds", "angleGroupsPerBond"]),
                ("atom_angle_groups", i32, ["nAtoms", "angleGroupsPerAtom"]),
            ],
            [("site_energies", ["nAtoms"]), ("distance_gradients", ["nEdges"]), ("angle_gradients", ["nAngles"]), ("magnetic_moments", ["nAtoms"])],
            self.name,
        )

    # indices and shapes

    def _relations(self) -> None:
        t = self.t
        self.distances, self.angle_column, self.atom_counts, self.edge_counts, self.angle_counts = (
            t.op("Unsqueeze", column, t.ints(1)) for column in ("distances", "angles", "atom_counts", "edge_counts", "angle_counts")
        )
        n_edges = t.op("Shape", "distances")
        self.n_long = t.op("Sub", n_edges, "bond_count")
        self.edge_split = t.op("Concat", "bond_count", self.n_long, axis=0)
        bond_counts, _ = t.op("Split", self.edge_counts, self.edge_split, outputs=2, axis=0)
        # the row of nothing, which fills the groups, counts 0
        bond_share = t.op("Reciprocal", t.op("Max", bond_counts, t.const([1.0])))
        atom_share = t.op("Reciprocal", self.atom_counts)
        self.edges = self._relation("edge_index", n_edges, "edge_groups", "atom_edge_groups", atom_share)
        self.angles = self._relation("angle_index", t.op("Shape", "angles"), "angle_groups", "bond_angle_groups", bond_share)

    def _relation(self, index: str, count: str, groups: str, ends: str, share: str) -> Relation:
        t = self.t
        flat_count = t.op("Mul", count, t.ints(2))
        count32, flat_count32 = (t.op("Cast", c, to=TensorProto.INT32) for c in (count, flat_count))
        widths = (self.width, 2 * self.width)
        reverse_groups = t.op("Mod", t.op("Add", groups, count32), flat_count32)
        return Relation(
            forward=index,
            reverse=t.op("Gather", index, t.ints(1, 0), axis=0),
            forward_groups=groups,
            both_groups=t.op("Concat", groups, reverse_groups, axis=0),
            ends=ends,
            reverse_ends=t.op("Add", ends, t.op("Cast", t.op("Shape", groups, start=0, end=1), to=TensorProto.INT32)),
            share=share,
            single={w: t.op("Concat", count, t.ints(w), axis=0) for w in widths},
            flat={w: t.op("Concat", flat_count, t.ints(w), axis=0) for w in widths},
            paired={w: t.op("Concat", t.ints(2), count, t.ints(w), axis=0) for w in widths},
        )

    def _reshape(self, x: str, shape: str) -> str:
        return self.t.op("Reshape", x, shape, allowzero=1)

    def _sum_directions(self, x: str, shape: str) -> str:
        """(2, n, width) to `shape`, (n, width); as a matrix product, since splitting copies and a reduction over the first axis is slow in onnxruntime."""
        t = self.t
        return self._reshape(t.op("MatMul", t.const(np.ones((1, 2))), t.op("Reshape", x, t.ints(2, -1), allowzero=0)), shape)

    def _sum_groups(self, x: str, groups: str) -> str:
        """Sums of the rows of x that `groups` (n, size) names, one for each group: (n, width)."""
        return self.t.op("ReduceSum", self.t.op("Gather", x, groups, axis=0), self.t.ints(1), keepdims=0)

    def _sum_at_ends(self, relation: Relation, x: str) -> str:
        """Sums of rows (2n, width) at their first ends."""
        return self._sum_groups(self._sum_groups(x, relation.forward_groups), relation.ends)

    def _split_edges(self, x: str) -> tuple[str, str]:
        t = self.t
        short, long = t.op("Split", x, self.edge_split, outputs=2, axis=0)

        def backward() -> None:
            t.add_gradient(x, t.op("Concat", t.gradient(short), t.gradient(long), axis=0))

        t.on_backward(backward)
        return short, long

    # basis functions

    def _geometry(self) -> tuple[str, str, str, str]:
        """Radial basis of all edges, smoothing weights of edges and of bonds, times the members of their orbits, and the angle embedding."""
        t, m = self.t, self.model
        bond_distances, _ = t.op("Split", self.distances, self.edge_split, outputs=2, axis=0)

        def backward() -> None:
            missing = t.op("ConstantOfShape", t.op("Concat", self.n_long, t.ints(1), axis=0))
            t.add_gradient(self.distances, t.op("Concat", t.gradient(bond_distances), missing, axis=0))

        t.on_backward(backward)
        encoder = m.bond_basis_expansion
        rbf = self._radial_basis(self.distances, encoder.rbf_expansion_ag, self.atom_cutoff)
        rbf_bond = self._radial_basis(bond_distances, encoder.rbf_expansion_bg, self.bond_cutoff)
        atom_weights = t.gemm(self._times(rbf, self.edge_counts), _linear(m.bond_weights_ag)[0])
        bond_weights = t.gemm(rbf_bond, _linear(m.bond_weights_bg)[0])
        return rbf, atom_weights, bond_weights, self._angle_embedding()

    def _times(self, x: str, column: str) -> str:
        """Rows of x times a column (n, 1) that has no gradient."""
        t = self.t
        y = t.op("Mul", x, column)
        t.on_backward(lambda: t.add_gradient(x, t.op("Mul", t.gradient(y), column)))
        return y

    def _radial_basis(self, distance: str, layer, cutoff: float) -> str:
        """√(2/c)·sin(ω d/c)/d times the polynomial envelope of order 8 (Gasteiger et al., arXiv:2003.03123, eq. 8)."""
        t = self.t
        frequencies = _np(layer.frequencies) / cutoff
        p = layer.smooth_cutoff.p
        a, b, c = -(p + 1) * (p + 2) / 2, p * (p + 2), -p * (p + 1) / 2
        norm = np.sqrt(2.0 / cutoff)
        assert p == 8, "the powers below are written out for p = 8"
        x = t.op("Mul", distance, t.const([1.0 / cutoff]))
        x2 = t.op("Mul", x, x)
        x4 = t.op("Mul", x2, x2)
        x7 = t.op("Mul", x4, t.op("Mul", x2, x))
        x8 = t.op("Mul", x4, x4)

        def quadratic(c0: float, c1: float, c2: float) -> str:
            inner = t.op("Add", t.op("Mul", t.op("Add", t.op("Mul", x, t.const([c2])), t.const([c1])), x), t.const([c0]))
            return inner

        envelope = t.op("Add", t.op("Mul", x8, quadratic(a, b, c)), t.const([1.0]))
        scale = t.op("Div", t.op("Mul", envelope, t.const([norm])), distance)
        phase = t.op("Gemm", distance, t.const(frequencies.reshape(1, -1)))
        sine = t.op("Sin", phase)
        basis = t.op("Mul", sine, scale)

        def backward() -> None:
            g = t.gradient(basis)
            slope = t.op("Mul", x7, t.op("Mul", quadratic(p * a, (p + 1) * b, (p + 2) * c), t.const([norm / cutoff])))
            by_scale = t.op("Div", t.op("Sub", slope, scale), distance)
            radial = t.op("Mul", t.row_sum(t.op("Mul", g, sine), np.ones(len(frequencies))), by_scale)
            wave = t.op("Mul", t.row_sum(t.op("Mul", g, t.op("Cos", phase)), frequencies), scale)
            t.add_gradient(distance, t.op("Add", radial, wave))

        t.on_backward(backward)
        return basis

    def _angle_embedding(self) -> str:
        t, m = self.t, self.model
        frequencies = _np(m.angle_basis_expansion.fourier_expansion.frequencies)
        order = len(frequencies)
        weight = _linear(m.angle_embedding)[0] / np.sqrt(np.pi)
        phase = t.op("Gemm", self.angle_column, t.const(frequencies.reshape(1, -1)))
        sine_k, cosine_k = t.op("Sin", phase), t.op("Cos", phase)
        w_sine, w_cosine = t.const(weight[1 : order + 1]), t.const(weight[order + 1 :])
        embedding = t.op("Gemm", cosine_k, w_cosine, t.op("Gemm", sine_k, w_sine, t.const(weight[0] / np.sqrt(2.0))))

        def backward() -> None:
            g = t.gradient(embedding)
            by_sine = t.op("Mul", t.op("Gemm", g, w_sine, transB=1), cosine_k)
            by_cosine = t.op("Mul", t.op("Gemm", g, w_cosine, transB=1), sine_k)
            t.add_gradient(self.angle_column, t.row_sum(t.op("Sub", by_sine, by_cosine), frequencies))

        t.on_backward(backward)
        return embedding

    def _pair_weights(self, weights: str) -> str:
        """Product of both bonds' weights for each angle, times the members of its orbit."""
        t = self.t
        both = t.op("Gather", weights, "angle_index", axis=0)
        first, second = t.op("Split", both, outputs=2, axis=0, num_outputs=2)
        product = t.op("Squeeze", t.op("Mul", first, second), t.ints(0))

        def backward() -> None:
            g = t.op("Unsqueeze", t.gradient(product), t.ints(0))
            pair = t.op("Concat", t.op("Mul", second, g), t.op("Mul", first, g), axis=0)
            t.add_gradient(weights, self._sum_at_ends(self.angles, self._reshape(pair, self.angles.flat[self.width])))

        t.on_backward(backward)
        return self._times(product, self.angle_counts)

    # message passing

    def _gate(self, layer, x: str) -> str:
        """−silu(norm(core)) · sigmoid(norm(gate)) of rows [core | gate] (n, 128), which are negated where a hidden layer follows.

        The signs are chosen so that every exponential takes its argument as it stands: core and gate leave their norm negated.
        """
        t = self.t
        hidden = _has_hidden_layer(layer)
        activated, activation_gradient = t.negative_silu(x) if hidden else (x, None)
        halves = t.op("Split", activated, outputs=2, axis=1, num_outputs=2)
        gammas = [-_np(n.weight) for n in (layer.bn1, layer.bn2)]
        betas = [-_np(n.bias) for n in (layer.bn1, layer.bn2)]
        weights, rows = [], []
        for half, mlp in zip(halves, (layer.mlp_core, layer.mlp_gate), strict=True):
            if hidden:
                w, b = _linear(mlp.layers[-1])
                weights.append(t.const(-_center(w)))
                rows.append(t.op("Gemm", half, weights[-1], t.const(_center(b))))
            else:
                rows.append(half)
        (core, std_core), (gate, std_gate) = (t.layer_norm(r, g, b) for r, g, b in zip(rows, gammas, betas, strict=True))
        d_core, d_gate = t.one_plus_exp(core), t.one_plus_exp(gate)
        message = t.op("Div", t.op("Div", core, d_core), d_gate)

        def backward() -> None:
            g = t.gradient(message)
            # with q = g/d_gate and e = g·message: d(gate) = q·message − e, d(core) = (q + e)/d_core − e
            q, e = t.op("Div", g, d_gate), t.op("Mul", g, message)
            by_gate = t.op("Sub", t.op("Mul", q, message), e)
            by_core = t.op("Sub", t.op("Div", t.op("Add", q, e), d_core), e)
            parts = []
            for k, (std, y_gradient) in enumerate(((std_core, by_core), (std_gate, by_gate))):
                by_row = t.layer_norm_gradient(rows[k], std, gammas[k], y_gradient)
                parts.append(t.op("Gemm", by_row, weights[k], transB=1) if hidden else by_row)
            joined = t.op("Concat", *parts, axis=1)
            t.add_gradient(x, activation_gradient(joined) if hidden else joined)

        t.on_backward(backward)
        return message

    def _first_layer(self, layer) -> tuple[np.ndarray, np.ndarray]:
        """Weights (in, 128) and bias of core | gate: negated where a hidden layer follows, else centered, since they feed the norm."""
        hidden = _has_hidden_layer(layer)
        parts = [_linear(mlp.layers[0 if hidden else -1]) for mlp in (layer.mlp_core, layer.mlp_gate)]
        parts = [(-w, -b) if hidden else (_center(w), _center(b)) for w, b in parts]
        return np.hstack([w for w, _ in parts]), np.hstack([b for _, b in parts])

    def _joined(self, relation: Relation, first: str, second: str, common: str, common_has_gradient: bool = True) -> tuple[str, Callable[[], str]]:
        """first[i] + second[j] + common, flat (2n, 128), where `common` (n, 128) serves both directions.

        Also returns what gives, on the way back, the gradients summed over each of the relation's groups of first ends.
        """
        t = self.t
        width = 2 * self.width
        ends = t.op("Add", t.op("Gather", first, relation.forward, axis=0), t.op("Gather", second, relation.reverse, axis=0))
        total = self._reshape(t.op("Add", ends, common), relation.flat[width])

        def backward() -> None:
            g = t.gradient(total)
            by_group.append(self._sum_groups(g, relation.both_groups))
            t.add_gradient(first, self._sum_groups(by_group[0], relation.ends))
            t.add_gradient(second, self._sum_groups(by_group[0], relation.reverse_ends))
            if common_has_gradient:
                t.add_gradient(common, self._sum_directions(g, relation.single[width]))

        by_group: list[str] = []
        t.on_backward(backward)
        return total, lambda: by_group[0]

    def _aggregate(self, relation: Relation, message: str, weights: str) -> str:
        """Sum of weighted messages (2n, 64) at their first end, for one member of its orbit; weights (n, 64)."""
        t = self.t
        message3 = self._reshape(message, relation.paired[self.width])
        weighted = self._reshape(t.op("Mul", message3, weights), relation.flat[self.width])
        total = t.op("Mul", self._sum_at_ends(relation, weighted), relation.share)

        def backward() -> None:
            g = t.op("Gather", t.op("Mul", t.gradient(total), relation.share), relation.forward, axis=0)
            t.add_gradient(message, self._reshape(t.op("Mul", g, weights), relation.flat[self.width]))
            t.add_gradient(weights, self._sum_directions(t.op("Mul", g, message3), relation.single[self.width]))

        t.on_backward(backward)
        return total

    def _atom_conv(self, layer, atoms: str, bonds: str | None, rbf: str, rbf_long: str, embedding: np.ndarray, weights: str) -> str:
        t = self.t
        w, b = self._first_layer(layer.twoBody_atom)
        center, bond, neighbor = w[:self.width], w[self.width : 2 * self.width], w[2 * self.width :]
        # before the first bond convolution every edge carries its embedding, afterwards only those beyond 3 Å do
        if bonds is None:
            edge = t.gemm(rbf, embedding @ bond)
        else:
            edge = self._concat_edges(t.gemm(bonds, bond), t.gemm(rbf_long, embedding @ bond))
        joined, _ = self._joined(self.edges, t.gemm(atoms, center, b), t.gemm(atoms, neighbor), edge)
        total = self._aggregate(self.edges, self._gate(layer.twoBody_atom, joined), weights)
        return t.gemm(total, -_linear(layer.mlp_out.layers[-1])[0], atoms)

    def _concat_edges(self, short: str, long: str) -> str:
        t = self.t
        joined = t.op("Concat", short, long, axis=0)

        def backward() -> None:
            by_short, by_long = t.op("Split", t.gradient(joined), self.edge_split, outputs=2, axis=0)
            t.add_gradient(short, by_short)
            t.add_gradient(long, by_long)

        t.on_backward(backward)
        return joined

    def _angle_rows(self, layer, atoms: str, bonds: str, angles: str, angle_is_paired: bool) -> str:
        """First layer on [bond i, bond j, angle, center] for both orders of each angle."""
        t = self.t
        w, b = self._first_layer(layer)
        bond_i, bond_j, angle, center = (w[k * self.width : (k + 1) * self.width] for k in range(4))
        projected = t.gemm(atoms, center, b)
        # the way back from the centers: both orders of an angle are among the groups of its center
        t.on_backward(lambda: t.add_gradient(projected, self._sum_groups(by_group(), "atom_angle_groups")))
        at_center = t.op("Gather", projected, "angle_center", axis=0)
        common = at_center if angle_is_paired else t.gemm(angles, angle, at_center)
        joined, by_group = self._joined(self.angles, t.gemm(bonds, bond_i), t.gemm(bonds, bond_j), common, common_has_gradient=not angle_is_paired)
        return t.gemm(angles, angle, joined) if angle_is_paired else joined

    def _bond_conv(self, layer, atoms: str, bonds: str, angles: str, angle_is_paired: bool, weights: str) -> str:
        rows = self._angle_rows(layer.twoBody_bond, atoms, bonds, angles, angle_is_paired)
        total = self._aggregate(self.angles, self._gate(layer.twoBody_bond, rows), weights)
        return self.t.gemm(total, -_linear(layer.mlp_out.layers[-1])[0], bonds)

    def _angle_update(self, layer, atoms: str, bonds: str, angles: str, angle_is_paired: bool) -> str:
        t = self.t
        rows = self._angle_rows(layer.twoBody_bond, atoms, bonds, angles, angle_is_paired)
        message = self._gate(layer.twoBody_bond, rows)
        shape = self.angles.paired[self.width]
        previous = self._reshape(angles, shape) if angle_is_paired else angles
        updated = self._reshape(t.op("Sub", previous, self._reshape(message, shape)), self.angles.flat[self.width])

        def backward() -> None:
            g = t.gradient(updated)
            t.add_gradient(message, t.op("Neg", g))
            t.add_gradient(angles, g if angle_is_paired else self._sum_directions(g, self.angles.single[self.width]))

        t.on_backward(backward)
        return updated

    # energies

    def _read_out(self, atoms: str) -> None:
        t, m = self.t, self.model
        # centered rows keep the derivative of the norm exact, as in the gates
        mean_free = np.eye(self.width) - 1.0 / self.width
        rows = t.gemm(atoms, mean_free)
        gamma, beta = _np(m.readout_norm.weight), _np(m.readout_norm.bias)
        normed, std = t.layer_norm(rows, gamma, beta)
        t.on_backward(lambda: t.add_gradient(rows, t.layer_norm_gradient(rows, std, gamma, t.gradient(normed))))
        x = normed
        linears = [_linear(layer) for layer in m.mlp.layers if hasattr(layer, "weight")]
        for index, (w, b) in enumerate(linears):
            last = index + 1 == len(linears)
            # rows before an activation are negated and come out of it negated
            row = t.gemm(x, w if index == 0 else -w, b) if last else t.gemm(x, -w if index == 0 else w, -b)
            x = row if last else self._activate(row)
        t.add_gradient(x, self.atom_counts)
        reference = t.const(np.concatenate([[0.0], _np(m.composition_model.fc.weight).ravel()]))
        self._site_energies(t.op("Squeeze", x, t.ints(1)), t.op("Gather", reference, "atomic_numbers", axis=0))

    def _site_energies(self, learned: str, reference: str) -> None:
        """The output, from its parts (nAtoms,)."""
        self.t.op("Add", learned, reference, name="site_energies")

    def _activate(self, rows: str) -> str:
        t = self.t
        activated, gradient = t.negative_silu(rows)
        t.on_backward(lambda: t.add_gradient(rows, gradient(t.gradient(activated))))
        return activated
