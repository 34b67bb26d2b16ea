"""Formulas and their normal forms by pymatgen: python generate.py (writes reference.json beside itself)."""

from __future__ import annotations

import json
import random
import warnings
from importlib.metadata import version
from pathlib import Path

from pymatgen.core import Composition, Element

warnings.filterwarnings("ignore")

WRITTEN = """
NaCl BaTiO3 Na3PS4 Fe2O3 Fe4O6 MgAl2O4 ZnSnP2 LiMnPO4 Cs2AgBiBr6 Ca3(PO4)2 Ca10(PO4)6(OH)2 K4[Fe(CN)6] Al2(SO4)3 Mg3Al2(SiO4)3 {Ca(OH)2}2
(NH4)2SO4 NH4NO3 H2O C6H12O6 CH4 C2H5OH CO2 CCl4 C60 O2 N2 F2 Cl2 H2 Br2 I2 S8 P4 Si Fe He Ar Xe Li2O2 Na2O2 K2O2 Rb2O2 Cs2O2 H2O2 KO2 CsO3
XeF2 XeF6 ArH2 NeNe HeNe3 LuAg2 Og2 Nh3P TsO RfCl4 UO2 PuO2 AmO2 La2CuO4 YBa2Cu3O7 Ba(TiO3) Li(CoO2) ((Li2)3N)2 Na4Si3Al3O12Cl Cu2(OH)2CO3
Mg(OH)2 Ca(HCO3)2 Fe3(Fe(CN)6)2 Na2[B4O5(OH)4] HgHgS2 TlTl2O3 InPO4 CoCO3 NoNO3 Cs(CN) (Mo2C)3 Pb(N3)2 SnSn2O4 Sc2(WO4)3 Zr(MoO4)2 Li7La3Zr2O12
Bi2Te3 Sb2Se3 GaAs GeO2 MoS2 AlN InP CaF2 TiO2 SiO2 ZnS AgCl CsPbI3 K2PtCl6 Rb2SnI6 Al2O3 MgSiO3 CaMg(CO3)2 KAlSi3O8 NaAlSi3O8 Be3Al2(SiO3)6
""".split()


def random_formulas(count: int) -> list[str]:
    rng = random.Random(20260101)
    symbols = [Element.from_Z(z).symbol for z in range(1, 104)]
    formulas = set()
    while len(formulas) < count:
        chosen = rng.sample(symbols, rng.choice([1, 2, 2, 3, 3, 3, 4, 4, 5, 6, 8]))
        if rng.random() < 0.5:
            chosen += [s for s in rng.sample(["O", "F", "S", "N", "Cl"], 1) if s not in chosen]
        factor = rng.choice([1, 1, 2, 4])
        formulas.add("".join(f"{s}{n if n > 1 else ''}" for s in chosen for n in [factor * rng.choice([1, 1, 1, 2, 2, 3, 4, 6, 7, 12])]))
    return sorted(formulas)


def forms(text: str) -> dict:
    composition = Composition(text)
    return {
        "text": text,
        "counts": {str(el.Z): int(n) for el, n in sorted(composition.items(), key=lambda pair: pair[0].Z)},
        "reduced": composition.reduced_formula,
        "alphabetical": "".join(t[:-1] if t[-1] == "1" and not t[-2].isdigit() else t for t in composition.alphabetical_formula.split()),
        "hill": composition.hill_formula.replace(" ", ""),
        "anonymous": composition.anonymized_formula,
        "system": composition.chemical_system,
    }


def main() -> None:
    rows = [forms(text) for text in WRITTEN + random_formulas(700)]
    head = {"generator": "packages/core/test/golden/composition/generate.py", "pymatgen": version("pymatgen-core"), "command": "python generate.py"}
    body = ",\n    ".join(json.dumps(row) for row in rows)
    (Path(__file__).parent / "reference.json").write_text(json.dumps(head)[:-1] + ',\n  "formulas": [\n    ' + body + "\n  ]\n}\n")


if __name__ == "__main__":
    main()
