"""The trained ensemble as one ONNX graph with its manifest, and values for the tests of the product.

Usage: python training/symmetry/export.py --entries ENTRIES.jsonl.gz     after train.py, from what that left beside the entries
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from arrays import arrays_of, class_list
from dataset import MODELS, Row
from figures import figures_of
from held_out import write_trained
from network import EVIDENCE, Member
from onnx import TensorProto, helper, numpy_helper
from train import DROPOUT, WIDTHS, batch_of, cached_rows

OUT = MODELS / "symmetry" / "space-group" / "1"
# Share of the plain votes in the answer; chosen on the validation formulas among 0, 0.2, 0.4, 0.6: the networks are a little too sure of themselves.
VOTE_SHARE = 0.3
INPUTS = ("elements", "counts", "votes", "frequencies", "evidence")
GOLDEN = 12


class Ensemble(torch.nn.Module):
    def __init__(self, members: list[Member]):
        super().__init__()
        self.members = torch.nn.ModuleList(members)

    def forward(self, elements, counts, votes, frequencies, evidence):
        outputs = [member(elements, counts, votes, frequencies, evidence) for member in self.members]
        probabilities = sum(logits.softmax(1) for logits, _ in outputs) / len(outputs)
        probabilities = probabilities * (1 - VOTE_SHARE * votes.sum(1, keepdim=True)) + VOTE_SHARE * votes
        volume = sum(v for _, v in outputs) / len(outputs)
        return probabilities, torch.stack([volume[:, 0], volume[:, 1].clamp(-5.5, 0).exp()], 1)


def load_members(path: Path, pairs: torch.Tensor) -> list[Member]:
    members = []
    for state in torch.load(path):
        member = Member(pairs, torch.zeros(len(pairs)), WIDTHS, DROPOUT)
        member.load_state_dict(state)
        members.append(member.eval())
    return members


def to_onnx(ensemble: Ensemble, data: dict) -> bytes:
    """Batch and elements may be any number; at least five elements, padded by 0."""
    example = tuple(data[name][:2].float() if data[name].dtype == torch.float16 else data[name][:2] for name in INPUTS)
    path = OUT / "model.onnx"
    batch = {name: {0: "compositions"} | ({1: "slots"} if name in INPUTS[:2] else {}) for name in INPUTS}
    torch.onnx.export(ensemble, example, str(path), input_names=list(INPUTS), output_names=["probabilities", "volume"], dynamic_axes=batch, dynamo=False, opset_version=17)
    model = onnx.load(str(path))
    halve(model.graph)
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString())
    return path.read_bytes()


def halve(graph: onnx.GraphProto) -> None:
    """Keep large weights as float16; a Cast at load time makes them float32 again."""
    casts = []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype == np.float32 and values.size > 1000:
            name = tensor.name
            tensor.CopyFrom(numpy_helper.from_array(values.astype(np.float16), name + "_half"))
            casts.append(helper.make_node("Cast", [name + "_half"], [name], to=TensorProto.FLOAT))
    nodes = list(graph.node)
    del graph.node[:]
    graph.node.extend(casts + nodes)


def answers(session: onnxruntime.InferenceSession, data: dict, chosen: np.ndarray, deaf: bool) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Joint probabilities, ln volume and its mean deviation, by the exported graph; deaf: nothing is heard of other crystals."""
    parts = []
    for index in torch.tensor(chosen).split(512):
        batch = batch_of(data, index, torch.full((len(index),), deaf))
        p, v = session.run(None, {name: batch[name].numpy() for name in INPUTS})
        parts.append((torch.tensor(p), batch["expectedVolume"] + torch.tensor(v[:, 0]), torch.tensor(v[:, 1])))
    return tuple(torch.cat(t) for t in zip(*parts))


def golden_of(rows: list[Row], data: dict, session: onnxruntime.InferenceSession, classes: list) -> list[dict]:
    """What the features and the answer of held-out formulas are, all crystals of the formula left out."""
    chosen = [i for i, r in enumerate(rows) if r.split == "held-out"][:: 400 // GOLDEN]
    golden = []
    for i in chosen:
        inputs = {name: data[name][i:i + 1].float().numpy() if data[name].dtype != torch.int64 else data[name][i:i + 1].numpy() for name in INPUTS}
        probabilities, volume = session.run(None, inputs)
        top = np.argsort(-probabilities[0])[:5]
        golden.append({
            "formula": rows[i].formula, "elements": rows[i].elements, "counts": rows[i].counts, "evidence": [round(float(x), 4) for x in rows[i].evidence],
            "expectedLogVolume": round(rows[i].expected_log_volume, 4), "votes": top_of(inputs["votes"][0], classes), "frequencies": top_of(inputs["frequencies"][0], classes),
            "probabilities": [[*classes[k], round(float(probabilities[0, k]), 4)] for k in top], "volume": [round(float(x), 4) for x in volume[0]],
        })
    return golden


def top_of(shares: np.ndarray, classes: list) -> list:
    return [[*classes[k], round(float(shares[k]), 4)] for k in np.argsort(-shares)[:3] if shares[k] > 1e-3]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=Path, required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    OUT.mkdir(parents=True, exist_ok=True)
    rows = cached_rows(args.entries)
    classes = class_list(rows)
    pairs = torch.tensor(classes)
    data = arrays_of(rows, classes)
    members = load_members(args.entries.with_name("symmetry-members.pt"), pairs)
    onnx_bytes = to_onnx(Ensemble(members), data)
    session = onnxruntime.InferenceSession(onnx_bytes)
    split = np.array([r.split for r in rows])
    metrics = {}
    for name in ("test", "held-out"):
        chosen = np.nonzero((split == name) & data["stable"].numpy())[0]
        for deaf, label in ((False, name), (True, f"{name}, composition alone")):
            metrics[label] = figures_of(answers(session, data, chosen, deaf), data, chosen, pairs, rows)
    write_trained((r.key for r in rows if r.split == "train"), OUT / "trained-formulas.bin")
    (OUT / "golden.json").write_text(json.dumps({"generator": "training/symmetry/export.py", "compositions": golden_of(rows, data, session, classes)}, separators=(",", ":")) + "\n")
    manifest = {
        "id": {"name": "space-group", "version": OUT.name, "sha256": hashlib.sha256(onnx_bytes).hexdigest()},
        "kind": "symmetry", "file": "model.onnx", "license": "CC-BY-4.0",
        "trainingData": "Materials Project, database 2025.02 (Jain et al., APL Materials 1, 011002, 2013; CC BY 4.0), as described by training/prototypes",
        "trainedFormulas": "trained-formulas.bin", "split": "by formula (training/held_out.py); test, validation and held-out formulas trained nothing",
        "command": "python training/symmetry/train.py --entries ENTRIES.jsonl.gz && python training/symmetry/export.py --entries ENTRIES.jsonl.gz",
        "seeds": list(range(len(members))), "evidence": EVIDENCE, "classes": classes, "metrics": metrics,
    }
    (OUT / "manifest.json").write_text(json.dumps(manifest) + "\n")
    print(json.dumps(metrics, indent=1), len(onnx_bytes), "bytes")


if __name__ == "__main__":
    main()
