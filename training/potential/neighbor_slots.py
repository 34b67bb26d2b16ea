"""Structures as the arrays of the encoder `neighbor-slots`, version 1; the oracle for the TypeScript encoder of the same name."""

from __future__ import annotations

import numpy as np

MERGED_DISTANCES = 2.5e-7
"""Å: half the spacing of float32 at the cutoff; distances that differ by no more share a row."""


def encode(structure, cutoff: float) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Every atom has nSlots slots, one for each neighbor; empty ones have distance row 0, which is the cutoff, and lead to themselves.

    The geometry holds edge vectors (nAtoms·nSlots, 3), Å, from atom to neighbor, and which slots hold an edge.
    """
    i, j, image, _ = structure.get_neighbor_list(r=cutoff, numerical_tol=1e-8)
    matrix, n = structure.lattice.matrix, len(structure)
    cart = structure.frac_coords @ matrix
    order = np.lexsort((image[:, 2], image[:, 1], image[:, 0], j, i))
    i, j, image = i[order], j[order], np.round(image[order]).astype(int)
    width = max(1, int(np.bincount(i, minlength=n).max(initial=0)))
    slot = i * width + np.arange(len(i)) - np.searchsorted(i, i)
    place = {(a, b, *t): s for a, b, t, s in zip(i, j, image.tolist(), slot, strict=True)}
    vectors = np.tile([0.0, 0.0, cutoff], (n * width, 1))
    vectors[slot] = cart[j] + image @ matrix - cart[i]
    neighbors, opposites = np.zeros(n * width, np.int32), np.arange(n * width, dtype=np.int32)
    neighbors[slot] = j
    opposites[slot] = [place[(b, a, *(-x for x in t))] for a, b, t in zip(i, j, image.tolist(), strict=True)]
    lengths = np.linalg.norm(vectors, axis=1)
    rows, index = [cutoff], np.zeros(n * width, np.int32)
    for s in slot[np.argsort(lengths[slot], kind="stable")]:
        if len(rows) == 1 or lengths[s] - rows[-1] > MERGED_DISTANCES:
            rows.append(lengths[s])
        index[s] = len(rows) - 1
    feed = {
        "atomic_numbers": np.array([site.specie.Z for site in structure], np.int32),
        "distances": np.array(rows, np.float32),
        "directions": (vectors / lengths[:, None]).astype(np.float32),
        "neighbors": neighbors.reshape(n, width),
        "opposites": opposites.reshape(n, width),
        "distance_index": index.reshape(n, width),
    }
    filled = np.zeros(n * width, bool)
    filled[slot] = True
    return feed, {"vectors": vectors, "filled": filled}
