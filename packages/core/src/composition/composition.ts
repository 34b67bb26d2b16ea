/** Elements by rising atomic number with their positive whole counts; `counts[k]` belongs to `atomicNumbers[k]`. */
export interface Composition {
  readonly atomicNumbers: readonly number[];
  readonly counts: readonly number[];
}
