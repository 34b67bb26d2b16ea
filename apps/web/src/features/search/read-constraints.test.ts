import { expect, it } from 'vitest';
import { readCoordination, readFractions } from './read-constraints';

it('reads shares of elements', () => {
  expect(readFractions('Li:0.2-0.5, P:.1-0.3,')).toEqual({
    limits: [
      { element: 'Li', least: 0.2, most: 0.5 },
      { element: 'P', least: 0.1, most: 0.3 },
    ],
  });
  expect(readFractions(' ')).toEqual({ limits: [] });
  expect(readFractions('Li:0.2-0.5,P=0.3')).toEqual({ unreadable: 'P=0.3' });
});

it('reads numbers of neighbors', () => {
  expect(readCoordination('Si:4, Al-O:4-6')).toEqual({
    limits: [
      { element: 'Si', neighbor: null, least: 4, most: 4 },
      { element: 'Al', neighbor: 'O', least: 4, most: 6 },
    ],
  });
  expect(readCoordination('Si:4.5')).toEqual({ unreadable: 'Si:4.5' });
});
