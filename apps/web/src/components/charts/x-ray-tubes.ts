/** Sources of radiation to choose from, by their names in `RADIATIONS`. */
export const TUBES = ['CuKa', 'MoKa', 'CoKa'] as const;
export const TUBE_NAMES: { readonly [tube in (typeof TUBES)[number]]: string } = { CuKa: 'Cu Kα', MoKa: 'Mo Kα', CoKa: 'Co Kα' };
