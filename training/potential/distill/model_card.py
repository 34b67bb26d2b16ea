"""The model card of a student: what it is, its errors on what trained nothing, where it fails."""

from __future__ import annotations

import numpy as np

from evaluate import table
from loss import GPA
from student import Shape

MANY = 30  # pairs or crystals from which a figure is stated
SOURCES = """Architecture and first weights: CHGNet 0.3.0 (PyPI package chgnet 0.4.2, BSD-3-Clause, Copyright (c) 2023, The Regents of the University of
California, through Lawrence Berkeley National Laboratory, and the University of California, Berkeley; Deng et al., Nature Machine Intelligence 5, 1031
(2023), doi:10.1038/s42256-023-00716-3). Labels: Nequix-OAM (doi:10.48550/arXiv.2508.16067, MIT); its weights are not part of this. Crystals: Materials Project (Jain et
al., APL Materials 1, 011002 (2013), doi:10.1063/1.4812323, CC BY 4.0)."""
FAILS = """- **The teacher's own errors** are learned with the rest: PBE+U of near-degenerate polymorphs, no dispersion, no spin order.
- **Magnetic moments** are CHGNet's, kept while training; the teacher has none.
- **Energies carry no correction**: differences to energies of CHGNet or of the Materials Project mean nothing. A hull needs references of this very file.
- **Long range**: an atom sees the cutoff per layer; no electrostatics beyond that.
- **Po, At, Rn, Fr, Ra and elements beyond Pu** are refused."""


def breakdown(title: str, figures: dict[str, dict], reference: dict[str, dict]) -> list[str]:
    """Rows with CHGNet's figures in parentheses, where there are MANY."""
    lines = [f"| {title} | pairs | order | differences (meV/atom) | forces (meV/Å) | stress (GPa) |", "|---|---|---|---|---|---|"]
    stated = {key: own for key, own in figures.items() if max(own.get("pairs", 0), own.get("crystals", 0)) >= MANY}
    for key, own in stated.items():
        other = reference.get(key, {})

        def cell(name: str, count: str, form: str, own: dict = own, other: dict = other) -> str:
            return f"{own[name]:{form}} ({other[name]:{form}})" if name in own and name in other and own.get(count, 0) >= MANY else "–"

        lines.append(
            f"| {key} | {own.get('pairs', 0)} | {cell('order', 'pairs', '.2f')} | {cell('differences', 'pairs', '.1f')} "
            f"| {cell('forces', 'crystals', '.0f')} | {cell('stress', 'crystals', '.2f')} |"
        )
    few = [key for key in figures if key not in stated]
    return [*lines, "", f"Fewer than {MANY} of both: {', '.join(few)}."] if few else lines


def model_card(model: str, version: str, shape: Shape, reports: dict[str, dict], name: str, worst: np.ndarray, structures: int) -> str:
    purpose = "An interatomic potential for 89 elements: CHGNet's architecture, trained on energies, forces and stresses of a larger model."
    lines = [f"# {model} {version}", "", purpose, SOURCES, ""]
    lines += [
        f"Width {shape.width}, {shape.layers} layers, edges to {shape.atom_cutoff:g} Å, angles of bonds to {shape.bond_cutoff:g} Å. Below "
        f"{shape.repulsion_range:g} of the sum of two covalent radii a repulsion is added, {shape.repulsion:g} eV·(1 − d/r)³.", "",
    ]
    if name in reports:
        own, reference = reports[name], reports.get("CHGNet 0.3.0", {})
        lines += ["## Errors against the teacher, on formulas that trained nothing", f"{own.get('pairs', 0)} pairs of {own['formulas']} formulas.", ""]
        lines += [table({k: v for k, v in reports.items() if k in (name, "CHGNet 0.3.0")}), "", "CHGNet's in parentheses:", ""]
        for title, key in (("class", "byClass"), ("element", "byElement")):
            lines += [*breakdown(title, own[key], reference.get(key, {})), ""]
    lines += [
        "## This file beside PyTorch", f"Greatest deviation over {structures} structures of `golden.json.gz`, PyTorch in float64: {worst[0]:.1e} eV/atom, "
        f"{worst[1]:.1e} eV/Å, {worst[2] * GPA:.1e} GPa, {worst[3]:.1e} μ_B.", "", "## Where it fails", FAILS, "",
    ]
    return "\n".join(lines)
