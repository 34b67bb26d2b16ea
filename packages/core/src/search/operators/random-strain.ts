import type { Mat3 } from '../../numerics/mat3.js';
import type { Rng } from '../../numerics/rng.js';

/** Symmetric, each of six components normal with this deviation, those off the diagonal half of it (Glass et al. 2006, doi:10.1016/j.cpc.2006.07.020). */
export function randomStrain(deviation: number, rng: Rng): Mat3 {
  const draw = (share: number): number => share * Math.max(-2, Math.min(2, rng.normal())) * deviation;
  const [xx, yy, zz, yz, xz, xy] = [draw(1), draw(1), draw(1), draw(0.5), draw(0.5), draw(0.5)];
  return [
    [xx, xy, xz],
    [xy, yy, yz],
    [xz, yz, zz],
  ];
}
