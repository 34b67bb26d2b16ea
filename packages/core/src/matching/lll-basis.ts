/**
 * Reduce a basis by the algorithm of Lenstra, Lenstra and Lovász with δ = 3/4 (Math. Ann. 261, 515 (1982), doi:10.1007/BF01457454).
 *
 * @param metric (3 × 3) Gram matrix of the basis, row-major, Å²
 * @returns T, (3 × 3) row-major and unimodular, such that T times the basis rows is reduced
 */
export function lllTransformation(metric: Float64Array): Int32Array {
  const transformation = Int32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
  const gram = Float64Array.from(metric);
  let k = 1;
  while (k < 3) {
    for (let i = k - 1; i >= 0; i--) {
      const multiple = nearestInteger(orthogonalize(gram).coefficients[3 * k + i]!);
      if (multiple !== 0) subtractRow(gram, transformation, k, i, multiple);
    }
    const { coefficients, squares } = orthogonalize(gram);
    const mu = coefficients[3 * k + k - 1]!;
    if (squares[k]! >= (0.75 - mu * mu) * squares[k - 1]! - 1e-12 * squares[k - 1]!) {
      k++;
    } else {
      swapRows(gram, transformation, k, k - 1);
      k = Math.max(1, k - 1);
    }
  }
  return transformation;
}

/** A coefficient of one half, up to rounding, is left alone. */
const nearestInteger = (x: number): number => (Math.abs(x) > 0.5 + 1e-10 ? Math.round(x) : 0);

/** Gram–Schmidt from the Gram matrix: coefficients μ_ij and squared lengths of the orthogonal vectors. */
function orthogonalize(gram: Float64Array): { readonly coefficients: Float64Array; readonly squares: Float64Array } {
  const coefficients = new Float64Array(9);
  const squares = new Float64Array(3);
  for (let i = 0; i < 3; i++) {
    let square = gram[4 * i]!;
    for (let j = 0; j < i; j++) {
      let product = gram[3 * i + j]!;
      for (let l = 0; l < j; l++) product -= coefficients[3 * j + l]! * coefficients[3 * i + l]! * squares[l]!;
      coefficients[3 * i + j] = product / squares[j]!;
      square -= (product * product) / squares[j]!;
    }
    squares[i] = square;
  }
  return { coefficients, squares };
}

function subtractRow(gram: Float64Array, transformation: Int32Array, k: number, i: number, multiple: number): void {
  for (let column = 0; column < 3; column++) transformation[3 * k + column]! -= multiple * transformation[3 * i + column]!;
  for (let column = 0; column < 3; column++) gram[3 * k + column]! -= multiple * gram[3 * i + column]!;
  for (let row = 0; row < 3; row++) gram[3 * row + k]! -= multiple * gram[3 * row + i]!;
}

function swapRows(gram: Float64Array, transformation: Int32Array, k: number, i: number): void {
  const swap = (array: Float64Array | Int32Array, p: number, q: number): void => {
    const kept = array[p]!;
    array[p] = array[q]!;
    array[q] = kept;
  };
  for (let column = 0; column < 3; column++) swap(transformation, 3 * k + column, 3 * i + column);
  for (let column = 0; column < 3; column++) swap(gram, 3 * k + column, 3 * i + column);
  for (let row = 0; row < 3; row++) swap(gram, 3 * row + k, 3 * row + i);
}
