"""The model of `packages/core/src/prediction/symmetry-proposal/prototype-likelihood.ts`; symbols as there."""

from __future__ import annotations

import warnings

import numpy as np
import torch
from families import FORMULA_UNIT_CLASSES, HULL_CLASSES, Family
from pymatgen.core.periodic_table import Element

warnings.filterwarnings("ignore")  # noble gases have no electronegativity
DIMENSION = 24
SHIFT_DIMENSION = 8
SLOT_CLASSES = 7  # sharpness by number of elements, the last for all above
DISTANCE_FLOOR = 1e-4
NEVER = -1e9


def element_properties() -> torch.Tensor:
    """(119, properties), standardized, row 0 unused: where the embeddings start from, so that rare elements have neighbors too."""

    def row(z: int) -> list[float]:
        e = Element.from_Z(z)
        number = lambda x: float(x) if x is not None and x == x and x != 0 else np.nan
        states = e.common_oxidation_states or (0,)
        flags = [e.is_transition_metal, e.is_lanthanoid, e.is_actinoid, e.is_halogen, e.is_chalcogen, e.is_alkali, e.is_alkaline,
                 e.is_post_transition_metal, e.is_metalloid, z == 1, e.is_noble_gas]
        return [number(e.X), number(e.atomic_radius_calculated or e.atomic_radius), number(e.mendeleev_no), e.row, e.group,
                number(e.average_ionic_radius), number(e.average_cationic_radius), max(states), min(states), *map(float, flags)]

    table = np.array([row(z) for z in range(1, 119)], float)
    table = (table - np.nanmean(table, 0)) / (np.nanstd(table, 0) + 1e-9)
    return torch.tensor(np.vstack([np.zeros(table.shape[1]), np.nan_to_num(table)]), dtype=torch.float32)


class Likelihood(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.properties = element_properties()
        self.projection = torch.nn.Parameter(torch.randn(self.properties.shape[1], DIMENSION) * 0.35)
        self.residual = torch.nn.Parameter(torch.zeros(119, DIMENSION))
        self.shift_projection = torch.nn.Parameter(torch.randn(self.properties.shape[1], SHIFT_DIMENSION) * 0.1)
        self.shift_residual = torch.nn.Parameter(torch.zeros(119, SHIFT_DIMENSION))
        self.count_exponent = torch.nn.Parameter(torch.tensor(0.5))
        self.distance_exponent_logit = torch.nn.Parameter(torch.tensor(0.0))
        self.log_sharpness = torch.nn.Parameter(torch.ones(SLOT_CLASSES))
        self.hull_bias = torch.nn.Parameter(torch.zeros(len(HULL_CLASSES) + 2))
        self.experiment_bias = torch.nn.Parameter(torch.zeros(3))
        self.group_bias = torch.nn.Parameter(torch.zeros(231))
        self.unit_bias = torch.nn.Parameter(torch.zeros(FORMULA_UNIT_CLASSES))

    def distance_exponent(self) -> torch.Tensor:
        return torch.sigmoid(self.distance_exponent_logit) * 2

    def embeddings(self) -> tuple[torch.Tensor, torch.Tensor]:
        return self.properties @ self.projection + self.residual, self.properties @ self.shift_projection + self.shift_residual

    def tables(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Squared distances (119, 119) and the embeddings of the shift (119, SHIFT_DIMENSION)."""
        e, shift = self.embeddings()
        return ((e[:, None] - e[None]) ** 2).sum(-1), shift

    def crystal_logits(self, family: Family, formulas: torch.Tensor, elements: torch.Tensor, tables: tuple[torch.Tensor, torch.Tensor]) -> torch.Tensor:
        """
        (queries, crystals) logarithms of the votes; NEVER for crystals of the query's own formula.
        formulas: (queries,) numbers within the family; elements: (queries, slots)
        """
        table, shift = tables
        counts = torch.tensor(family.counts, dtype=torch.float32)
        fractions = counts / counts.sum()
        w = fractions**self.count_exponent
        w = w / w.sum()
        known = family.elements
        # the mean of the shift embedding does not depend on which element stands where
        own, others = (shift[elements] * fractions[:, None]).sum(1), (shift[known] * fractions[:, None]).sum(1)
        moved = ((own**2).sum(1)[:, None] + (others**2).sum(1)[None] - 2 * own @ others.T).clamp_min(0)
        sharpness = self.log_sharpness[min(len(family.counts), SLOT_CLASSES) - 1].exp()

        def logit(order: list[int]) -> torch.Tensor:
            d2 = sum(w[s] * table[elements[:, order[s]][:, None], known[None, :, s]] for s in range(len(order)))
            return -sharpness * (d2 + moved + DISTANCE_FLOOR) ** self.distance_exponent()

        logits = torch.stack([logit(order) for order in family.assignments]).logsumexp(0)
        prototype_bias = self.group_bias[family.group] + self.unit_bias[family.units]
        logits = logits + self.hull_bias[family.hull] + self.experiment_bias[family.experiment] + prototype_bias[family.prototype]
        return logits.masked_fill(formulas[:, None] == family.formula[None], NEVER)

    def votes(self, family: Family, formulas: torch.Tensor, elements: torch.Tensor, tables: tuple[torch.Tensor, torch.Tensor]) -> torch.Tensor:
        """(queries, prototypes) weights, each row up to a factor; all 0 where no other formula is known."""
        logits = self.crystal_logits(family, formulas, elements, tables)
        weights = (logits - logits.max(1, keepdim=True).values).exp().masked_fill(logits <= NEVER, 0)
        return torch.zeros(len(formulas), len(family.group)).index_add(1, family.prototype, weights)
