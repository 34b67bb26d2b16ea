"""Nequix as an ONNX graph of dense operations, with its derivative written by hand.

Atoms have equally many slots for edges; what a slot does not hold has the cutoff as its distance, where the radial functions vanish. A message is the
product of radial weights, neighbor features and harmonics. The sum over an atom's slots is taken before the Clebsch-Gordan contraction: for each path
the radial weights multiply the neighbor's features, one batched matrix product with the harmonics sums over the slots, and the contraction is done once
an atom. No scatter is needed: on the way back, gradients reach a neighbor through the slots of the opposite edges. Radial functions and their
derivatives are evaluated once for each distinct distance, of which a crystal has few.

In the backward pass with G the gradient by the sums Z[a, m2, (m1, c)] = Σ_slots Y[m2] R[c] x[m1, c]:
  ∂E/∂x = R ∘ YᵀG,  ∂E/∂d = Σ R' ∘ x ∘ YᵀG,  ∂E/∂Y = G·(R ∘ x).
"""

from __future__ import annotations

import numpy as np
from onnx import TensorProto

from nequix_weights import SECOND, THIRD, Convolution, NequixWeights, TensorProductPath, harmonic_coefficients
from onnx_tape import Tape

Features = dict[int, str]
"""By degree: (nAtoms, 2l+1, channels)."""


