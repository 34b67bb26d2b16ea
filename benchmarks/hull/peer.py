"""Energies above hull by pymatgen: systems as JSON on stdin, seconds and energies per system on stdout."""
import json
import sys
import time

from pymatgen.analysis.phase_diagram import PDEntry, PhaseDiagram
from pymatgen.core import Composition, Element

ROUNDS = 5
answers = []
for system in json.load(sys.stdin):
    entries = []
    for numbers, counts, energy in system:
        composition = Composition({Element.from_Z(z).symbol: count for z, count in zip(numbers, counts)})
        entries.append(PDEntry(composition, energy * composition.num_atoms))
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        diagram = PhaseDiagram(entries)
        above = [diagram.get_decomp_and_e_above_hull(entry)[1] for entry in entries]
        seconds.append(time.perf_counter() - start)
    answers.append({"seconds": min(seconds), "energiesAboveHull": above})
json.dump(answers, sys.stdout)
