import { determinant3, invert3, multiply3, transpose3 } from '../numerics/flat-mat3.js';
import type { Mat3 } from '../numerics/mat3.js';

/**
 * The nearest lattice, stretched without being turned, whose metric is the mean over the rotations: M·U with U symmetric and M U² Mᵀ the mean of
 * WᵀGW, G = M Mᵀ.
 * @param lattice (9), vectors in rows
 * @param rotations W of operations that form a group, on column fractional coordinates
 */
export function symmetrizeLattice(lattice: Float64Array, rotations: readonly Mat3[]): Float64Array {
  const metric = multiply3(lattice, transpose3(lattice));
  const mean = new Float64Array(9);
  for (const rotation of rotations) {
    const turned = multiply3(multiply3(transpose3(rotation.flat()), metric), rotation.flat());
    for (let k = 0; k < 9; k++) mean[k] += turned[k] / rotations.length;
  }
  const inverse = invert3(lattice);
  return multiply3(lattice, squareRoot(multiply3(multiply3(inverse, mean), transpose3(inverse))));
}

/** Square root of a symmetric positive definite matrix near 1, by Newton's iteration X ← (X + X⁻¹A)/2. */
function squareRoot(a: Float64Array): Float64Array {
  let x = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
  for (let iteration = 0; iteration < 60; iteration++) {
    const quotient = multiply3(invert3(x), a);
    const next = x.map((value, k) => (value + quotient[k]) / 2);
    const change = Math.max(...next.map((value, k) => Math.abs(value - x[k])));
    x = next;
    if (change < 1e-15 * Math.cbrt(Math.abs(determinant3(x)))) break;
  }
  return x;
}
