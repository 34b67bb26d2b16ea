"""CHGNet 0.3.0 as an ONNX graph of edge vectors: site energies, dE/d(edge vector) and magnetic moments.

Deng et al., Nature Machine Intelligence 5, 1031 (2023), doi:10.1038/s42256-023-00716-3; weights from the PyPI package `chgnet`.
Equal to the original up to float32 rounding. What differs is the order of the arithmetic:

- A linear layer on [center, bond, neighbor] is the sum of three linear layers: atoms and bonds are projected before they are gathered.
- Both directions of an edge (and both orders of an angle) are a leading axis of length two; whatever is common to both is computed once.
- Edges up to 3 Å ("bonds") come first. Only these have evolving features; the embedding of the others is folded into later weights.
- Weights that feed a layer norm are centered over their output columns, so the norm sees rows of mean zero and its derivative is short.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import onnx
from onnx import TensorProto

from onnx_tape import Tape

ATOM_CUTOFF = 6.0
BOND_CUTOFF = 3.0
WIDTH = 64


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
    forward_flat: str  # (2n, 1), int64, for scatters
    reverse_flat: str
    flat: dict[int, str]  # width -> shape tensor (2n, width)
    paired: dict[int, str]  # width -> shape tensor (2, n, width)
    zeros: dict[int, str]  # width -> zeros (rows joined, width)


class ChgnetGraph:
    """Builds the graph of one model; `build` returns the finished ONNX model."""

    def __init__(self, model) -> None:
        self.model = model
        self.t = Tape()

    def build(self) -> onnx.ModelProto:
        t, m = self.t, self.model
        self._relations()
        rbf, rbf_bond, atom_weights, bond_weights, angle0 = self._geometry()

        atoms = t.op("Gather", t.const(np.vstack([np.zeros(WIDTH), _np(m.atom_embedding.embedding.weight)])), "atomic_numbers", axis=0)
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
        t.op("Identity", t.gradient("edge_vectors"), name="edge_gradients")
        i32, f32, i64 = TensorProto.INT32, TensorProto.FLOAT, TensorProto.INT64
        return t.model(
            [
                ("atomic_numbers", i32, ["nAtoms"]),
                ("edge_vectors", f32, ["nEdges", 3]),
                ("edge_index", i32, [2, "nEdges"]),
                ("bond_count", i64, [1]),
                ("angle_index", i32, [2, "nAngles"]),
                ("angle_center", i32, ["nAngles"]),
                ("angle_sign", f32, ["nAngles"]),
            ],
            [("site_energies", ["nAtoms"]), ("edge_gradients", ["nEdges", 3]), ("magnetic_moments", ["nAtoms"])],
            "chgnet-0.3.0",
        )

    # indices and shapes

    def _relations(self) -> None:
        t = self.t
        n_atoms = t.op("Shape", "atomic_numbers")
        self.n_edges = t.op("Shape", "edge_vectors", start=0, end=1)
        n_angles = t.op("Shape", "angle_center")
        self.edges = self._relation("edge_index", self.n_edges, n_atoms)
        self.angles = self._relation("angle_index", n_angles, "bond_count")
        self.center_flat = t.op("Unsqueeze", t.op("Cast", "angle_center", to=TensorProto.INT64), t.ints(1))
        self.zero_centers = self._zeros(n_atoms, 2 * WIDTH)
        self.n_long = t.op("Sub", self.n_edges, "bond_count")
        self.edge_split = t.op("Concat", "bond_count", self.n_long, axis=0)
        self.n_atoms = n_atoms

    def _zeros(self, count: str, width: int) -> str:
        return self.t.op("ConstantOfShape", self.t.op("Concat", count, self.t.ints(width), axis=0))

    def _relation(self, index: str, count: str, rows: str) -> Relation:
        t = self.t
        reverse = t.op("Gather", index, t.ints(1, 0), axis=0)
        flat_count = t.op("Mul", count, t.ints(2))
        column = t.op("Concat", flat_count, t.ints(1), axis=0)

        def flat_index(source: str) -> str:
            return t.op("Reshape", t.op("Cast", source, to=TensorProto.INT64), column, allowzero=1)

        widths = (WIDTH, 2 * WIDTH)
        return Relation(
            forward=index,
            reverse=reverse,
            forward_flat=flat_index(index),
            reverse_flat=flat_index(reverse),
            flat={w: t.op("Concat", flat_count, t.ints(w), axis=0) for w in widths},
            paired={w: t.op("Concat", t.ints(2), count, t.ints(w), axis=0) for w in widths},
            zeros={w: self._zeros(rows, w) for w in widths},
        )

    def _reshape(self, x: str, shape: str) -> str:
        return self.t.op("Reshape", x, shape, allowzero=1)

    def _sum_directions(self, x: str) -> str:
        """(2, n, width) to (n, width); a reduction over the first axis takes six times as long in onnxruntime."""
        one, other = self.t.op("Split", x, outputs=2, axis=0, num_outputs=2)
        return self.t.op("Squeeze", self.t.op("Add", one, other), self.t.ints(0))

    def _split_edges(self, x: str) -> tuple[str, str]:
        t = self.t
        short, long = t.op("Split", x, self.edge_split, outputs=2, axis=0)

        def backward() -> None:
            t.add_gradient(x, t.op("Concat", t.gradient(short), t.gradient(long), axis=0))

        t.on_backward(backward)
        return short, long

    # basis functions

    def _geometry(self) -> tuple[str, str, str, str, str]:
        """Radial bases of all edges and of bonds, their smoothing weights, and the angle embedding, from edge vectors."""
        t, m = self.t, self.model
        v = "edge_vectors"
        distance = t.op("Sqrt", t.row_sum(t.op("Mul", v, v), np.ones(3)))
        unit = t.op("Div", v, distance)
        bond_distance = t.op("Slice", distance, t.ints(0), "bond_count", t.ints(0))

        def geometry_backward() -> None:
            # dE/dd of bonds is padded with zeros to all edges; dE/du is projected on the plane normal to u
            missing = self._zeros(self.n_long, 1)
            by_distance = t.op("Add", t.gradient(distance), t.op("Concat", t.gradient(bond_distance), missing, axis=0))
            by_unit = t.gradient(unit)
            along = t.row_sum(t.op("Mul", by_unit, unit), np.ones(3))
            across = t.op("Div", t.op("Sub", by_unit, t.op("Mul", unit, along)), distance)
            t.add_gradient(v, t.op("Add", t.op("Mul", unit, by_distance), across))

        t.on_backward(geometry_backward)
        encoder = m.bond_basis_expansion
        rbf = self._radial_basis(distance, encoder.rbf_expansion_ag, ATOM_CUTOFF)
        rbf_bond = self._radial_basis(bond_distance, encoder.rbf_expansion_bg, BOND_CUTOFF)
        atom_weights = t.gemm(rbf, _linear(m.bond_weights_ag)[0])
        bond_weights = t.gemm(rbf_bond, _linear(m.bond_weights_bg)[0])
        return rbf, rbf_bond, atom_weights, bond_weights, self._angle_embedding(unit)

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

    def _angle_embedding(self, unit: str) -> str:
        t, m = self.t, self.model
        frequencies = _np(m.angle_basis_expansion.fourier_expansion.frequencies)
        order = len(frequencies)
        weight = _linear(m.angle_embedding)[0] / np.sqrt(np.pi)
        shrink = 1.0 - 1e-6  # the original's; the clamp keeps the arccosine finite where rounding exceeds it
        limit = np.nextafter(np.float32(1.0), np.float32(0.0))
        first, second = (t.op("Gather", "angle_index", t.ints(k), axis=0) for k in (0, 1))
        first, second = (t.op("Squeeze", k, t.ints(0)) for k in (first, second))
        u_first, u_second = (t.op("Gather", unit, k, axis=0) for k in (first, second))
        sign = t.op("Unsqueeze", "angle_sign", t.ints(1))
        dot = t.op("Mul", t.row_sum(t.op("Mul", u_first, u_second), np.ones(3)), sign)
        cosine = t.op("Clip", t.op("Mul", dot, t.const([shrink])), t.const(-limit), t.const(limit))
        phase = t.op("Gemm", t.op("Acos", cosine), t.const(frequencies.reshape(1, -1)))
        sine_k, cosine_k = t.op("Sin", phase), t.op("Cos", phase)
        w_sine, w_cosine = t.const(weight[1 : order + 1]), t.const(weight[order + 1 :])
        embedding = t.op("Gemm", cosine_k, w_cosine, t.op("Gemm", sine_k, w_sine, t.const(weight[0] / np.sqrt(2.0))))

        def backward() -> None:
            g = t.gradient(embedding)
            by_sine = t.op("Mul", t.op("Gemm", g, w_sine, transB=1), cosine_k)
            by_cosine = t.op("Mul", t.op("Gemm", g, w_cosine, transB=1), sine_k)
            by_angle = t.row_sum(t.op("Sub", by_sine, by_cosine), frequencies)
            one = t.const([1.0])
            sine_squared = t.op("Mul", t.op("Sub", one, cosine), t.op("Add", one, cosine))
            by_dot = t.op("Div", t.op("Mul", by_angle, t.const([-shrink])), t.op("Sqrt", sine_squared))
            by_dot = t.op("Mul", by_dot, sign)
            pair = t.op("Concat", t.op("Mul", u_second, by_dot), t.op("Mul", u_first, by_dot), axis=0)
            zeros = self._zeros(self.n_edges, 3)
            t.add_gradient(unit, t.op("ScatterND", zeros, self.angles.forward_flat, pair, reduction="add"))

        t.on_backward(backward)
        return embedding

    def _pair_weights(self, weights: str) -> str:
        t = self.t
        both = t.op("Gather", weights, "angle_index", axis=0)
        first, second = t.op("Split", both, outputs=2, axis=0, num_outputs=2)
        product = t.op("Squeeze", t.op("Mul", first, second), t.ints(0))

        def backward() -> None:
            g = t.op("Unsqueeze", t.gradient(product), t.ints(0))
            pair = t.op("Concat", t.op("Mul", second, g), t.op("Mul", first, g), axis=0)
            flat = self._reshape(pair, self.angles.flat[WIDTH])
            t.add_gradient(weights, t.op("ScatterND", self.angles.zeros[WIDTH], self.angles.forward_flat, flat, reduction="add"))

        t.on_backward(backward)
        return product

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
        s_core, s_gate = t.sigmoid_of_negative(core), t.sigmoid_of_negative(gate)
        message = t.op("Mul", t.op("Mul", core, s_core), s_gate)

        def backward() -> None:
            g = t.gradient(message)
            # with e = g·message: d(gate) = e·s_gate − e, d(core) = s_core·(g·s_gate + e) − e
            e = t.op("Mul", g, message)
            by_gate = t.op("Sub", t.op("Mul", e, s_gate), e)
            by_core = t.op("Sub", t.op("Mul", s_core, t.op("Add", t.op("Mul", g, s_gate), e)), e)
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

    def _joined(self, relation: Relation, first: str, second: str, common: str, paired: str | None = None) -> str:
        """first[i] + second[j] + common (+ paired), flat (2n, 128): `common` (n, 128) serves both directions, `paired` (2n, 128) is per direction."""
        t = self.t
        width = 2 * WIDTH
        ends = t.op("Add", t.op("Gather", first, relation.forward, axis=0), t.op("Gather", second, relation.reverse, axis=0))
        total = self._reshape(t.op("Add", ends, common), relation.flat[width])
        if paired is not None:
            total = t.op("Add", total, paired)

        def backward() -> None:
            g = t.gradient(total)
            for source, index in ((first, relation.forward_flat), (second, relation.reverse_flat)):
                t.add_gradient(source, t.op("ScatterND", relation.zeros[width], index, g, reduction="add"))
            t.add_gradient(common, self._sum_directions(self._reshape(g, relation.paired[width])))
            if paired is not None:
                t.add_gradient(paired, g)

        t.on_backward(backward)
        return total

    def _aggregate(self, relation: Relation, message: str, weights: str) -> str:
        """Sum of weighted messages (2n, 64) at their first end; weights (n, 64)."""
        t = self.t
        message3 = self._reshape(message, relation.paired[WIDTH])
        weighted = self._reshape(t.op("Mul", message3, weights), relation.flat[WIDTH])
        total = t.op("ScatterND", relation.zeros[WIDTH], relation.forward_flat, weighted, reduction="add")

        def backward() -> None:
            g = t.op("Gather", t.gradient(total), relation.forward, axis=0)
            t.add_gradient(message, self._reshape(t.op("Mul", g, weights), relation.flat[WIDTH]))
            t.add_gradient(weights, self._sum_directions(t.op("Mul", g, message3)))

        t.on_backward(backward)
        return total

    def _atom_conv(self, layer, atoms: str, bonds: str | None, rbf: str, rbf_long: str, embedding: np.ndarray, weights: str) -> str:
        t = self.t
        w, b = self._first_layer(layer.twoBody_atom)
        center, bond, neighbor = w[:WIDTH], w[WIDTH : 2 * WIDTH], w[2 * WIDTH :]
        # before the first bond convolution every edge carries its embedding, afterwards only those beyond 3 Å do
        if bonds is None:
            edge = t.gemm(rbf, embedding @ bond)
        else:
            edge = self._concat_edges(t.gemm(bonds, bond), t.gemm(rbf_long, embedding @ bond))
        joined = self._joined(self.edges, t.gemm(atoms, center, b), t.gemm(atoms, neighbor), edge)
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
        bond_i, bond_j, angle, center = (w[k * WIDTH : (k + 1) * WIDTH] for k in range(4))
        at_center = self._gather_centers(t.gemm(atoms, center, b))
        angle_rows = t.gemm(angles, angle)
        common, paired = (at_center, angle_rows) if angle_is_paired else (t.add(at_center, angle_rows), None)
        return self._joined(self.angles, t.gemm(bonds, bond_i), t.gemm(bonds, bond_j), common, paired)

    def _gather_centers(self, projected: str) -> str:
        t = self.t
        rows = t.op("Gather", projected, "angle_center", axis=0)

        def backward() -> None:
            t.add_gradient(projected, t.op("ScatterND", self.zero_centers, self.center_flat, t.gradient(rows), reduction="add"))

        t.on_backward(backward)
        return rows

    def _bond_conv(self, layer, atoms: str, bonds: str, angles: str, angle_is_paired: bool, weights: str) -> str:
        rows = self._angle_rows(layer.twoBody_bond, atoms, bonds, angles, angle_is_paired)
        total = self._aggregate(self.angles, self._gate(layer.twoBody_bond, rows), weights)
        return self.t.gemm(total, -_linear(layer.mlp_out.layers[-1])[0], bonds)

    def _angle_update(self, layer, atoms: str, bonds: str, angles: str, angle_is_paired: bool) -> str:
        t = self.t
        rows = self._angle_rows(layer.twoBody_bond, atoms, bonds, angles, angle_is_paired)
        message = self._gate(layer.twoBody_bond, rows)
        shape = self.angles.paired[WIDTH]
        previous = self._reshape(angles, shape) if angle_is_paired else angles
        updated = self._reshape(t.op("Sub", previous, self._reshape(message, shape)), self.angles.flat[WIDTH])

        def backward() -> None:
            g = t.gradient(updated)
            t.add_gradient(message, t.op("Neg", g))
            t.add_gradient(angles, g if angle_is_paired else self._sum_directions(self._reshape(g, shape)))

        t.on_backward(backward)
        return updated

    # energies

    def _read_out(self, atoms: str) -> None:
        t, m = self.t, self.model
        # centered rows keep the derivative of the norm exact, as in the gates
        mean_free = np.eye(WIDTH) - 1.0 / WIDTH
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
        t.add_gradient(x, t.op("ConstantOfShape", t.op("Concat", self.n_atoms, t.ints(1), axis=0), value=onnx.helper.make_tensor("one", TensorProto.FLOAT, [1], [1.0])))
        reference = t.const(np.concatenate([[0.0], _np(m.composition_model.fc.weight).ravel()]))
        t.op("Add", t.op("Squeeze", x, t.ints(1)), t.op("Gather", reference, "atomic_numbers", axis=0), name="site_energies")

    def _activate(self, rows: str) -> str:
        t = self.t
        activated, gradient = t.negative_silu(rows)
        t.on_backward(lambda: t.add_gradient(rows, gradient(t.gradient(activated))))
        return activated
