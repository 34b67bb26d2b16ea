"""Phase diagrams by pymatgen: systems as JSON on stdin, processor seconds and values per system on stdout.

A system is {"entries": [[atomic numbers, counts, eV/atom], …], "open": {atomic number: eV}, "rounds": n}.
"""
import json
import sys
import time

from pymatgen.analysis.phase_diagram import GrandPotentialPhaseDiagram, PDEntry, PhaseDiagram
from pymatgen.core import Composition, Element


def main() -> None:
    json.dump([solve(system) for system in json.load(sys.stdin)], sys.stdout)


def solve(system: dict) -> dict:
    entries = []
    for numbers, counts, energy in system["entries"]:
        composition = Composition({Element.from_Z(z).symbol: count for z, count in zip(numbers, counts)})
        entries.append(PDEntry(composition, energy * composition.num_atoms))
    reservoirs = {Element.from_Z(int(z)): potential for z, potential in system["open"].items()}
    seconds = []
    for _ in range(system["rounds"]):
        start = time.process_time()
        diagram = GrandPotentialPhaseDiagram(entries, reservoirs) if reservoirs else PhaseDiagram(entries)
        above = {place_of(entry): diagram.get_decomp_and_e_above_hull(entry) for entry in diagram.all_entries}
        seconds.append(time.process_time() - start)
    start = time.process_time()
    # Of an open system pymatgen leaves out every neighbor that holds an open element, so there is nothing to compare.
    reactions = {place_of(entry): None if reservoirs else diagram.get_equilibrium_reaction_energy(entry) for entry in diagram.stable_entries}
    corners = {place_of(entry): corners_of(diagram, entry) for entry in diagram.stable_entries}
    regions = time.process_time() - start
    places = {identity: place for place, identity in enumerate(map(id, entries))}
    named = lambda values: {places[identity]: value for identity, value in values.items()}
    return {"seconds": min(seconds), "regionSeconds": regions, "above": named({k: v for k, (_, v) in above.items()}),
            "decomposition": named({k: [[places[place_of(e)], float(share)] for e, share in d.items()] for k, (d, _) in above.items()}),
            "formation": named({place_of(e): diagram.get_form_energy_per_atom(e) for e in diagram.all_entries}),
            "reaction": named(reactions), "corners": named(corners)}


def place_of(entry) -> int:
    """Identity of the entry that was given; a grand-canonical diagram wraps it."""
    return id(getattr(entry, "original_entry", entry))


def corners_of(diagram: PhaseDiagram, entry) -> list[list[float]]:
    """Chemical potentials at the corners of its region, by rising atomic number, from the elemental references."""
    elements = sorted(diagram.elements, key=lambda element: element.Z)
    references = {element: diagram.el_refs[element].energy_per_atom for element in elements}
    return [[float(corner[element] - references[element]) for element in elements] for corner in diagram.get_all_chempots(entry.composition).values()]


if __name__ == "__main__":
    main()
