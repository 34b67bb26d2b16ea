import { expect, it } from 'vitest';
import { REFERENCES } from './references.js';
import { writeBibtex } from './write-bibtex.js';

it('writes a paper with its authors, keeps the capitals of the title, and leaves out what there is not', () => {
  const [reference] = REFERENCES.filter(({ id }) => id === 'mptrj2023');
  expect(reference && writeBibtex(reference)).toBe(`@misc{mptrj2023,
  author = {Bowen Deng},
  title = {{Materials Project Trajectory (MPtrj) Dataset}},
  publisher = {figshare},
  year = {2023},
  doi = {10.6084/m9.figshare.23713842},
  url = {https://doi.org/10.6084/m9.figshare.23713842}
}
`);
});
