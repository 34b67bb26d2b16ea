import { packStructures } from '../../crystal/structure-batch.js';
import type { Structure } from '../../crystal/structure.js';
import type { Rng } from '../../numerics/rng.js';
import { modelHessian } from '../../prediction/relaxation/model-hessian.js';
import { symmetricEigen } from '../../prediction/screening/surrogate/symmetric-eigen.js';
import { displaceSites } from './move-sites.js';

/** Eigenvectors to choose from, softest first, as a share of all; softer ones come oftener. */
const SOFT_SHARE = 0.4;
/** The largest displacement of an atom, Å, drawn between these. */
const LEAST = 0.7;
const MOST = 2;

/**
 * Displace the atoms along one of the softest modes, far enough to leave the basin (Lyakhov, Oganov and Valle 2010, doi:10.1016/j.cpc.2010.06.007). The modes are
 * those of the springs between neighbors that precondition the relaxation (`model-hessian.ts`), where USPEX has bond hardnesses. @returns null for one atom
 */
export function softMutation(structure: Structure, rng: Rng, largest = LEAST + (MOST - LEAST) * rng.uniform()): Structure | null {
  const modes = softModes(structure);
  if (modes.length === 0) return null;
  const mode = modes[Math.floor(modes.length * rng.uniform() ** 2)];
  const sign = rng.uniform() < 0.5 ? -1 : 1;
  const lengths = Array.from({ length: mode.length / 3 }, (_, i) => Math.hypot(mode[3 * i], mode[3 * i + 1], mode[3 * i + 2]));
  return displaceSites(
    structure,
    mode.map((x) => (sign * largest * x) / Math.max(...lengths)),
  );
}

/** Eigenvectors, (nsites × 3) each, softest first, without the three translations. */
function softModes(structure: Structure): Float64Array[] {
  const n = 3 * structure.atomicNumbers.length;
  if (n === 3) return [];
  // the cell does not move: its coordinate does not matter
  const { factor } = modelHessian(packStructures([structure]), 1, 'none');
  const hessian = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) for (let k = 0; k <= Math.min(i, j); k++) hessian[i * n + j] += factor[i * n + k] * factor[j * n + k];
  const { values, vectors } = symmetricEigen(hessian, n);
  const order = Array.from({ length: n }, (_, k) => k).sort((p, q) => values[p] - values[q] || p - q);
  const isTranslation = (mode: Float64Array): boolean =>
    [0, 1, 2].reduce((sum, axis) => sum + mode.reduce((s, x, k) => s + (k % 3 === axis ? x : 0), 0) ** 2, 0) / (n / 3) > 0.5;
  const modes = order.map((k) => vectors.slice(k * n, (k + 1) * n)).filter((mode) => !isTranslation(mode));
  return modes.slice(0, Math.max(3, Math.ceil(SOFT_SHARE * modes.length)));
}
