/** `01-BaTiO3-R3m-160.cif`; the slash of a symbol is left out, for file systems. */
export const cifName = (rank: number, formula: string, spaceGroup: { readonly symbol: string; readonly number: number } | null): string =>
  `${String(rank).padStart(2, '0')}-${formula}${spaceGroup === null ? '' : `-${spaceGroup.symbol.replace(/[ /]/g, '')}-${spaceGroup.number}`}.cif`;
