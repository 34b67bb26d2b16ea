/**
 * exp of a 3×3 matrix, and the adjoint of its derivative.
 *
 * exp([[A, E], [0, A]]) = [[exp A, D], [0, exp A]] with D the Fréchet derivative of exp at A along E (Higham, Functions of Matrices (2008), §10.6,
 * doi:10.1137/1.9780898717778). The adjoint of E ↦ D under the inner product Σ XᵢⱼYᵢⱼ is the derivative at Aᵀ. Both exponentials are Taylor series
 * of the matrix scaled below 1/8, squared back; 14 terms leave a remainder below 1e-20. Matrices are row-major `Float64Array`s.
 */

const TERMS = 14;
const SCALED_NORM = 0.125;

/** exp(A), 9 numbers. */
export const exponential3 = (a: ArrayLike<number>): Float64Array => exponential(Float64Array.from(a), 3);

/** Σ over the derivative's output with `weight`: the gradient by A of any function whose gradient by exp(A) is `weight`; 9 numbers. */
export function exponentialAdjoint3(a: ArrayLike<number>, weight: ArrayLike<number>): Float64Array {
  const block = new Float64Array(36);
  for (let i = 0; i < 3; i++)
    for (let j = 0; j < 3; j++) {
      block[6 * i + j] = block[6 * (i + 3) + j + 3] = a[3 * j + i];
      block[6 * i + j + 3] = weight[3 * i + j];
    }
  const result = exponential(block, 6);
  return Float64Array.from({ length: 9 }, (_, k) => result[6 * Math.floor(k / 3) + (k % 3) + 3]);
}

function exponential(a: Float64Array, n: number): Float64Array {
  const norm = Math.sqrt(a.reduce((sum, x) => sum + x * x, 0));
  const squarings = Math.max(0, Math.ceil(Math.log2(norm / SCALED_NORM)));
  const scaled = a.map((x) => x / 2 ** squarings);
  // Horner: I + A (I + A/2 (I + A/3 (…)))
  let result = identity(n);
  for (let k = TERMS; k >= 1; k--) {
    result = multiply(scaled, result, n).map((x) => x / k);
    for (let i = 0; i < n; i++) result[i * n + i] += 1;
  }
  for (let k = 0; k < squarings; k++) result = multiply(result, result, n);
  return result;
}

function identity(n: number): Float64Array {
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) result[i * n + i] = 1;
  return result;
}

function multiply(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k];
      if (factor !== 0) for (let j = 0; j < n; j++) result[i * n + j] += factor * b[k * n + j];
    }
  return result;
}
