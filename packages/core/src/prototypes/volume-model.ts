import type { Composition } from '../composition/composition.js';
import type { PrototypeEntry } from './prototype-library.js';

/**
 * Sizes of the elements, fitted by `training/prototypes/volumes.py` so that the volumes of crystals of one prototype go as
 *
 *   V(target) = V(template) · S(target) / S(template),   S = ( Σ_i f_i s_i^p )^(1/p),
 *   ln s_i = m_i (1 − g) + c_i g + h_i (X̄ − 2),   g = 1 / (1 + exp(−4 (X_max − 2.4))),
 *
 * f: shares of atoms; X: Pauling electronegativity, largest and mean of the composition.
 */
export interface VolumeModel {
  /** p */
  readonly power: number;
  /** ln of the volume per atom (Å³) less ln S, over all training crystals. */
  readonly logVolumeOffset: number;
  /** By atomic number, index 0 unused. */
  readonly electronegativities: readonly number[];
  /** m: size among metals. */
  readonly metallic: readonly number[];
  /** c: size in compounds of strongly electronegative elements. */
  readonly compound: readonly number[];
  /** h: change with the mean electronegativity of the company. */
  readonly company: readonly number[];
}

/** Volume per atom, Å³, expected of the crystal of `entry` once the elements of another composition stand in it. */
export const predictVolumePerAtom = (entry: PrototypeEntry, { atomicNumbers, counts }: Composition, model: VolumeModel): number =>
  entry.volumePerAtom * Math.exp(logSize(model, atomicNumbers, counts) - logSize(model, entry.elements, entry.prototype.slotCounts));

/** Volume per atom, Å³, of a composition without a template; several times as uncertain as from one. */
export const predictVolumePerAtomOfComposition = ({ atomicNumbers, counts }: Composition, model: VolumeModel): number =>
  Math.exp(logSize(model, atomicNumbers, counts) + model.logVolumeOffset);

/** ln S of a composition. */
export function logSize(model: VolumeModel, elements: readonly number[], counts: readonly number[]): number {
  const total = counts.reduce((sum, n) => sum + n, 0);
  const electronegativities = elements.map((z) => model.electronegativities[z]);
  const mean = electronegativities.reduce((sum, x, i) => sum + (x * counts[i]) / total, 0);
  const ionic = 1 / (1 + Math.exp(-4 * (Math.max(...electronegativities) - 2.4)));
  const sum = elements.reduce((powers, z, i) => {
    const logarithm = model.metallic[z] * (1 - ionic) + model.compound[z] * ionic + model.company[z] * (mean - 2);
    return powers + (counts[i] / total) * Math.exp(logarithm * model.power);
  }, 0);
  return Math.log(sum) / model.power;
}
