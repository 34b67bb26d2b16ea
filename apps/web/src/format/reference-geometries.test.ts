import { expect, it } from 'vitest';
import { referenceGeometries } from './reference-geometries';

it.each([
  ['12074 relaxed, 29693 single-point', { relaxed: 12074, singlePoint: 29693 }],
  ['relaxed', { relaxed: 41767, singlePoint: 0 }],
  ['single-point', { relaxed: 0, singlePoint: 41767 }],
  ['mixed', null],
])('%s', (geometry, expected) => expect(referenceGeometries(geometry, 41767)).toEqual(expected));
