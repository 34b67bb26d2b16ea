"""A small Nequix with random weights as a model pack, for the tests of packs and of the runtime: nothing in it was trained.

    python training/potential/random_nequix.py

writes `packages/models/test/random-nequix.zip`, golden values from the original code included.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import torch
from nequix.torch_impl.model import NequixTorch, save_model

from export_nequix import Release, write_pack

ELEMENTS = [8, 11, 12, 14, 17]
SHAPE = {"hidden_irreps": "6x0e + 4x1o + 3x2e + 2x3o", "lmax": 3, "cutoff": 4.5, "n_layers": 3}
RADIAL = {"radial_basis_size": 4, "radial_mlp_size": 8, "radial_mlp_layers": 2, "radial_polynomial_p": 6.0, "mlp_init_scale": 4.0}
SCALE = {"index_weights": False, "layer_norm": True, "shift": -4.0, "scale": 30.0, "avg_n_neighbors": 20.0}
RELEASE = Release(
    doi="10.48550/arXiv.2508.16067",
    text="Random weights in the architecture of Nequix, for tests",
    training={"name": "none", "doi": "none", "license": "none"},
    license="Apache-2.0",
)


def main() -> None:
    torch.manual_seed(1)
    energies = {str(z): -1.0 - 0.1 * k for k, z in enumerate(ELEMENTS)}
    model = NequixTorch(n_species=len(ELEMENTS), atom_energies=list(energies.values()), **SHAPE, **RADIAL, **SCALE)
    config = {"atomic_numbers": ELEMENTS, "atom_energies": energies, **SHAPE, **RADIAL, **SCALE}
    out = Path(__file__).parents[2] / "packages/models/test/random-nequix.zip"
    out.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        weights = Path(folder) / "random-nequix.pt"
        save_model(str(weights), model, config)
        write_pack(out, weights, "random-nequix", RELEASE, most_atoms=8)


if __name__ == "__main__":
    main()
