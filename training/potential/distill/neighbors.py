"""Neighbor lists and angles of many crystals at once, in plain PyTorch, on a processor or an accelerator.

For each crystal all pairs of atoms times all lattice translations that can reach are tried (`imageRange` of packages/core/src/neighbors has the
argument why they suffice), half of them where the other half only reverses them, in slices that bound the memory.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch

TRIED_AT_ONCE = {"cuda": 16_000_000, "cpu": 1_000_000}


@dataclass(frozen=True)
class Batch:
    """A disjoint graph of crystals. Each pair of atoms within the cutoff is one edge from `first` to `second`."""

    numbers: torch.Tensor  # (atoms,) int64
    owners: torch.Tensor  # (atoms,) crystal of each atom
    positions: torch.Tensor  # (atoms, 3), Å
    cells: torch.Tensor  # (crystals, 3, 3), Å, rows
    first: torch.Tensor  # (edges,)
    second: torch.Tensor  # (edges,)
    vectors: torch.Tensor  # (edges, 3), Å, from the first atom to the image of the second

    @property
    def count(self) -> int:
        return len(self.cells)

    @property
    def sizes(self) -> torch.Tensor:
        return torch.bincount(self.owners, minlength=self.count)

    @property
    def volumes(self) -> torch.Tensor:
        return torch.linalg.det(self.cells).abs()

    def per_crystal(self, values: torch.Tensor) -> torch.Tensor:
        """Sum of values (atoms, …) over the atoms of each crystal."""
        return values.new_zeros((self.count, *values.shape[1:])).index_add_(0, self.owners, values)


def make_batch(numbers, counts, positions, cells, cutoff: float) -> Batch:
    """`counts` (crystals,), `positions` (atoms, 3) Å anywhere; all on one device, positions and cells of one floating type."""
    owners = torch.repeat_interleave(torch.arange(len(counts), device=counts.device), counts)
    first, second, vectors = half_list(counts, owners, positions, cells, cutoff)
    return Batch(numbers, owners, positions, cells, first, second, vectors)


def half_list(counts, owners, positions, cells, cutoff: float):
    device = counts.device
    inverse = torch.linalg.inv(cells)
    fractional = torch.einsum("ni,nij->nj", positions, inverse[owners])
    whole = torch.floor(fractional)
    wrapped = positions - torch.einsum("ni,nij->nj", whole, cells[owners])
    # 1 / distance between lattice planes is the length of the reciprocal vector, a column of the inverse
    reach = torch.ceil(cutoff * torch.linalg.norm(inverse, dim=1)).long()
    starts = torch.cumsum(counts, 0) - counts
    span = 2 * reach + 1
    images = span.prod(dim=1)
    tried = counts * counts * images
    found = []
    for low, high in slices(tried, TRIED_AT_ONCE[device.type]):
        count = tried[low:high]
        crystal = torch.repeat_interleave(torch.arange(low, high, device=device), count)
        k = torch.arange(len(crystal), device=device) - torch.repeat_interleave(torch.cumsum(count, 0) - count, count)
        image, pair = k % images[crystal], k // images[crystal]
        i, j = pair // counts[crystal], pair % counts[crystal]
        s = span[crystal]
        shift = torch.stack([image // (s[:, 1] * s[:, 2]), (image // s[:, 2]) % s[:, 1], image % s[:, 2]], dim=1) - reach[crystal]
        positive = (shift[:, 0] > 0) | ((shift[:, 0] == 0) & ((shift[:, 1] > 0) | ((shift[:, 1] == 0) & (shift[:, 2] > 0))))
        keep = torch.nonzero((i < j) | ((i == j) & positive)).squeeze(1)
        crystal, shift = crystal[keep], shift[keep]
        i, j = i[keep] + starts[crystal], j[keep] + starts[crystal]
        vector = wrapped[j] - wrapped[i] + (shift.to(cells.dtype)[:, :, None] * cells[crystal]).sum(1)
        near = torch.nonzero((vector * vector).sum(1) < cutoff * cutoff).squeeze(1)
        found.append((i[near], j[near], vector[near]))
    return tuple(torch.cat(part) for part in zip(*found))


def slices(tried: torch.Tensor, most: int) -> list[tuple[int, int]]:
    """Runs of crystals with at most `most` pairs to try, or of one crystal."""
    ends, total = [0], 0
    for k, n in enumerate(tried.tolist()):
        if total and total + n > most:
            ends.append(k)
            total = 0
        total += n
    ends.append(len(tried))
    return list(zip(ends[:-1], ends[1:]))


@dataclass(frozen=True)
class Angles:
    """Unordered pairs of bonds that leave one atom. A bond row k < bonds is edge k as stored, k + bonds the same edge reversed."""

    bonds: torch.Tensor  # (bonds,) the edges below the bond cutoff
    center: torch.Tensor  # (angles,) atom
    left: torch.Tensor  # (angles,) directed bond
    right: torch.Tensor  # (angles,) directed bond


def make_angles(batch: Batch, cutoff: float) -> Angles:
    bonds = torch.nonzero((batch.vectors * batch.vectors).sum(1) < cutoff * cutoff).squeeze(1)
    origin = torch.cat([batch.first[bonds], batch.second[bonds]])
    order = torch.argsort(origin, stable=True)
    spokes = torch.bincount(origin, minlength=len(batch.numbers))
    place = torch.arange(len(order), device=order.device) - torch.repeat_interleave(torch.cumsum(spokes, 0) - spokes, spokes)
    following = torch.repeat_interleave(spokes, spokes) - 1 - place
    left = torch.repeat_interleave(torch.arange(len(order), device=order.device), following)
    right = left + 1 + torch.arange(len(left), device=order.device) - torch.repeat_interleave(torch.cumsum(following, 0) - following, following)
    left, right = order[left], order[right]
    return Angles(bonds, origin[left], left, right)
