import { expect, it } from 'vitest';
import { reportedValues } from './energy-text';

it('names every number that a provider reports by its path', () => {
  const reported = { _mp_stability: { r2scan: { energy_above_hull: 0.0125, none: null } }, _oqmd_delta_e: -2, _alexandria_xc_functional: 'PBEsol' };
  expect(reportedValues(reported, 'en').map(({ name }) => name)).toEqual([
    '_mp_stability.r2scan.energy_above_hull',
    '_oqmd_delta_e',
    '_alexandria_xc_functional',
  ]);
  expect(reportedValues(reported, 'en')[1]?.text).toMatch(/^[−-]2/);
});
