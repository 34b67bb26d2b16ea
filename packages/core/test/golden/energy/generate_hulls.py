"""Formation energies and energies above hull by pymatgen: one system of the Materials Project, and synthetic ones of 2 to 8 elements.

Usage: python generate_hulls.py Li-Co-Ni-O.json.gz   (a list of pymatgen ComputedStructureEntries)
Writes hulls.json beside itself. Needs pymatgen.
"""
import gzip
import json
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
from pymatgen.analysis.phase_diagram import PDEntry, PhaseDiagram
from pymatgen.core import Composition, Element

SYNTHETIC = {"Na-Cl": 12, "Ti-Al-N": 30, "Ba-Ti-O": 40, "Li-Fe-P-O": 60, "Cs-Ag-Bi-Br-Cl": 80, "K-Na-Mg-Al-Si-O": 100, "Li-La-Zr-Ta-Al-Ga-O": 90,
             "Hf-Zr-Ti-Ta-Nb-V-Mo-W": 80}


def materials_project(path: str) -> list[tuple[str, Composition, float]]:
    with gzip.open(path, "rt") as file:
        entries = json.load(file)
    total = lambda entry: entry["energy"] + entry["correction"]
    return [(entry["entry_id"], Composition(entry["composition"]), total(entry) / sum(entry["composition"].values())) for entry in entries]


def synthetic(system: str, count: int, rng) -> list[tuple[str, Composition, float]]:
    elements = system.split("-")
    references = {element: rng.uniform(-9, -1) for element in elements}
    entries = [(f"{element}-{k}", Composition({element: 1}), references[element] + k * 0.05) for element in elements for k in range(2)]
    for k in range(count):
        chosen = rng.choice(elements, size=rng.integers(2, min(len(elements), 5) + 1), replace=False)
        composition = Composition({element: int(rng.integers(1, 7)) for element in chosen})
        mean = sum(composition.get_atomic_fraction(element) * references[element] for element in chosen)
        entries.append((f"phase-{k}", composition, mean + rng.normal(-0.6, 0.8)))
    return entries


def solve(name: str, entries) -> dict:
    diagram_entries = [PDEntry(composition, energy * composition.num_atoms, name=entry_id) for entry_id, composition, energy in entries]
    diagram = PhaseDiagram(diagram_entries)
    records = []
    for (entry_id, composition, energy), entry in zip(entries, diagram_entries):
        decomposition, above = diagram.get_decomp_and_e_above_hull(entry)
        by_number = sorted((Element(element).Z, int(count)) for element, count in composition.get_el_amt_dict().items())
        records.append([entry_id, composition.formula.replace(" ", ""), [z for z, _ in by_number], [count for _, count in by_number], energy,
                        diagram.get_form_energy_per_atom(entry), above, sorted((float(f), d.name) for d, f in decomposition.items())[::-1]])
    below = []
    for entry in diagram.stable_entries:
        if not entry.is_element:
            below.append([entry.name, diagram.get_phase_separation_energy(entry, space_limit=10_000)])
    return {"name": name, "records": records, "belowRest": sorted(below)}


def main() -> None:
    rng = np.random.default_rng(11)
    systems = [solve("Materials Project, Li-Co-Ni-O", materials_project(sys.argv[1]))]
    systems += [solve(f"synthetic, {system}", synthetic(system, count, rng)) for system, count in SYNTHETIC.items()]
    header = {"generator": f"pymatgen {version('pymatgen-core')}", "command": "python generate_hulls.py Li-Co-Ni-O.json.gz",
              "record": ["id", "formula", "atomicNumbers", "counts", "energyPerAtom", "formationEnergyPerAtom", "energyAboveHull", "decomposition"]}
    lines = ",\n".join("{" + f'"name":{json.dumps(s["name"])},"belowRest":{json.dumps(s["belowRest"])},"records":[\n'
                       + ",\n".join(json.dumps(r, separators=(",", ":")) for r in s["records"]) + "]}" for s in systems)
    (Path(__file__).parent / "hulls.json").write_text(json.dumps(header)[:-1] + ',\n"systems":[' + lines + "]}\n")


if __name__ == "__main__":
    main()
