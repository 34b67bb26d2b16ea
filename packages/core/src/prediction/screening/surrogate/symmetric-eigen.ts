/** Elements below this share of the largest on the diagonal are noise in float64; measured by their own diagonal, those of a matrix of low rank never end. */
const NEGLIGIBLE = 1e-15;
const MOST_SWEEPS = 60;

export interface SymmetricEigen {
  /** (n), in no order. */
  readonly values: Float64Array;
  /** (n × n), row k is the eigenvector of value k. */
  readonly vectors: Float64Array;
}

/**
 * Eigenvalues and orthonormal eigenvectors of a symmetric matrix by cyclic Jacobi rotations.
 * @param matrix (n × n), of which both triangles are read; it is not changed
 */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  const a = matrix.slice();
  const vectors = new Float64Array(n * n);
  let negligible = 0;
  for (let k = 0; k < n; k++) negligible = Math.max(negligible, NEGLIGIBLE * Math.abs(a[k * n + k]!));
  for (let k = 0; k < n; k++) vectors[k * n + k] = 1;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let rotations = 0;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const apq = a[p * n + q]!;
        const app = a[p * n + p]!;
        const aqq = a[q * n + q]!;
        if (Math.abs(apq) <= negligible) continue;
        rotations++;
        const theta = (aqq - app) / (2 * apq);
        const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        const s = t * c;
        for (let k = 0; k < n; k++) {
          const [akp, akq] = [a[k * n + p]!, a[k * n + q]!];
          a[k * n + p] = c * akp - s * akq;
          a[k * n + q] = s * akp + c * akq;
        }
        rotateRows(a, n, p, q, c, s);
        rotateRows(vectors, n, p, q, c, s);
      }
    }
    if (rotations === 0) break;
  }
  return { values: Float64Array.from({ length: n }, (_, k) => a[k * n + k]!), vectors };
}

function rotateRows(m: Float64Array, n: number, p: number, q: number, c: number, s: number): void {
  for (let k = 0; k < n; k++) {
    const [mpk, mqk] = [m[p * n + k]!, m[q * n + k]!];
    m[p * n + k] = c * mpk - s * mqk;
    m[q * n + k] = s * mpk + c * mqk;
  }
}
