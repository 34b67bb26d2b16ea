"""Train the distribution of space group and formula units over compositions, and the volume: one command, fixed seeds.

Usage: python training/symmetry/train.py --entries ENTRIES.jsonl.gz
"""

from __future__ import annotations

import argparse
import json
import pickle
import time
from pathlib import Path

import numpy as np
import torch
from arrays import arrays_of, class_list
from dataset import load_rows
from figures import figures_of
from network import Member

MEMBERS = 2
WIDTHS = (512, 384, 256)
DROPOUT = 0.25
BATCH = 512
ROWS_PER_EPOCH = 40_000
EPOCHS = 36
RATE = 2e-3
DECAY = 0.02
# Share of the training rows that hear nothing of other crystals: compositions of a kind that nobody has made.
DEAF = 0.3
MARGINAL_LOSS, VOLUME_LOSS = 0.5, 0.3


def batch_of(data: dict, index: torch.Tensor, deaf: torch.Tensor | None = None) -> dict:
    batch = {name: t[index].float() if t.dtype == torch.float16 else t[index] for name, t in data.items()}
    if deaf is not None:
        heard = (~deaf).float()[:, None]
        batch |= {name: batch[name] * heard for name in ("votes", "frequencies", "evidence")}
        batch["expectedVolume"] = torch.where(deaf, batch["baselineVolume"], batch["expectedVolume"])
    return batch


def loss_of(member: Member, batch: dict, group_of: torch.Tensor) -> torch.Tensor:
    logits, volume = member(batch["elements"], batch["counts"], batch["votes"], batch["frequencies"], batch["evidence"])
    logp = logits.log_softmax(1)
    joint = -(batch["targets"] * logp).sum(1)
    group = torch.zeros(len(logits), 231).index_add(1, group_of, logp.exp())
    marginal = -torch.log(group.gather(1, batch["group"][:, None])[:, 0] + 1e-9)
    error = (batch["logVolume"] - batch["expectedVolume"] - volume[:, 0]).abs()
    deviation = volume[:, 1].clamp(-5.5, 0)
    return (joint + MARGINAL_LOSS * marginal + VOLUME_LOSS * (deviation + error * torch.exp(-deviation))).mean()


def train_member(seed: int, data: dict, rows: np.ndarray, classes: torch.Tensor, epochs: int) -> Member:
    torch.manual_seed(seed)
    generator = np.random.default_rng(seed)
    weight = data["weight"][rows].numpy().astype(float)
    prior = (data["targets"][rows].float() * data["weight"][rows][:, None]).sum(0) + 0.1
    member = Member(classes, (prior / prior.sum()).log(), WIDTHS, DROPOUT)
    steps = epochs * (ROWS_PER_EPOCH // BATCH)
    optimizer = torch.optim.AdamW(member.parameters(), lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=0.15)
    group_of = classes[:, 0]
    started, losses = time.time(), []
    for step in range(steps):
        index = torch.tensor(generator.choice(rows, BATCH, p=weight / weight.sum()))
        batch = batch_of(data, index, torch.tensor(generator.random(BATCH) < DEAF))
        loss = loss_of(member, batch, group_of)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(member.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
        if (step + 1) % (4 * (ROWS_PER_EPOCH // BATCH)) == 0:
            print(f"member {seed}, step {step + 1} of {steps}: loss {np.mean(losses[-200:]):.3f}, {time.time() - started:.0f} s", flush=True)
    return member.eval()


def predict(members: list[Member], data: dict, rows: np.ndarray, deaf: bool = False) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Joint probabilities (rows, classes), ln volume and its mean deviation, of the ensemble."""
    parts = []
    with torch.no_grad():
        for index in torch.tensor(rows).split(1024):
            batch = batch_of(data, index, torch.full((len(index),), deaf))
            p, v = 0, 0
            for member in members:
                logits, volume = member(batch["elements"], batch["counts"], batch["votes"], batch["frequencies"], batch["evidence"])
                p, v = p + logits.softmax(1) / len(members), v + volume / len(members)
            parts.append((p, batch["expectedVolume"] + v[:, 0], v[:, 1].clamp(-5.5, 0).exp()))
    return tuple(torch.cat(t) for t in zip(*parts))


def cached_rows(entries: Path) -> list:
    """The rows take a few minutes; they lie beside the entries until these change."""
    cache = entries.with_name("symmetry-rows.pickle")
    if not cache.exists() or cache.stat().st_mtime < entries.stat().st_mtime:
        cache.write_bytes(pickle.dumps(load_rows(entries)))
    return pickle.loads(cache.read_bytes())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=Path, required=True)
    parser.add_argument("--members", type=int, default=MEMBERS)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    args = parser.parse_args()
    torch.set_num_threads(1)
    rows = cached_rows(args.entries)
    classes = class_list(rows)
    data = arrays_of(rows, classes)
    split = np.array([r.split for r in rows])
    training = np.nonzero(split == "train")[0]
    print(len(rows), "formulas,", len(training), "for training,", len(classes), "classes", flush=True)
    pairs = torch.tensor(classes)
    members = []
    for seed in range(args.members):
        members.append(train_member(seed, data, training, pairs, args.epochs))
        torch.save([m.state_dict() for m in members], args.entries.with_name("symmetry-members.pt"))
    chosen = np.nonzero((split == "validation") & data["stable"].numpy())[0]
    print("validation", json.dumps(figures_of(predict(members, data, chosen), data, chosen, pairs, rows)))


if __name__ == "__main__":
    main()
