"""How far do elastic constants and frequencies depend on the size of the strain and the displacement that they are differences over?

    python training/potential/physics/check_steps.py WORK --data DATA --teacher nequix-oam-1.pt [--crystals NiAl MgO TiNiSn Ge]

Not at all where an energy is smooth. CHGNet's is not at straight angles: its features of an angle θ are sines and cosines of nθ, and the sines have a cusp at 180°.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import torch
from pymatgen.core import Element

sys.path.append(str(Path(__file__).parents[1] / "distill"))
import elasticity  # noqa: E402
import numpy as np  # noqa: E402
from check_physics import relaxed  # noqa: E402
from common_crystals import read_common_crystals  # noqa: E402
from student import load_named  # noqa: E402
from teacher import Teacher  # noqa: E402

STEPS = ((0.001, 0.002), (0.004, 0.01), (0.01, 0.03), (0.02, 0.06))  # strain, displacement in Å


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--crystals", nargs="+", default=["NiAl", "MgO", "TiNiSn", "Ge"])
    args = parser.parse_args()
    torch.set_num_threads(1)
    crystals = {c.name: c for c in read_common_crystals(args.data)}
    labels = {"CHGNet": load_named(args.work, "start").double().label, "Nequix-OAM": Teacher(args.teacher).double().label}
    for name in args.crystals:
        masses = np.array([float(Element.from_Z(int(z)).atomic_mass) for z in crystals[name].numbers])
        for title, label in labels.items():
            geometry, _, _ = relaxed(label, crystals[name])
            for elasticity.STRAIN, elasticity.DISPLACEMENT in STEPS:
                response = elasticity.respond(label, geometry, masses)
                bulk, shear = elasticity.moduli(response.constants)
                print(
                    f"{name}, {title}, strain {elasticity.STRAIN:g}, {elasticity.DISPLACEMENT:g} Å: bulk {bulk:.1f}, shear {shear:.1f} GPa, "
                    f"Γ from {response.frequencies.min():.2f} to {response.frequencies.max():.2f} THz", flush=True,
                )


if __name__ == "__main__":
    main()
