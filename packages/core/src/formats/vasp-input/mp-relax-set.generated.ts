// Generated; do not edit.
// Generator: training/elements/generate_vasp_settings.py
// Source:    pymatgen-core 2026.10.16 (MIT), MPRelaxSet.yaml and VASPIncarBase.yaml.
// Command:   python training/elements/generate_vasp_settings.py

/** Settings that hold for every structure. */
export const MP_INCAR: { readonly [tag: string]: string | number | boolean } = {"ALGO": "FAST", "ENCUT": 520, "IBRION": 2, "ISIF": 3, "ISMEAR": -5, "ISPIN": 2, "LASPH": true, "LORBIT": 11, "LREAL": "AUTO", "LWAVE": false, "NELM": 100, "NSW": 99, "PREC": "Accurate", "SIGMA": 0.05};

/** eV per atom. */
export const MP_EDIFF_PER_ATOM: number = 5e-05;

/** Initial moments, μB; 0.6 for every other element. */
export const MP_MAGNETIC_MOMENTS: { readonly [symbol: string]: number } = {"Ce": 5, "Co": 0.6, "Cr": 5, "Eu": 10, "Fe": 5, "Mn": 5, "Mo": 5, "Ni": 5, "V": 5, "W": 5};

/** eV, for the d electrons of these elements in compounds whose most electronegative element is the anion. */
export const MP_HUBBARD_U: { readonly [anion: string]: { readonly [symbol: string]: number } } = {"F": {"Co": 3.32, "Cr": 3.7, "Fe": 5.3, "Mn": 3.9, "Mo": 4.38, "Ni": 6.2, "V": 3.25, "W": 6.2}, "O": {"Co": 3.32, "Cr": 3.7, "Fe": 5.3, "Mn": 3.9, "Mo": 4.38, "Ni": 6.2, "V": 3.25, "W": 6.2}};

/** Symbols of the PAW potentials (PBE). */
export const MP_POTENTIALS: { readonly [symbol: string]: string } = {"H": "H", "He": "He", "Li": "Li_sv", "Be": "Be_sv", "B": "B", "C": "C", "N": "N", "O": "O", "F": "F", "Ne": "Ne", "Na": "Na_pv", "Mg": "Mg_pv", "Al": "Al", "Si": "Si", "P": "P", "S": "S", "Cl": "Cl", "Ar": "Ar", "K": "K_sv", "Ca": "Ca_sv", "Sc": "Sc_sv", "Ti": "Ti_pv", "V": "V_pv", "Cr": "Cr_pv", "Mn": "Mn_pv", "Fe": "Fe_pv", "Co": "Co", "Ni": "Ni_pv", "Cu": "Cu_pv", "Zn": "Zn", "Ga": "Ga_d", "Ge": "Ge_d", "As": "As", "Se": "Se", "Br": "Br", "Kr": "Kr", "Rb": "Rb_sv", "Sr": "Sr_sv", "Y": "Y_sv", "Zr": "Zr_sv", "Nb": "Nb_pv", "Mo": "Mo_pv", "Tc": "Tc_pv", "Ru": "Ru_pv", "Rh": "Rh_pv", "Pd": "Pd", "Ag": "Ag", "Cd": "Cd", "In": "In_d", "Sn": "Sn_d", "Sb": "Sb", "Te": "Te", "I": "I", "Xe": "Xe", "Cs": "Cs_sv", "Ba": "Ba_sv", "La": "La", "Ce": "Ce", "Pr": "Pr_3", "Nd": "Nd_3", "Pm": "Pm_3", "Sm": "Sm_3", "Eu": "Eu", "Gd": "Gd", "Tb": "Tb_3", "Dy": "Dy_3", "Ho": "Ho_3", "Er": "Er_3", "Tm": "Tm_3", "Yb": "Yb_2", "Lu": "Lu_3", "Hf": "Hf_pv", "Ta": "Ta_pv", "W": "W_pv", "Re": "Re_pv", "Os": "Os_pv", "Ir": "Ir", "Pt": "Pt", "Au": "Au", "Hg": "Hg", "Tl": "Tl_d", "Pb": "Pb_d", "Bi": "Bi", "Ac": "Ac", "Th": "Th", "Pa": "Pa", "U": "U", "Np": "Np", "Pu": "Pu"};
