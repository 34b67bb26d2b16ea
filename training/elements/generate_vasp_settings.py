"""Write packages/core/src/formats/vasp-input/mp-relax-set.generated.ts, the settings of pymatgen's MPRelaxSet: python training/elements/generate_vasp_settings.py"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

import pymatgen.io.vasp as vasp
from pymatgen.core import Element
from ruamel.yaml import YAML

TARGET = Path(__file__).parents[2] / "packages/core/src/formats/vasp-input/mp-relax-set.generated.ts"


def main() -> None:
    folder = Path(vasp.__file__).parent
    read = YAML(typ="safe").load
    settings, base = read(folder / "MPRelaxSet.yaml"), read(folder / "VASPIncarBase.yaml")
    incar = {**base["INCAR"], **settings["INCAR"]}
    plain = {key: value for key, value in incar.items() if not isinstance(value, dict) and key != "EDIFF_PER_ATOM"}
    plain = {key: value for key, value in sorted(plain.items()) if not key.startswith("LDAU")}
    # Moments of ions do not apply to structures without oxidation states.
    moments = {symbol: value for symbol, value in incar["MAGMOM"].items() if Element.is_valid_symbol(symbol)}
    potentials = {Element.from_Z(z).symbol: settings["POTCAR"].get(Element.from_Z(z).symbol) for z in range(1, 119)}
    constants = {
        "MP_INCAR": ("{ readonly [tag: string]: string | number | boolean }", plain),
        "MP_EDIFF_PER_ATOM": ("number", incar["EDIFF_PER_ATOM"]),
        "MP_MAGNETIC_MOMENTS": ("{ readonly [symbol: string]: number }", dict(sorted(moments.items()))),
        "MP_HUBBARD_U": ("{ readonly [anion: string]: { readonly [symbol: string]: number } }", incar["LDAUU"]),
        "MP_POTENTIALS": ("{ readonly [symbol: string]: string }", {s: p for s, p in potentials.items() if p is not None}),
    }
    comments = {
        "MP_INCAR": "Settings that hold for every structure.",
        "MP_EDIFF_PER_ATOM": "eV per atom.",
        "MP_MAGNETIC_MOMENTS": "Initial moments, μB; 0.6 for every other element.",
        "MP_HUBBARD_U": "eV, for the d electrons of these elements in compounds whose most electronegative element is the anion.",
        "MP_POTENTIALS": "Symbols of the PAW potentials (PBE).",
    }
    head = [
        "// Generated; do not edit.",
        "// Generator: training/elements/generate_vasp_settings.py",
        f"// Source:    pymatgen-core {version('pymatgen-core')} (MIT), MPRelaxSet.yaml and VASPIncarBase.yaml.",
        "// Command:   python training/elements/generate_vasp_settings.py",
        "",
    ]
    lines = [f"/** {comments[name]} */\nexport const {name}: {kind} = {json.dumps(value)};\n" for name, (kind, value) in constants.items()]
    TARGET.write_text("\n".join(head) + "\n" + "\n".join(lines))


if __name__ == "__main__":
    main()
