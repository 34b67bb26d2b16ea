"""Write packages/core/src/diffraction/scattering-factors.generated.ts from pymatgen's table. Usage: python training/elements/generate_scattering.py"""
import json
from importlib.metadata import version
from pathlib import Path

import pymatgen.analysis.diffraction as diffraction
from pymatgen.core import Element

TARGET = Path(__file__).parents[2] / "packages/core/src/diffraction/scattering-factors.generated.ts"

table = json.loads((Path(diffraction.__path__[0]) / "atomic_scattering_params.json").read_text())
rows = sorted((Element(symbol).Z, symbol, terms) for symbol, terms in table.items() if symbol != "D")
lines = "\n".join(f"  [{z}, {json.dumps([term for term in terms if term != [0, 0]])}], // {symbol}" for z, symbol, terms in rows)
TARGET.write_text(f"""// Generated; do not edit.
// Generator: training/elements/generate_scattering.py
// Source:    pymatgen-core {version("pymatgen-core")} (MIT), the table of De Graef and McHenry, Structure of Materials, 2nd ed. (2012),
//            after Doyle and Turner (1968), doi:10.1107/S0567739468000756 and others.
// Command:   python training/elements/generate_scattering.py

/** Atomic number, and the terms [a, b] of its electron form factor Σ a exp(−b s²): a in Å, b in Å², s = sin θ/λ in 1/Å. */
export const SCATTERING_TERMS: readonly (readonly [atomicNumber: number, terms: readonly (readonly [a: number, b: number])[]])[] = [
{lines}
];
""")
