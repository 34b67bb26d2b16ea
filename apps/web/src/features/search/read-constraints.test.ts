import { expect, it } from 'vitest';
import { NO_CONSTRAINTS } from './constraint-fields';
import { cutMolecules, readConstraints, readCoordination, readFractions } from './read-constraints';

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

it('cuts XYZ files apart', () => {
  const [hydroxide, water] = ['2\nhydroxide\nO 0 0 0\nH 0.97 0 0', '3\n\nO 0 0 0\nH 0.76 0.59 0\nH -0.76 0.59 0'];
  expect(cutMolecules(`${hydroxide}\n\n${water}\n`)).toEqual([hydroxide, water]);
  expect(cutMolecules('\n ')).toEqual([]);
  expect(cutMolecules('nonsense\nO 0 0 0')).toEqual(['nonsense\nO 0 0 0']);
});

it('reads molecules and the thickness of layers, of one composition and of a system alike', () => {
  expect(readConstraints({ ...NO_CONSTRAINTS, layer: ' 3.5 ' }, false)).toMatchObject({ layer: { thickness: 3.5 } });
  expect(readConstraints(NO_CONSTRAINTS, false)).toMatchObject({ layer: null });
  expect(readConstraints({ ...NO_CONSTRAINTS, layer: '4 Å' }, false)).toEqual({ unreadable: '4 Å' });
  expect(readConstraints({ ...NO_CONSTRAINTS, layer: '3.5', molecules: '2\n\nO 0 0 0\nH 0.97 0 0' }, true)).toMatchObject({
    layer: { thickness: 3.5 },
    molecules: ['2\n\nO 0 0 0\nH 0.97 0 0'],
  });
  expect(readConstraints({ ...NO_CONSTRAINTS, layer: '4 Å' }, true)).toEqual({ unreadable: '4 Å' });
});
