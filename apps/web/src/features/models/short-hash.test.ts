import { expect, it } from 'vitest';
import { shortHash } from './short-hash';

it('keeps both ends of a long hash and the whole of a short one', () => {
  expect(shortHash('63a65085561385cc47f733791bad14286abd04fb535e57d3d18c61e2af90b75d')).toBe('63a65085…af90b75d');
  expect(shortHash('0123456789abcdef')).toBe('0123456789abcdef');
});
