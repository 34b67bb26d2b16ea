import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { ModelId } from '@kessho/core/energy/energy-model';
import {
  pairKey,
  type GeometryModel,
  type GroupGeometry,
  type PairDistances,
  type ShapeSample,
} from '@kessho/core/prediction/generation/symmetric/geometry-model';
import { freeColumns } from '@kessho/core/symmetry/affine-expression';
import { latticeConstraints } from '@kessho/core/symmetry/lattice-constraints';
import { wyckoffPositions } from '@kessho/core/symmetry/wyckoff-positions';
import { ModelFileInvalidError } from '../model-errors.js';
import { readModelFile, readVerified } from '../read-verified.js';
import { modelDirectory } from '../runtime/model-directory.js';

/** As `training/geometry/learn.py` writes it: whole numbers, column after column. */
interface GeometryFile {
  readonly format: number;
  readonly coordinateSteps: number;
  readonly ratioStep: number;
  readonly angleStep: number;
  readonly groups: { readonly [spaceGroup: string]: GroupFile };
  /** Rows z, other z, Å nearest, crystals, Å unbonded, crystals. */
  readonly distances: readonly (readonly [number, number, number, number, number, number])[];
}

interface GroupFile {
  /** Columns: atoms, then ln(b/a) and ln(c/a) and angles where free. */
  readonly shapes: readonly number[];
  /** By letter and kind; columns: free coordinates. */
  readonly letters: { readonly [letter: string]: { readonly [kind: string]: readonly number[] } };
}

interface ManifestFile {
  readonly id: ModelId;
  readonly file: string;
}

/** The symmetry engine must have been loaded. @throws {ModelFileInvalidError} where the file is not the one the manifest describes */
export function loadGeometry(directory = modelDirectory('symmetry', 'geometry', '1')): GeometryModel {
  const manifest = JSON.parse(readModelFile(join(directory, 'manifest.json')).toString('utf8')) as ManifestFile;
  const bytes = readVerified(directory, { file: manifest.file, sha256: manifest.id.sha256 });
  const file = JSON.parse(gunzipSync(bytes).toString('utf8')) as GeometryFile;
  if (file.format !== 1) throw new ModelFileInvalidError(`${manifest.file} has format ${file.format}; this program reads format 1`);
  return {
    id: manifest.id,
    groups: new Map(
      Object.entries(file.groups).map(([number, group]): [number, GroupGeometry] => [
        Number(number),
        { shapes: readShapes(Number(number), group.shapes, file), coordinates: readCoordinates(Number(number), group.letters, file) },
      ]),
    ),
    distances: new Map(
      file.distances.map(([z, other, nearest, crystals, unbonded, unbondedCrystals]): [number, PairDistances] => [
        pairKey(z, other),
        { nearest, crystals, unbonded, unbondedCrystals },
      ]),
    ),
  };
}

function readShapes(spaceGroup: number, columns: readonly number[], { ratioStep, angleStep }: GeometryFile): ShapeSample[] {
  const { free, fixedAngles } = latticeConstraints(spaceGroup);
  const names = ['nAtoms', ...free.filter((name) => name !== 'a')];
  const n = columns.length / names.length;
  const column = (name: string, row: number): number | undefined => {
    const place = names.indexOf(name);
    return place < 0 ? undefined : columns[place * n + row];
  };
  const angle = (name: 'alpha' | 'beta' | 'gamma', row: number): number => fixedAngles[name] ?? angleStep * (column(name, row) as number);
  return Array.from({ length: n }, (_, row) => ({
    nAtoms: column('nAtoms', row) as number,
    logB: ratioStep * (column('b', row) ?? 0),
    logC: ratioStep * (column('c', row) ?? 0),
    alpha: angle('alpha', row),
    beta: angle('beta', row),
    gamma: angle('gamma', row),
  }));
}

function readCoordinates(spaceGroup: number, letters: GroupFile['letters'], { coordinateSteps }: GeometryFile): GroupGeometry['coordinates'] {
  const freeOf = new Map(
    wyckoffPositions(spaceGroup).map(({ letter, coordinates }) => [letter, coordinates[0] === undefined ? [] : freeColumns(coordinates[0])]),
  );
  return new Map(
    Object.entries(letters).map(([letter, kinds]) => [
      letter,
      new Map(Object.entries(kinds).map(([kind, columns]) => [Number(kind), placed(columns, freeOf.get(letter) as number[], coordinateSteps)])),
    ]),
  );
}

/** (n × 3): column k of the file at its place among x, y, z. */
function placed(columns: readonly number[], places: readonly number[], steps: number): Float64Array {
  const n = columns.length / places.length;
  const values = new Float64Array(3 * n);
  places.forEach((place, k) => {
    for (let row = 0; row < n; row++) values[3 * row + place] = (columns[k * n + row] as number) / steps;
  });
  return values;
}
