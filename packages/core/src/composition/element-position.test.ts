import { expect, it } from 'vitest';
import { elementPosition } from './element-position.js';

it('finds a symbol where it stands for itself', () => {
  expect(elementPosition('Og2', 'Og')).toBe(0);
  expect(elementPosition('CoCO3', 'C')).toBe(2);
  expect(elementPosition('BaTiO3', 'C')).toBeNull();
});
