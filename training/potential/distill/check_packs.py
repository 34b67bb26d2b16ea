"""Do packs give back what was packed? And do those of the repository hold only what may train?

    python training/potential/distill/check_packs.py

Needs PyTorch alone.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from crystals import formulas, pack
from held_out import split_of
from label_sources import read_labels
from labels import Labels, write_shard
from packs import ENERGY, FORCE, LARGEST, PACKS, STRESS, About, read_pack, storable, write_pack


def made_up(count: int, rng: np.random.Generator) -> Labels:
    """Crystals of 1 to 20 atoms; forces from tiny to the largest that a pack holds."""
    counts = rng.integers(1, 21, count)
    crystals = pack([(rng.normal(0, 4, (3, 3)), rng.integers(1, 95, n), rng.random((n, 3))) for n in counts], rng.integers(0, 10, count))
    forces = np.concatenate([rng.normal(0, 10.0 ** rng.uniform(-4, 0.5), (n, 3)) for n in counts]).clip(-32.0, 32.0).astype(np.float32)
    stress = rng.normal(0, 0.3, (count, 3, 3))
    return Labels(crystals, rng.normal(-6, 3, count) * counts, forces, (stress + stress.transpose(0, 2, 1)).astype(np.float32), rng.random(count) < 0.9)


def check_round_trip(folder: Path) -> None:
    rng = np.random.default_rng(3)
    labels, about = made_up(200, rng), About("0" * 64, 7, (3, 9, 15), 24)
    write_pack(labels, about, folder / "pack-0007-000003-000015.npz.xz")
    back, about_back = read_pack(folder / "pack-0007-000003-000015.npz.xz")
    assert about_back == about
    for name, values in labels.crystals.arrays().items():
        found = back.crystals.arrays()[name]
        assert found.dtype == values.dtype and np.array_equal(found, values), f"{name} differ"
    assert np.array_equal(back.complete, labels.complete)
    for name, step in (("energies", ENERGY), ("forces", FORCE), ("stress", STRESS)):
        deviation = np.abs(getattr(back, name).astype(np.float64) - getattr(labels, name)).max()
        assert deviation <= 0.501 * step + 2e-6, f"{name} off by {deviation}"  # float32 of 32 eV/Å
    write_shard(labels, folder / "shard-0008-000000.npz")
    assert len(read_labels([folder])) == 400, "packs and shards are not joined"


def check_limits() -> None:
    labels = made_up(50, np.random.default_rng(4))
    starts = labels.crystals.starts
    labels.forces[starts[7]] = [0.0, -1.1 * LARGEST * FORCE, 0.0]
    labels.stress[11, 1, 1] = 1.1 * LARGEST * STRESS
    kept = storable(labels)
    assert len(kept) == 48 and np.abs(kept.forces).max() < LARGEST * FORCE


def check_repository() -> None:
    paths = sorted(PACKS.glob("pack-*.npz.xz"))
    chunks: Counter[tuple[str, int, int]] = Counter()
    for path in paths:
        labels, about = read_pack(path)
        wrong = sorted({f for f in formulas(labels.crystals) if split_of(f) != "train"})
        assert not wrong, f"{path.name} holds formulas that may not train: {wrong[:5]}"
        assert len(labels) and np.isfinite(labels.per_atom).all() and np.abs(labels.per_atom).max() < 100, path.name
        volumes = np.abs(np.linalg.det(labels.crystals.cells.astype(np.float64))) / labels.crystals.counts
        assert volumes.min() > 1 and volumes.max() < 500, f"{path.name}: cells of {volumes.min():.1f} to {volumes.max():.1f} Å³ an atom"
        chunks.update((about.teacher, about.seed, k) for k in about.chunks)
        print(json.dumps({"pack": path.name, "labels": len(labels), "formulas": len(set(formulas(labels.crystals)))}))
    twice = [key for key, count in chunks.items() if count > 1]
    assert not twice, f"chunks in two packs: {twice[:5]}"


def main() -> None:
    with TemporaryDirectory() as folder:
        check_round_trip(Path(folder))
    check_limits()
    check_repository()
    print("packs hold what they should")


if __name__ == "__main__":
    main()
