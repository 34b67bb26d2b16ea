"""Chemical properties of the elements as a space in which like elements lie close."""

from __future__ import annotations

import warnings

import numpy as np

from elements import SYMBOL

DIMENSIONS = 20
MISSING_ELECTRONEGATIVITY = 2.0


def electronegativities() -> list[float]:
    """Pauling's, by atomic number; index 0 unused."""
    from pymatgen.core import Element

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # noble gases have none
        values = [Element(symbol).X for symbol in SYMBOL[1:]]
    return [MISSING_ELECTRONEGATIVITY, *(x if x == x else MISSING_ELECTRONEGATIVITY for x in values)]


def property_embedding() -> np.ndarray:
    """Principal components of standardized properties, scaled by their spread; (elements + 1, DIMENSIONS), row 0 unused."""
    from pymatgen.core import Element

    rows = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # missing values are filled with the median below
        for symbol in SYMBOL[1:]:
            e = Element(symbol)
            states = e.common_oxidation_states or (0,)
            outer = {"s": 0, "p": 0, "d": 0, "f": 0}
            for _, shell, occupied in e.full_electronic_structure[-4:]:
                outer[shell] = occupied
            rows.append([
                e.X, e.atomic_radius_calculated or e.atomic_radius or np.nan, e.average_ionic_radius or np.nan, e.mendeleev_no, e.group, e.row,
                max(states), min(states), *outer.values(), e.Z, e.is_transition_metal * 1.5, (e.is_lanthanoid or e.is_actinoid) * 1.5,
                e.is_alkali * 1.5, e.is_alkaline * 1.5, e.is_halogen * 1.5, e.is_chalcogen * 1.5, e.is_metalloid * 1.0,
            ])
    table = np.array(rows, dtype=float)
    table = np.where(np.isnan(table), np.nanmedian(table, axis=0), table)
    table = (table - table.mean(0)) / (table.std(0) + 1e-9)
    u, s, _ = np.linalg.svd(table, full_matrices=False)
    components = (u * s)[:, :DIMENSIONS] / np.sqrt(table.shape[1])
    return np.pad(components, ((1, 0), (0, DIMENSIONS - components.shape[1]))).astype(np.float32)
