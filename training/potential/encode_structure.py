"""Structures without symmetry as the arrays that the exported graph takes; the oracle for the TypeScript encoder of the same name."""

from __future__ import annotations

import numpy as np

from chgnet_graph import ATOM_CUTOFF, BOND_CUTOFF

SHRINK = 1.0 - 1e-6  # the original's; it keeps the derivative of the arccosine finite
GROUP_SIZE = 8


def encode(structures) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """One disjoint graph of pymatgen structures and its geometry.

    Each undirected edge is one row (bonds first), each unordered angle one row. The first edge and the first angle are empty: they count 0 and fill
    groups that are not full. The geometry holds edge vectors (nEdges, 3), Å, and for each angle the vectors from its center (2, nAngles, 3).
    """
    numbers, ends, vectors = [], [(0, 0)], [(0.0, 0.0, 0.5 * BOND_CUTOFF)]
    offset = 0
    for structure in structures:
        i, j, image, _ = structure.get_neighbor_list(r=ATOM_CUTOFF, numerical_tol=1e-8)
        keep = [k for k in range(len(i)) if i[k] < j[k] or (i[k] == j[k] and (0, 0, 0) < tuple(image[k]))]
        cart = structure.frac_coords @ structure.lattice.matrix
        numbers += [site.specie.Z for site in structure]
        for k in keep:
            ends.append((i[k] + offset, j[k] + offset))
            vectors.append(cart[j[k]] + image[k] @ structure.lattice.matrix - cart[i[k]])
        offset += len(structure)
    vectors, ends = np.array(vectors, dtype=np.float64), np.array(ends, dtype=np.int32)
    distances = np.linalg.norm(vectors, axis=1)
    order = np.argsort(distances >= BOND_CUTOFF, kind="stable")
    vectors, ends, distances, bonds = vectors[order], ends[order], distances[order], int((distances < BOND_CUTOFF).sum())
    outgoing: dict[int, list[tuple[int, float]]] = {}
    for b in range(1, bonds):
        outgoing.setdefault(int(ends[b, 0]), []).append((b, 1.0))
        outgoing.setdefault(int(ends[b, 1]), []).append((b, -1.0))
    angles = [(0, 0, 0, 1.0, 1.0)] + [
        (spokes[p][0], spokes[q][0], center, spokes[p][1], spokes[q][1])
        for center, spokes in outgoing.items()
        for p in range(len(spokes))
        for q in range(p + 1, len(spokes))
    ]
    table = np.array(angles)
    angle_index = np.ascontiguousarray(table[:, :2].T.astype(np.int32))
    angle_center = table[:, 2].astype(np.int32)
    angle_vectors = vectors[angle_index] * table[:, 3:].T[:, :, None]
    cosines = np.sum(angle_vectors[0] * angle_vectors[1], axis=1) / np.prod(distances[angle_index], axis=0)
    edge_groups, atom_edge_groups = group_rows(ends.T.ravel(), offset)
    spoke, spokes = np.unique(np.stack([np.tile(angle_center, 2), angle_index.ravel()]), axis=1, return_inverse=True)
    angle_groups, groups_of_spoke = group_rows(spokes.ravel(), spoke.shape[1], pad=False)
    feed = {
        "atomic_numbers": np.array(numbers, dtype=np.int32),
        "atom_counts": np.ones(offset, dtype=np.float32),
        "distances": distances.astype(np.float32),
        "edge_index": np.ascontiguousarray(ends.T),
        "edge_counts": counts_of(len(distances)),
        "bond_count": np.array([bonds], dtype=np.int64),
        "angles": np.arccos(np.clip(cosines, -1.0, 1.0) * SHRINK).astype(np.float32),
        "angle_index": angle_index,
        "angle_center": angle_center,
        "angle_counts": counts_of(len(table)),
        "edge_groups": edge_groups,
        "atom_edge_groups": atom_edge_groups,
        "angle_groups": angle_groups,
        "bond_angle_groups": padded([[g for s in np.flatnonzero(spoke[1] == b) for g in groups_of_spoke[s]] for b in range(bonds)]),
        "atom_angle_groups": padded([[g for s in np.flatnonzero(spoke[0] == a) for g in groups_of_spoke[s]] for a in range(offset)]),
    }
    return feed, {"edge_vectors": vectors, "angle_vectors": angle_vectors, "cosines": cosines}


def counts_of(n: int) -> np.ndarray:
    counts = np.ones(n, dtype=np.float32)
    counts[0] = 0.0
    return counts


def group_rows(targets: np.ndarray, count: int, pad: bool = True):
    """Rows by target in groups of equal size, row 0 where nothing is left; group 0 is empty. Then the groups of each target."""
    groups, of_target = [[0] * GROUP_SIZE], [[] for _ in range(count)]
    empty = {0, len(targets) // 2}
    for target in range(count):
        rows = [int(r) for r in np.flatnonzero(targets == target) if r not in empty]
        for k in range(0, len(rows), GROUP_SIZE):
            of_target[target].append(len(groups))
            groups.append((rows[k : k + GROUP_SIZE] + [0] * GROUP_SIZE)[:GROUP_SIZE])
    return np.array(groups, dtype=np.int32), padded(of_target) if pad else of_target


def padded(lists: list[list[int]]) -> np.ndarray:
    width = max(1, *(len(entries) for entries in lists)) if lists else 1
    return np.array([entries + [0] * (width - len(entries)) for entries in lists], dtype=np.int32).reshape(len(lists), width)
