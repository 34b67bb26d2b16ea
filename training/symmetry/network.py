"""The network behind `packages/models/symmetry/space-group`: composition and votes in, joint distribution of space group and formula units out."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn

sys.path.append(str(Path(__file__).parents[1] / "prototypes"))

HEAD_SLOTS = 5  # slots whose elements the network sees one by one, by rising count
COUNT_CLASSES = 13
RESIDUAL = 16
SLOT_WIDTH = 32
PAIR_WIDTH = 128
VOTE_FLOOR, FREQUENCY_FLOOR = 1e-4, 1e-3
EVIDENCE = 6
SYSTEM_ENDS = (2, 15, 74, 142, 167, 194, 230)


def element_table() -> torch.Tensor:
    """(119, properties), standardized, row 0 is zero."""
    from element_properties import property_embedding

    table = property_embedding()
    return torch.tensor(table / (table[1:].std(0) + 1e-6) * np.sqrt((table[1:] ** 2).mean(0) / (table[1:] ** 2).mean()).clip(0.3))


class Member(nn.Module):
    """One network of the ensemble."""

    def __init__(self, classes: torch.Tensor, prior: torch.Tensor, widths: tuple[int, ...], dropout: float):
        """classes: (K, 2) space group and formula units; prior: (K,) logarithm of their frequency"""
        super().__init__()
        self.register_buffer("table", element_table().float())
        self.residual = nn.Parameter(torch.zeros(119, RESIDUAL))
        width = self.table.shape[1] + RESIDUAL
        self.slot = nn.Linear(width, SLOT_WIDTH)
        inputs = 4 * width + HEAD_SLOTS * (SLOT_WIDTH + COUNT_CLASSES + 2) + 3 + 8 + EVIDENCE
        layers, last = [], inputs
        for w in widths:
            layers += [nn.Linear(last, w), nn.LayerNorm(w), nn.GELU(), nn.Dropout(dropout)]
            last = w
        self.trunk = nn.Sequential(*layers)
        self.code = nn.Linear(last, PAIR_WIDTH)
        self.out = nn.Linear(PAIR_WIDTH, len(classes))
        with torch.no_grad():
            self.out.bias.copy_(prior)
            self.out.weight.mul_(0.3)
        self.gate = nn.Linear(last, 2)
        self.volume = nn.Linear(last, 2)  # what to add to ln V, and the logarithm of its mean deviation
        with torch.no_grad():
            self.volume.weight.mul_(0.1)
            self.volume.bias.copy_(torch.tensor([0.0, -3.0]))

    def describe(self, elements: torch.Tensor, counts: torch.Tensor) -> torch.Tensor:
        """elements, counts: (B, S) long, by rising count, padded by 0"""
        mask = (counts > 0).float()[..., None]
        n = counts.float()
        fraction = (n / n.sum(1, keepdim=True))[..., None]
        e = torch.cat([self.table[elements], self.residual[elements]], -1)
        mean = (e * fraction).sum(1)
        deviation = ((e - mean[:, None]) ** 2 * fraction).sum(1).clamp_min(1e-9).sqrt()
        largest = (e - (1 - mask) * 1e3).amax(1)
        least = (e + (1 - mask) * 1e3).amin(1)
        head = slice(0, HEAD_SLOTS)
        slots = self.slot(e[:, head]) * mask[:, head]
        kinds = nn.functional.one_hot(counts[:, head].clamp(max=COUNT_CLASSES - 1), COUNT_CLASSES).float() * mask[:, head]
        sizes = torch.cat([fraction[:, head], torch.log1p(n[:, head])[..., None]], -1)
        atoms = n.sum(1, keepdim=True)
        elements_in_all = nn.functional.one_hot(mask.sum((1, 2)).long().clamp(max=8) - 1, 8).float()
        whole = torch.cat([atoms.log(), atoms % 2, (atoms / 30).clamp(max=2), elements_in_all], 1)
        return torch.cat([mean, deviation, largest, least, slots.flatten(1), kinds.flatten(1), sizes.flatten(1), whole], 1)

    def forward(self, elements, counts, votes, frequencies, evidence):
        """votes, frequencies: (B, K); evidence: (B, EVIDENCE). Returns logits (B, K) and the two numbers of the volume (B, 2)."""
        h = self.trunk(torch.cat([self.describe(elements, counts), evidence], 1))
        own = self.out(nn.functional.gelu(self.code(h)))
        gate = nn.functional.softplus(self.gate(h))
        voted = gate[:, :1] * torch.log(votes + VOTE_FLOOR) + gate[:, 1:] * torch.log(frequencies + FREQUENCY_FLOOR)
        return own + voted, self.volume(h)
