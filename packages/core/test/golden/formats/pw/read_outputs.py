"""What ASE reads in the inputs and outputs beside this file: python read_outputs.py > reference.json"""

import json
from pathlib import Path

import ase
import ase.io


def main() -> None:
    folder = Path(__file__).parent
    readings = {"generator": "packages/core/test/golden/formats/pw/generate.sh", "ase": ase.__version__, "pw.x": "6.7"}
    for calculation in ("scf", "vc-relax"):
        start = ase.io.read(folder / f"{calculation}.pwi", format="espresso-in")
        # With results: the last geometry that was computed, which a relaxation prints once more at its end.
        end = ase.io.read(folder / f"{calculation}.pwo", format="espresso-out", index=-1)
        readings[calculation] = {
            "start": {"cell": start.cell.tolist(), "positions": start.positions.tolist(), "numbers": start.numbers.tolist()},
            "end": {
                "cell": end.cell.tolist(),
                "positions": end.positions.tolist(),
                "energy": end.get_potential_energy(force_consistent=True),
                "forces": end.get_forces().tolist(),
                "stress": end.get_stress(voigt=False).tolist(),
            },
        }
    print(json.dumps(readings, indent=1))


if __name__ == "__main__":
    main()
