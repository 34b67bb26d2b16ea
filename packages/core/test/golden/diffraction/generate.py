"""Powder patterns by pymatgen of made-up and textbook crystals. Usage: python generate.py; writes patterns.json beside itself. Needs pymatgen."""
import json
from importlib.metadata import version
from pathlib import Path

from pymatgen.analysis.diffraction.xrd import XRDCalculator
from pymatgen.core import Lattice, Structure

CRYSTALS = {
    "NaCl": Structure.from_spacegroup("Fm-3m", Lattice.cubic(5.6402), ["Na", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]]),
    "NaCl, primitive": Structure.from_spacegroup("Fm-3m", Lattice.cubic(5.6402), ["Na", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]]).get_primitive_structure(),
    "Si": Structure.from_spacegroup("Fd-3m", Lattice.cubic(5.431), ["Si"], [[0, 0, 0]]),
    "alpha-quartz": Structure.from_spacegroup("P3_221", Lattice.hexagonal(4.9137, 5.4047), ["Si", "O"], [[0.4697, 0, 0], [0.4135, 0.2669, 0.1191]]),
    "rutile": Structure.from_spacegroup("P4_2/mnm", Lattice.tetragonal(4.5937, 2.9587), ["Ti", "O"], [[0, 0, 0], [0.3053, 0.3053, 0]]),
    "triclinic sliver": Structure(Lattice.from_parameters(3.1, 7.9, 11.3, 64, 81, 107), ["Pb", "W", "H", "O"],
                                  [[0.1, 0.2, 0.3], [0.7, 0.61, 0.48], [0.33, 0.9, 0.05], [0.5, 0.41, 0.77]]),
}
RANGES = {"CuKa": (0, 90), "MoKa": (10, 60), "AgKa1": (0, 40), "CrKa": (20, 160)}

patterns = []
for name, structure in CRYSTALS.items():
    for radiation, (low, high) in RANGES.items():
        pattern = XRDCalculator(radiation).get_pattern(structure, two_theta_range=(low, high))
        # Four hexagonal indices are three without the third; families need no more than their multiplicities.
        peaks = [[round(float(x), 5), round(float(y), 5), round(float(d), 6), sum(family["multiplicity"] for family in families)]
                 for x, y, d, families in zip(pattern.x, pattern.y, pattern.d_hkls, pattern.hkls)]
        patterns.append({"crystal": name, "radiation": radiation, "range": [low, high], "peaks": peaks})
crystals = {name: {"lattice": structure.lattice.matrix.tolist(), "atomicNumbers": [site.specie.Z for site in structure],
                   "fracCoords": structure.frac_coords.tolist()} for name, structure in CRYSTALS.items()}
header = {"generator": f"pymatgen {version('pymatgen-core')}", "command": "python generate.py", "peak": ["twoTheta", "intensity", "dSpacing", "multiplicity"]}
lines = ",\n".join(json.dumps(pattern, separators=(",", ":")) for pattern in patterns)
(Path(__file__).parent / "patterns.json").write_text(json.dumps(header)[:-1] + f',\n"crystals":{json.dumps(crystals)},\n"patterns":[\n{lines}]}}\n')
