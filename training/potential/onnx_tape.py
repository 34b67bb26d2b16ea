"""Write an ONNX graph node by node together with its reverse-mode derivative.

Tracing an autograd program gives one node per primitive; on a CPU such a graph spends most of its time moving memory in element-wise
nodes and broadcasts. Here every block emits its own forward nodes and a closure with hand-derived backward nodes, so that layer
normalisation, gating and segment sums use the fewest passes over memory, and no dimension is ever baked in.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 18
IR_VERSION = 9
# below, 1 + eˣ is 1 in float32; beyond, what it divides is nothing beside what it is added to. CHGNet's hidden layers reach ±900: unclipped, one number in
# forty on the way back were denormal, each a hundred times as slow as another, and up to a third of an evaluation was spent on them
EXPONENTS = (-30.0, 40.0)


class Tape:
    """An ONNX graph under construction; tensors are names."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[onnx.TensorProto] = []
        self._constants: dict[bytes, str] = {}
        self._counter = 0
        self._gradients: dict[str, list[str]] = {}
        self._backward: list[Callable[[], None]] = []

    def op(self, kind: str, *inputs: str, outputs: int = 1, name: str | None = None, **attributes) -> str | tuple[str, ...]:
        """Append a node; return the name of its output, or the names when it has several."""
        self._counter += 1
        stem = name or f"{kind.lower()}_{self._counter}"
        names = [stem] if outputs == 1 else [f"{stem}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return names[0] if outputs == 1 else tuple(names)

    def const(self, values, dtype=np.float32) -> str:
        """An initializer; equal arrays are stored once."""
        array = np.ascontiguousarray(values, dtype=dtype)
        key = array.dtype.str.encode() + repr(array.shape).encode() + array.tobytes()
        if key not in self._constants:
            name = f"c{len(self._constants)}"
            self._constants[key] = name
            self.initializers.append(numpy_helper.from_array(array, name))
        return self._constants[key]

    def ints(self, *values: int) -> str:
        return self.const(values, np.int64)

    # reverse mode

    def on_backward(self, step: Callable[[], None]) -> None:
        """Register the backward nodes of the block just emitted; blocks run in reverse order."""
        self._backward.append(step)

    def add_gradient(self, tensor: str, gradient: str) -> None:
        self._gradients.setdefault(tensor, []).append(gradient)

    def gradient(self, tensor: str) -> str | None:
        """The sum of all gradients that reached `tensor`; None where none did."""
        parts = self._gradients.get(tensor)
        if not parts:
            return None
        while len(parts) > 1:
            parts = [self.op("Add", parts[0], parts[1]), *parts[2:]]
        self._gradients[tensor] = parts
        return parts[0]

    def run_backward(self) -> None:
        for step in reversed(self._backward):
            step()

    # blocks with one derivative each

    def gemm(self, x: str, weight: np.ndarray, bias: np.ndarray | str | None = None) -> str:
        """x · weight (+ bias): x (n, in), weight (in, out). `bias` may also be a tensor (n, out), which gets its gradient."""
        w = self.const(weight)
        tail = [] if bias is None else [bias if isinstance(bias, str) else self.const(bias)]
        y = self.op("Gemm", x, w, *tail)

        def backward() -> None:
            g = self.gradient(y)
            if g is None:
                return
            # what reached x before is added by the same node
            before = self.gradient(x)
            self._gradients[x] = [self.op("Gemm", g, w, *([] if before is None else [before]), transB=1)]
            if isinstance(bias, str):
                self.add_gradient(bias, g)

        self.on_backward(backward)
        return y

    def gemm_rows(self, x: str, weight: np.ndarray) -> str:
        """x · weight over the last axis of x (n, m, in)."""
        y = self.op("MatMul", x, self.const(weight))

        def backward() -> None:
            g = self.gradient(y)
            if g is not None:
                self.add_gradient(x, self.op("MatMul", g, self.const(np.ascontiguousarray(weight.T))))

        self.on_backward(backward)
        return y

    def add(self, x: str, y: str) -> str:
        """x + y of equal shapes."""
        total = self.op("Add", x, y)

        def backward() -> None:
            g = self.gradient(total)
            if g is not None:
                self.add_gradient(x, g)
                self.add_gradient(y, g)

        self.on_backward(backward)
        return total

    def one_plus_exp(self, x: str) -> str:
        """1 + eˣ, by which to divide: a sigmoid of −x is not formed. onnxruntime's own has an absolute error of 1e-7 where its value is small, ten times
        the noise of all else."""
        bounded = self.op("Clip", x, *(self.const(np.array(bound)) for bound in EXPONENTS))
        return self.op("Add", self.op("Exp", bounded), self.const([1.0]))

    def negative_silu(self, x: str) -> tuple[str, Callable[[str], str]]:
        """−silu(−x) = x/(1 + eˣ) and its derivative as a function of the gradient; negated so that no pass is spent on a sign."""
        d = self.one_plus_exp(x)
        y = self.op("Div", x, d)

        def gradient(g: str) -> str:
            # y' = (1 − (x − y))/d
            p = self.op("Div", g, d)
            return self.op("Sub", p, self.op("Mul", p, self.op("Sub", x, y)))

        return y, gradient

    def row_sum(self, x: str, column: np.ndarray) -> str:
        """x · column with column (width,): a matrix product is faster here than a reduction."""
        return self.op("MatMul", x, self.const(np.asarray(column).reshape(-1, 1)))

    def layer_norm(self, x: str, gamma: np.ndarray, beta: np.ndarray) -> tuple[str, str]:
        """Layer norm of rows (width 64) and the inverse standard deviations (n, 1)."""
        y, _, inverse_std = self.op("LayerNormalization", x, self.const(gamma), self.const(beta), outputs=3, axis=-1, epsilon=1e-5)
        return y, inverse_std

    def layer_norm_gradient(self, x: str, inverse_std: str, gamma: np.ndarray, g: str) -> str:
        """Gradient by x, up to its row mean: callers multiply by weights whose output columns are centered, which removes it.

        With x centered, dx = σ⁻¹·(γ∘g) − x·σ⁻²·mean(σ⁻¹·γ∘g∘x).
        """
        width = len(gamma)
        scaled = self.op("Mul", g, self.op("Gemm", inverse_std, self.const(np.asarray(gamma).reshape(1, -1))))
        mean = self.row_sum(self.op("Mul", scaled, x), np.full(width, 1.0 / width))
        factor = self.op("Mul", mean, self.op("Mul", inverse_std, inverse_std))
        return self.op("Sub", scaled, self.op("Mul", x, factor))

    def model(self, inputs: list[tuple[str, int, list]], outputs: list[tuple[str, list]], name: str) -> onnx.ModelProto:
        graph = helper.make_graph(
            self._live_nodes([o for o, _ in outputs]),
            name,
            [helper.make_tensor_value_info(n, t, s) for n, t, s in inputs],
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, s) for n, s in outputs],
        )
        used = {i for node in graph.node for i in node.input}
        graph.initializer.extend(t for t in self.initializers if t.name in used)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
        onnx.checker.check_model(model, full_check=True)
        return model

    def _live_nodes(self, outputs: list[str]) -> list[onnx.NodeProto]:
        needed, live = set(outputs), []
        for node in reversed(self.nodes):
            if needed.intersection(node.output):
                needed.update(node.input)
                live.append(node)
        return live[::-1]
