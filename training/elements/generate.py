"""Write packages/core/src/elements/periodic-table.generated.ts and the second source its test compares with.

    python training/elements/generate.py

Values come from pymatgen (MIT), covalent radii from ASE's copy of Cordero et al. 2008 (doi:10.1039/b801115j). The reference file holds ASE's masses,
van der Waals radii and names, and the published 2008 radii of a few elements, which share no table with pymatgen.
"""

from __future__ import annotations

import gzip
import json
from importlib.metadata import version
from pathlib import Path
from statistics import mean

import ase.data
import pymatgen.core.periodic_table as periodic_table
from pymatgen.core import Element

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "packages/core/src/elements/periodic-table.generated.ts"
REFERENCE = ROOT / "packages/core/test/golden/elements/reference.json"
ZINC_MASS = 65.38  # IUPAC since 2007; pymatgen keeps 65.409
LAST_CORDERO = 96  # curium; ASE fills later elements with a placeholder

HEADER = f"""// Generated; do not edit.
// Generator: training/elements/generate.py
// Sources:   pymatgen-core {version("pymatgen-core")} (MIT): masses, Pauling electronegativities, atomic radii (Slater 1964, doi:10.1063/1.1725697),
//            van der Waals radii, Mendeleev numbers (Pettifor 1984, doi:10.1016/0038-1098(84)90765-8), oxidation states,
//            Shannon radii (1976, doi:10.1107/S0567739476001551); ase {version("ase")}: covalent radii of Cordero et al. (2008, doi:10.1039/b801115j).
// Ionic radii are the mean of Shannon's effective ionic radii over the tabulated coordinations and spin states of the oxidation state.
// Command:   python training/elements/generate.py
import type {{ ElementRecord }} from './element-record.js';

/** One record per element, by atomic number: `ELEMENT_RECORDS[z − 1]`. */
export const ELEMENT_RECORDS: readonly ElementRecord[] = [
"""


def number(value) -> float | None:
    if value is None:
        return None
    return round(float(value), 6)


def shannon(entry: dict | None) -> dict[int, float]:
    """Oxidation state → mean effective ionic radius, Å."""
    values: dict[int, list[float]] = {}
    for state, coordinations in (entry or {}).items():
        # pymatgen files the seven-coordinate radius of Eu3+ (1.01 Å in Shannon's table) under an empty oxidation state.
        radii = values.setdefault(int(state or 3), [])
        radii += [r["ionic_radius"] for spins in coordinations.values() for r in spins.values()]
    return {state: round(mean(radii), 4) for state, radii in sorted(values.items()) if radii}


def typescript(value) -> str:
    if value is None:
        return "null"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"'{k}': {typescript(v)}" if isinstance(k, int) else f"{k}: {typescript(v)}" for k, v in value.items()) + " }" if value else "{}"
    if isinstance(value, list):
        return "[" + ", ".join(typescript(v) for v in value) + "]"
    if isinstance(value, str):
        return f"'{value}'"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def main() -> None:
    raw = json.loads(gzip.open(Path(periodic_table.__file__).parent / "periodic_table.json.gz").read())
    lines, reference = [], []
    for z in range(1, 119):
        element = Element.from_Z(z)
        entry = raw[element.symbol]
        mendeleev = entry.get("Mendeleev no")
        record = {
            "atomicNumber": z,
            "symbol": element.symbol,
            "name": entry["Name"].lower(),
            "mass": ZINC_MASS if z == 30 else number(entry["Atomic mass"]),
            "electronegativity": number(entry.get("X")),
            "covalentRadius": number(ase.data.covalent_radii[z]) if z <= LAST_CORDERO else None,
            "atomicRadius": number(entry.get("Atomic radius")),
            "vanDerWaalsRadius": number(entry.get("Van der waals radius")),
            "mendeleevNumber": None if mendeleev is None else int(mendeleev),
            "group": int(element.group),
            "row": int(element.row),
            "commonOxidationStates": sorted(entry.get("Common oxidation states") or []),
            "icsdOxidationStates": sorted(entry.get("ICSD oxidation states") or []),
            "ionicRadii": shannon(entry.get("Shannon radii")),
        }
        lines.append(f"  {typescript(record)},")
        vdw = float(ase.data.vdw_radii[z]) if z < len(ase.data.vdw_radii) else float("nan")
        reference.append(
            {
                "symbol": ase.data.chemical_symbols[z],
                "name": ase.data.atomic_names[z].lower(),
                "mass": float(ase.data.atomic_masses[z]),
                "vanDerWaalsRadius": None if vdw != vdw else vdw,
            }
        )
    TABLE.write_text(HEADER + "\n".join(lines) + "\n];\n")
    REFERENCE.parent.mkdir(parents=True, exist_ok=True)
    head = {"generator": "training/elements/generate.py", "ase": version("ase"), "command": "python training/elements/generate.py"}
    rows = ",\n    ".join(json.dumps(row) for row in reference)
    REFERENCE.write_text(json.dumps(head)[:-1] + ',\n  "elements": [\n    ' + rows + "\n  ]\n}\n")


if __name__ == "__main__":
    main()
