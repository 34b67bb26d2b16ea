"""The surrogate: atom-centered tensor descriptors, one round of messages, features of each atom whose mean is linear in the energy.

Shapes: R rows (kinds of atoms), K neighbors of each, padded at the cutoff, where the envelope is zero. The first layer is an atomic cluster expansion
of pairs, A[c, lm, n] = sum over neighbors of emb[z_j, c] Y_lm(direction) R_n(distance) with l up to 2, mixed over (c, n) and squared to invariants (R. Drautz,
Phys. Rev. B 99, 014104 (2019)); the second one repeats it with what the first one made of the neighbors instead of emb, l up to 1.
"""
import torch
from torch import nn

CUTOFF = 5.5
ELEMENTS = 119
FEATURES = 64
NEIGHBOR_CHANNELS = 16
MESSAGE_CHANNELS = 24
MIXED = 64
STATE = 96
HIDDEN = 128
# Å, and shares of the sum of both elements' radii
CENTERS = [1.0, 1.6, 2.2, 2.8, 3.4, 4.0, 4.6, 5.2]
WIDTH = 0.75
REDUCED_CENTERS = [0.5, 0.75, 1.0, 1.3]
REDUCED_WIDTHS = [0.2, 0.2, 0.25, 0.3]
RADIALS = len(CENTERS) + len(REDUCED_CENTERS)
# components of l = 0, 1, 2
SLICES = [(0, 1), (1, 4), (4, 9)]


class Surrogate(nn.Module):
    def __init__(self, radii: torch.Tensor, references: torch.Tensor):
        """radii, references: (119), by atomic number, Å and eV."""
        super().__init__()
        self.radius = nn.Parameter(radii.clone())
        self.reference = nn.Parameter(references.clone())
        self.neighbor = nn.Parameter(torch.randn(ELEMENTS, NEIGHBOR_CHANNELS))
        self.center = nn.Parameter(torch.randn(ELEMENTS, 32) * 0.5)
        self.gate = nn.Parameter(torch.ones(ELEMENTS, 3 * MIXED))
        self.message_gate = nn.Parameter(torch.ones(ELEMENTS, 2 * MIXED))
        self.mix = nn.ParameterList([nn.Parameter(torch.randn(NEIGHBOR_CHANNELS * RADIALS, MIXED) / 24) for _ in SLICES])
        self.message_mix = nn.ParameterList([nn.Parameter(torch.randn(MESSAGE_CHANNELS * RADIALS, MIXED) / 24) for _ in SLICES[:2]])
        self.first = nn.Sequential(nn.Linear(3 * MIXED + 32, HIDDEN), nn.SiLU(), nn.Linear(HIDDEN, STATE))
        self.message = nn.Linear(STATE, MESSAGE_CHANNELS)
        self.second = nn.Sequential(nn.Linear(STATE + 2 * MIXED, HIDDEN), nn.SiLU(), nn.Linear(HIDDEN, STATE))
        self.readout = nn.Linear(STATE, FEATURES)
        self.energy = nn.Parameter(torch.randn(FEATURES) * 0.05)
        self.register_buffer("centers", torch.tensor(CENTERS))
        self.register_buffer("reduced_centers", torch.tensor(REDUCED_CENTERS))
        self.register_buffer("inverse_widths", 1 / torch.tensor(REDUCED_WIDTHS))

    def forward(self, atomic_numbers, neighbor_rows, neighbor_vectors):
        """(R), (R, K), (R, K, 3) in Å -> energies of the rows' atoms (R) in eV, features (R, FEATURES)."""
        return self.forward_parts(atomic_numbers, [(neighbor_rows, neighbor_vectors)])

    def forward_parts(self, atomic_numbers, parts):
        """The same with the rows in parts, each of its own K: rows sorted by their number of neighbors need little padding."""
        numbers = atomic_numbers.long()
        rows = [part.long() for part, _ in parts]
        owners = numbers.split([len(part) for part in rows])
        bases = [self.basis(own, numbers[part], vectors) for own, part, (_, vectors) in zip(owners, rows, parts)]
        near = torch.cat([self.invariants(basis, self.neighbor[numbers[part]], self.mix) for basis, part in zip(bases, rows)])
        state = self.first(torch.cat([near * self.gate[numbers], self.center[numbers]], -1))
        message = self.message(state)
        far = torch.cat([self.invariants(basis[:, :, : SLICES[1][1] * RADIALS], message[part], self.message_mix) for basis, part in zip(bases, rows)])
        state = state + self.second(torch.cat([state, far * self.message_gate[numbers]], -1))
        features = nn.functional.silu(self.readout(state))
        return (features * self.energy).sum(-1) + self.reference[numbers], features

    def basis(self, numbers, neighbors, vectors):
        """Y_lm R_n of every neighbor, (R, K, 9 RADIALS), n running fastest."""
        d = (vectors * vectors).sum(-1, keepdim=True).sqrt()
        u = vectors / d
        envelope = torch.relu(1 - (d / CUTOFF) ** 2) ** 2
        reduced = d / (self.radius[numbers][:, None, None] + self.radius[neighbors][:, :, None])
        exponents = torch.cat([(d - self.centers) * (1 / WIDTH), (reduced - self.reduced_centers) * self.inverse_widths], -1)
        radial = torch.exp(-exponents * exponents) * envelope
        x, y, z = u[:, :, 0:1], u[:, :, 1:2], u[:, :, 2:3]
        one = torch.ones_like(x)
        angular = torch.cat([one, 1.7320508 * u, 3.8729833 * x * y, 3.8729833 * y * z, 3.8729833 * z * x, 1.9364917 * (x * x - y * y), 3.354102 * z * z - 1.118034], -1)
        return (angular[:, :, :, None] * radial[:, :, None, :]).flatten(2)

    @staticmethod
    def invariants(basis, channels, mixes):
        """Sum over neighbors, mix channels and radial functions, and take lengths: (R, len(mixes) MIXED)."""
        angular = basis.shape[2] // RADIALS
        width = channels.shape[2]
        sums = torch.matmul(channels.transpose(1, 2), basis).reshape(-1, width, angular, RADIALS)
        sums = sums.transpose(1, 2).reshape(-1, angular, width * RADIALS)
        found = []
        for (first, last), mix in zip(SLICES, mixes):
            mixed = torch.matmul(sums[:, first:last], mix)
            found.append(mixed[:, 0] if first == 0 else torch.sqrt((mixed * mixed).sum(1) + 1e-2))
        return torch.cat(found, -1)


def pool(site_energies, features, weights, crystal, count):
    """Mean over the atoms of each crystal; weights: (R), multiplicity over the number of atoms; crystal: (R), which crystal a row is of."""
    energies = torch.zeros(count, dtype=site_energies.dtype).index_add(0, crystal, site_energies * weights)
    means = torch.zeros(count, features.shape[1], dtype=features.dtype).index_add(0, crystal, features * weights[:, None])
    return energies, means
