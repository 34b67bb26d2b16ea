/** The potential that searches and judges where none is named. */
export const DEFAULT_ENERGY_MODEL = { name: 'chgnet', version: '0.3.0' } as const;
