"""Structures as the arrays that the exported graph takes; the oracle for the TypeScript encoder of the same name."""

from __future__ import annotations

import numpy as np

from chgnet_graph import ATOM_CUTOFF, BOND_CUTOFF


def encode(structures) -> dict[str, np.ndarray]:
    """One disjoint graph of pymatgen structures: each undirected edge once (bonds first), each unordered angle once."""
    numbers, ends, vectors = [], [], []
    offset = 0
    for structure in structures:
        i, j, image, distance = structure.get_neighbor_list(r=ATOM_CUTOFF, numerical_tol=1e-8)
        keep = [k for k in range(len(i)) if i[k] < j[k] or (i[k] == j[k] and (0, 0, 0) < tuple(image[k]))]
        cart = structure.frac_coords @ structure.lattice.matrix
        numbers += [site.specie.Z for site in structure]
        for k in keep:
            ends.append((i[k] + offset, j[k] + offset))
            vectors.append(cart[j[k]] + image[k] @ structure.lattice.matrix - cart[i[k]])
        offset += len(structure)
    vectors = np.array(vectors, dtype=np.float64).reshape(-1, 3)
    ends = np.array(ends, dtype=np.int32).reshape(-1, 2)
    is_bond = np.linalg.norm(vectors, axis=1) < BOND_CUTOFF
    order = np.argsort(~is_bond, kind="stable")
    vectors, ends, count = vectors[order], ends[order], int(is_bond.sum())
    outgoing: dict[int, list[tuple[int, float]]] = {}
    for b in range(count):
        outgoing.setdefault(int(ends[b, 0]), []).append((b, 1.0))
        outgoing.setdefault(int(ends[b, 1]), []).append((b, -1.0))
    angles = [
        (bonds[p][0], bonds[q][0], center, bonds[p][1] * bonds[q][1])
        for center, bonds in outgoing.items()
        for p in range(len(bonds))
        for q in range(p + 1, len(bonds))
    ]
    table = np.array(angles, dtype=np.float64).reshape(-1, 4)
    return {
        "atomic_numbers": np.array(numbers, dtype=np.int32),
        "edge_vectors": vectors.astype(np.float32),
        "edge_index": np.ascontiguousarray(ends.T),
        "bond_count": np.array([count], dtype=np.int64),
        "angle_index": np.ascontiguousarray(table[:, :2].T.astype(np.int32)),
        "angle_center": table[:, 2].astype(np.int32),
        "angle_sign": table[:, 3].astype(np.float32),
    }
