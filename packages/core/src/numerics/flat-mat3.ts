/** 3×3 matrices as nine numbers, row by row, for kernels. */

/** `out` = the first `n` rows times a 3×3 matrix. */
export function rowsTimes3(rows: ArrayLike<number>, m: ArrayLike<number>, n: number, out: Float64Array): void {
  for (let i = 0; i < n; i++) {
    const [x, y, z] = [rows[3 * i], rows[3 * i + 1], rows[3 * i + 2]];
    for (let j = 0; j < 3; j++) out[3 * i + j] = x * m[j] + y * m[3 + j] + z * m[6 + j];
  }
}

export const determinant3 = (m: ArrayLike<number>): number =>
  m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6]);

export const transpose3 = (m: ArrayLike<number>): Float64Array => Float64Array.from([0, 3, 6, 1, 4, 7, 2, 5, 8], (k) => m[k]);

export function invert3(m: ArrayLike<number>): Float64Array {
  const d = determinant3(m);
  const cofactor = (i: number, j: number, k: number, l: number): number => (m[i] * m[l] - m[j] * m[k]) / d;
  return Float64Array.of(
    cofactor(4, 5, 7, 8), cofactor(2, 1, 8, 7), cofactor(1, 2, 4, 5),
    cofactor(5, 3, 8, 6), cofactor(0, 2, 6, 8), cofactor(2, 0, 5, 3),
    cofactor(3, 4, 6, 7), cofactor(1, 0, 7, 6), cofactor(0, 1, 3, 4),
  );
}

export function multiply3(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  const product = new Float64Array(9);
  rowsTimes3(a, b, 3, product);
  return product;
}
