"""Phase diagrams by pymatgen of the systems in hulls.json: stable phases, equilibrium reaction energies, facets with their chemical potentials; of one
system with all its sub-systems, and open to each of its elements.

Usage: python generate_phase_diagrams.py
Writes phase-diagrams.json beside itself. Needs pymatgen.
"""
import json
from importlib.metadata import version
from itertools import combinations
from pathlib import Path

from pymatgen.analysis.phase_diagram import GrandPotentialPhaseDiagram, PDEntry, PhaseDiagram
from pymatgen.core import Composition, Element

FOLDER = Path(__file__).parent
MOST_ELEMENTS = 6
# eV below the reference
DEPTHS = (0.0, 0.7)


def main() -> None:
    systems = json.loads((FOLDER / "hulls.json").read_text())["systems"]
    diagrams = []
    for place, system in enumerate(systems):
        entries = [entry_of(record) for record in system["records"]]
        elements = sorted({element for entry in entries for element in entry.elements}, key=lambda element: element.Z)
        if len(elements) > MOST_ELEMENTS:
            continue
        chosen = [elements] if place > 0 else [list(some) for size in range(1, len(elements) + 1) for some in combinations(elements, size)]
        diagrams += [closed(place, some, entries) for some in chosen]
        if place == 0:
            diagrams.append(opened(place, entries, Element("O"), DEPTHS[-1]))
        elif len(elements) in (3, 4):
            diagrams += [opened(place, entries, element, depth) for element in elements for depth in DEPTHS]
    header = {"generator": f"pymatgen {version('pymatgen-core')}", "command": "python generate_phase_diagrams.py"}
    lines = ",\n".join(json.dumps(diagram, separators=(",", ":")) for diagram in diagrams)
    (FOLDER / "phase-diagrams.json").write_text(json.dumps(header)[:-1] + ',\n"diagrams":[\n' + lines + "]}\n")


def entry_of(record) -> PDEntry:
    entry_id, _, numbers, counts, energy = record[:5]
    composition = Composition({Element.from_Z(z).symbol: count for z, count in zip(numbers, counts)})
    return PDEntry(composition, energy * composition.num_atoms, name=entry_id)


def closed(place: int, elements, entries) -> dict:
    diagram = PhaseDiagram([entry for entry in entries if set(entry.elements) <= set(elements)])
    reactions = sorted([entry.name, digits(diagram.get_equilibrium_reaction_energy(entry))] for entry in diagram.stable_entries)
    return {"system": place, "elements": [element.Z for element in elements], "open": None, "reactions": reactions, "facets": facets_of(diagram)}


def opened(place: int, entries, element, depth: float) -> dict:
    potential = PhaseDiagram(entries).el_refs[element].energy_per_atom - depth
    diagram = GrandPotentialPhaseDiagram(entries, {element: potential})
    above = [[entry.original_entry.name, digits(diagram.get_form_energy_per_atom(entry)), digits(diagram.get_e_above_hull(entry))]
             for entry in diagram.all_entries]
    return {"system": place, "elements": [other.Z for other in sorted(diagram.elements, key=lambda other: other.Z)], "open": [element.Z, potential],
            "above": above, "facets": facets_of(diagram)}


def digits(energy: float) -> float:
    return round(float(energy), 11)


def facets_of(diagram: PhaseDiagram) -> list:
    elements = sorted(diagram.elements, key=lambda element: element.Z)
    facets = {}
    for entry in diagram.stable_entries:
        for corner in diagram.get_all_chempots(entry.composition).values():
            potentials = [corner[element] - diagram.el_refs[element].energy_per_atom for element in elements]
            facets.setdefault(tuple(round(potential, 9) for potential in potentials), (potentials, []))[1].append(getattr(entry, "original_entry", entry).name)
    return [[sorted(names), [digits(potential) for potential in potentials]] for _, (potentials, names) in sorted(facets.items())]


if __name__ == "__main__":
    main()