class NequixGraph:
    def __init__(self, weights: NequixWeights) -> None:
        self.w = weights
        self.t = Tape()

    def build(self):
        t = self.t
        self._indices()
        self._harmonics()
        self.basis, self.basis_slope = self._radial_basis()
        self.by_distance: list[str] = []
        features: Features | None = None
        for layer in self.w.convolutions:
            features = self._convolution(layer, features)
        self._read_out(features[0])
        t.run_backward()
        t.op("Identity", self._reshape(self._sum(self.by_distance), -1), name="distance_gradients")
        t.op("Identity", t.gradient("directions"), name="direction_gradients")
        i32, f32 = TensorProto.INT32, TensorProto.FLOAT
        slots = ["nAtoms", "nSlots"]
        return t.model(
            [("atomic_numbers", i32, ["nAtoms"]), ("distances", f32, ["nDistances"]), ("directions", f32, ["nEdgeSlots", 3])]
            + [(name, i32, slots) for name in ("neighbors", "opposites", "distance_index")],
            [("site_energies", ["nAtoms"]), ("distance_gradients", ["nEdgeSlots"]), ("direction_gradients", ["nEdgeSlots", 3])],
            "nequix",
        )

    # shapes

    def _reshape(self, x: str, *shape: int) -> str:
        return self.t.op("Reshape", x, self.t.ints(*shape), allowzero=0)

    def _slots(self, x: str, width: int) -> str:
        """(nEdgeSlots, …) as (nAtoms, nSlots, width)."""
        t = self.t
        return t.op("Reshape", x, t.op("Concat", self.slot_shape, t.ints(width), axis=0))

    def _sum(self, parts: list[str]) -> str:
        return parts[0] if len(parts) == 1 else self.t.op("Sum", *parts)

    def _indices(self) -> None:
        t, w = self.t, self.w
        self.slot_shape = t.op("Shape", "neighbors")
        self.flat_neighbors, self.flat_distance = self._reshape("neighbors", -1), self._reshape("distance_index", -1)
        place = np.zeros(max(w.atomic_numbers) + 1, dtype=np.int32)
        place[w.atomic_numbers] = np.arange(len(w.atomic_numbers))
        self.species = t.op("Gather", t.const(place, np.int32), "atomic_numbers")

    # geometry

    def _harmonics(self) -> None:
        """Y[l] (nAtoms, nSlots, 2l+1), and Yᵀ; collects gradients by them and passes them on to the directions."""
        t, w = self.t, self.w
        column = lambda picks: np.eye(max(picks) + 1)[picks].T  # noqa: E731
        self.harmonics, self.harmonics_t = {}, {}
        self.by_harmonics: dict[int, list[str]] = {l: [] for l in range(1, w.max_degree + 1)}
        u, monomial = "directions", {1: "directions"}
        for degree, (a, b) in ((2, SECOND), (3, THIRD)):
            if degree <= w.max_degree:
                monomial[degree] = self._product(monomial[degree - 1], u, column(a), _padded(column(b), 3))
        for l, x in monomial.items():
            y = t.gemm(x, harmonic_coefficients(l))
            self.harmonics[l] = self._slots(y, 2 * l + 1)
            self.harmonics_t[l] = t.op("Transpose", self.harmonics[l], perm=[0, 2, 1])
            t.on_backward(lambda y=y, l=l: t.add_gradient(y, self._reshape(self._sum(self.by_harmonics[l]), -1, 2 * l + 1)))

    def _product(self, x: str, y: str, pick_x: np.ndarray, pick_y: np.ndarray) -> str:
        """(x · pick_x) ∘ (y · pick_y)."""
        t = self.t
        a, b = t.gemm(x, pick_x), t.gemm(y, pick_y)
        product = t.op("Mul", a, b)

        def backward() -> None:
            g = t.gradient(product)
            t.add_gradient(a, t.op("Mul", g, b))
            t.add_gradient(b, t.op("Mul", g, a))

        # picks were registered before: they run after this
        t.on_backward(backward)
        return product

    def _radial_basis(self) -> tuple[str, str]:
        """(nDistances, basis): 2/c · sin(kπd/c)/d times the polynomial that vanishes at c (Gasteiger et al., arXiv:2003.03123, eq. 8), and its derivative."""
        t, c, p = self.t, self.w.cutoff, self.w.polynomial_order
        d = self._reshape("distances", -1, 1)
        frequencies = np.arange(1, self.w.basis_size + 1).reshape(1, -1) * np.pi / c
        x = t.op("Mul", d, t.const([1.0 / c]))
        inside = t.op("Cast", t.op("Less", x, t.const([1.0])), to=TensorProto.FLOAT)
        lower = t.const([1.0]) if p == 1 else self._power(x, p - 1)
        power = t.op("Mul", lower, x)
        polynomial = [-(p + 1) * (p + 2) / 2, p * (p + 2), -p * (p + 1) / 2]
        envelope = t.op("Mul", t.op("Add", t.op("Mul", power, self._quadratic(x, polynomial)), t.const([1.0])), inside)
        slope = t.op("Mul", t.op("Mul", lower, self._quadratic(x, [(p + k) * a / c for k, a in enumerate(polynomial)])), inside)
        phase = t.op("MatMul", d, t.const(frequencies))
        wave = t.op("Div", t.op("Mul", t.op("Sin", phase), t.const([2.0 / c])), d)
        # (sin(kd)/d)' = (k cos(kd) − sin(kd)/d)/d
        wave_slope = t.op("Div", t.op("Sub", t.op("Mul", t.op("Cos", phase), t.const(frequencies * 2.0 / c)), wave), d)
        basis = t.op("Mul", wave, envelope)
        return basis, t.op("Add", t.op("Mul", wave_slope, envelope), t.op("Mul", wave, slope))

    def _power(self, x: str, n: int) -> str:
        if n == 1:
            return x
        half = self._power(x, n // 2)
        square = self.t.op("Mul", half, half)
        return square if n % 2 == 0 else self.t.op("Mul", square, x)

    def _quadratic(self, x: str, c: list[float]) -> str:
        t = self.t
        inner = t.op("Add", t.op("Mul", x, t.const([c[2]])), t.const([c[1]]))
        return t.op("Add", t.op("Mul", inner, x), t.const([c[0]]))

    def _silu(self, x: str) -> tuple[str, str]:
        """silu and its derivative; the sigmoid is not onnxruntime's, see `Tape.one_plus_exp`."""
        t = self.t
        sigmoid = t.op("Reciprocal", t.one_plus_exp(t.op("Neg", x)))
        y = t.op("Mul", x, sigmoid)
        return y, t.op("Add", sigmoid, t.op("Mul", y, t.op("Sub", t.const([1.0]), sigmoid)))

    def _radial_features(self, layer: Convolution) -> tuple[str, str]:
        """(nDistances, hidden) before the last layer of the radial network, and its derivative by the distance."""
        t, x, slope = self.t, self.basis, self.basis_slope
        for weight in layer.radial_hidden:
            w = t.const(weight)
            x, activation_slope = self._silu(t.op("MatMul", x, w))
            slope = t.op("Mul", t.op("MatMul", slope, w), activation_slope)
        return x, slope

    # a layer

    def _convolution(self, layer: Convolution, features: Features | None) -> Features:
        t = self.t
        messages = self._neighbor_features(layer, features)
        radial = self._radial_features(layer)
        outgoing: dict[int, list[tuple[TensorProductPath, str]]] = {}
        for path in layer.paths:
            outgoing.setdefault(path.l3, []).append((path, self._path(path, messages, radial, has_features=features is not None)))
        mixed: Features = {}
        for l, skip in self._skipped(layer, features).items():
            mixed[l] = self._mix(outgoing[l], layer.after[l], skip) if l in outgoing else skip
        degrees = sorted(set(outgoing) | set(mixed))
        for l in degrees:
            if l not in mixed:
                mixed[l] = self._mix(outgoing[l], layer.after[l], None)
        return self._gate(layer, self._normed(layer, mixed))

    def _neighbor_features(self, layer: Convolution, features: Features | None) -> Features:
        """By degree, (nEdgeSlots, 2l+1, channels): the layer's first linear map, at the neighbors."""
        t = self.t
        if features is None:
            table = t.op("Gather", t.const(layer.before[0][:, None, :]), self.species, axis=0)
            return {0: t.op("Gather", table, self.flat_neighbors, axis=0)}
        gathered = {}
        for l in sorted({path.l1 for path in layer.paths}):
            at_atoms = t.gemm_rows(features[l], layer.before[l])
            gathered[l] = t.op("Gather", at_atoms, self.flat_neighbors, axis=0)
            channels = layer.before[l].shape[1]

            def backward(l=l, at_atoms=at_atoms, x=gathered[l], channels=channels) -> None:
                # the edges that end at an atom are the opposites of those that leave it
                rows = t.op("Gather", self._reshape(t.gradient(x), -1, (2 * l + 1) * channels), "opposites", axis=0)
                t.add_gradient(at_atoms, self._reshape(t.op("ReduceSum", rows, t.ints(1), keepdims=0), -1, 2 * l + 1, channels))

            t.on_backward(backward)
        return gathered

    def _path(self, path: TensorProductPath, messages: Features, radial: tuple[str, str], has_features: bool) -> str:
        """Z (nAtoms, (2·l2+1)·(2·l1+1), channels), before the Clebsch-Gordan contraction."""
        t = self.t
        x, width, c = messages[path.l1], 2 * path.l1 + 1, path.channels
        weight = t.const(path.radial)
        values, slopes = (t.op("Gather", t.op("MatMul", r, weight), self.flat_distance, axis=0) for r in radial)
        spread = t.op("Unsqueeze", values, t.ints(1)) if width > 1 else self._reshape(values, -1, 1, c)
        weighted = self._slots(t.op("Mul", x, spread), width * c)
        if path.l2 == 0:
            total = t.op("ReduceSum", weighted, t.ints(1), keepdims=1)
        else:
            total = t.op("MatMul", self.harmonics_t[path.l2], weighted)
        z = self._reshape(total, -1, (2 * path.l2 + 1) * width, c)

        def backward() -> None:
            g = self._reshape(t.gradient(z), -1, 2 * path.l2 + 1, width * c)
            if path.l2 == 0:
                by_weighted = t.op("Expand", g, t.op("Concat", self.slot_shape, t.ints(width * c), axis=0))
            else:
                by_weighted = t.op("MatMul", self.harmonics[path.l2], g)
                self.by_harmonics[path.l2].append(t.op("MatMul", weighted, t.op("Transpose", g, perm=[0, 2, 1])))
            by_weighted = self._reshape(by_weighted, -1, width, c)
            by_values = t.op("Mul", by_weighted, x)
            by_values = t.op("ReduceSum", by_values, t.ints(1), keepdims=0) if width > 1 else self._reshape(by_values, -1, c)
            self.by_distance.append(t.row_sum(t.op("Mul", by_values, slopes), np.ones(c)))
            if has_features:
                t.add_gradient(x, t.op("Mul", by_weighted, spread))

        t.on_backward(backward)
        return z

    def _mix(self, arriving: list[tuple[TensorProductPath, str]], weight: np.ndarray, skip: str | None) -> str:
        """Clebsch-Gordan contraction of each path, then one linear map of the channels of all; (nAtoms, 2·l3+1, out)."""
        t, contracted, rows, first = self.t, [], [], 0
        for path, z in arriving:
            block = weight[first : first + path.channels]
            first += path.channels
            scale = path.coupling[0, 0]
            if path.coupling.shape[0] == path.coupling.shape[1] and np.allclose(path.coupling, scale * np.eye(len(path.coupling)), atol=1e-12):
                contracted.append(z)
                rows.append(scale * block)
            else:
                contracted.append(self._contract(path, z))
                rows.append(block)
        joined = t.op("Concat", *contracted, axis=2) if len(contracted) > 1 else contracted[0]

        def backward() -> None:
            g = t.gradient(joined)
            parts = t.op("Split", g, t.ints(*[path.channels for path, _ in arriving]), outputs=len(arriving), axis=2) if len(arriving) > 1 else (g,)
            for tensor, part in zip(contracted, parts, strict=True):
                t.add_gradient(tensor, part)

        if len(contracted) > 1:
            t.on_backward(backward)
        mixed = t.gemm_rows(joined, np.vstack(rows))
        return mixed if skip is None else t.add(mixed, skip)

    def _contract(self, path: TensorProductPath, z: str) -> str:
        t = self.t
        result = t.op("MatMul", t.const(path.coupling), z)
        t.on_backward(lambda: t.add_gradient(z, t.op("MatMul", t.const(path.coupling.T), t.gradient(result))))
        return result

    def _skipped(self, layer: Convolution, features: Features | None) -> Features:
        t = self.t
        if features is None:
            return {0: t.op("Gather", t.const(layer.skip[0][:, None, :]), self.species, axis=0)}
        return {l: t.gemm_rows(features[l], weight) for l, weight in layer.skip.items()}

    def _normed(self, layer: Convolution, features: Features) -> Features:
        """Divides by the root of the mean over degrees of Σ x²/(2l+1)², then multiplies each channel."""
        t = self.t
        if layer.norm is None:
            return features
        share = {l: 1.0 / ((2 * l + 1) ** 2 * len(layer.norm)) for l in features}
        squares = self._sum([self._total(t.op("Mul", x, x), l, layer, share[l]) for l, x in features.items()])
        inverse = t.op("Reciprocal", t.op("Sqrt", t.op("Add", squares, t.const([layer.norm_epsilon]))))
        column = self._reshape(inverse, -1, 1, 1)
        normed = {l: t.op("Mul", t.op("Mul", x, column), t.const(layer.norm[l])) for l, x in features.items()}

        def backward() -> None:
            # dx_l = s·γg − s³·share_l·x_l·Σ γ g·x over all degrees
            scaled = {l: t.op("Mul", t.gradient(y), t.const(layer.norm[l])) for l, y in normed.items()}
            dot = self._sum([self._total(t.op("Mul", scaled[l], features[l]), l, layer, 1.0) for l in scaled])
            cube = t.op("Mul", t.op("Mul", inverse, inverse), t.op("Mul", inverse, dot))
            for l, x in features.items():
                along = t.op("Mul", x, self._reshape(t.op("Mul", cube, t.const([share[l]])), -1, 1, 1))
                t.add_gradient(x, t.op("Sub", t.op("Mul", scaled[l], column), along))

        t.on_backward(backward)
        return normed

    def _total(self, x: str, l: int, layer: Convolution, factor: float) -> str:
        """factor · Σ of all entries of each atom, (nAtoms, 1)."""
        width = (2 * l + 1) * len(layer.norm[l])
        return self.t.row_sum(self._reshape(x, -1, width), np.full(width, factor))

    def _gate(self, layer: Convolution, features: Features) -> Features:
        t, scalars = self.t, features[0]
        active, slope = self._silu(scalars)
        factor = t.const([1.0 / layer.activation_norm])
        active, slope = t.op("Mul", active, factor), t.op("Mul", slope, factor)
        sizes = [layer.scalars, *layer.gates.values()]
        parts = t.op("Split", active, t.ints(*sizes), outputs=len(sizes), axis=2) if len(sizes) > 1 else (active,)
        gated = {0: parts[0], **{l: t.op("Mul", features[l], gate) for l, gate in zip(layer.gates, parts[1:], strict=True)}}

        def backward() -> None:
            by_scalars = [t.gradient(gated[0])]
            for l, gate in zip(layer.gates, parts[1:], strict=True):
                g = t.gradient(gated[l])
                by_scalars.append(t.op("ReduceSum", t.op("Mul", g, features[l]), t.ints(1), keepdims=1))
                t.add_gradient(features[l], t.op("Mul", g, gate))
            joined = t.op("Concat", *by_scalars, axis=2) if len(by_scalars) > 1 else by_scalars[0]
            t.add_gradient(scalars, t.op("Mul", joined, slope))

        t.on_backward(backward)
        return gated

    def _read_out(self, scalars: str) -> None:
        t = self.t
        rows = t.row_sum(self._reshape(scalars, -1, len(self.w.readout)), self.w.readout)
        ones = t.op("Expand", t.const(self.w.readout.reshape(1, 1, -1)), t.op("Shape", scalars))
        t.on_backward(lambda: t.add_gradient(scalars, ones))
        t.op("Add", self._reshape(rows, -1), t.op("Gather", t.const(self.w.species_energies), self.species), name="site_energies")


def _padded(table: np.ndarray, rows: int) -> np.ndarray:
    return np.vstack([table, np.zeros((rows - len(table), table.shape[1]))])
