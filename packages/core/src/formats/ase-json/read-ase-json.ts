import { assertDistinctSites } from '../../crystal/assert-distinct-sites.js';
import { fractionalFromCartesian } from '../../crystal/coordinates.js';
import { createLattice } from '../../crystal/lattice.js';
import { createStructure } from '../../crystal/structure.js';
import { ELEMENT_COUNT } from '../../elements/elements.js';
import type { Mat3 } from '../../numerics/mat3.js';
import type { Vec3 } from '../../numerics/vec3.js';
import { ParseFailedError } from '../format-errors.js';
import type { LabeledCrystal } from '../labeled-crystal.js';
import { asArray, asNumber, asObject, field, type JsonObject, optionalField } from '../pymatgen-json/json-fields.js';
import { type JsonNode, parseLocatedJson } from '../pymatgen-json/located-json.js';

/**
 * Read a database of ASE in its JSON format: the crystals of all rows by their numbers, with energy, forces and stress. Arrays may be written as
 * `{"__ndarray__": [shape, type, values]}` or as lists.
 * @throws {ParseFailedError} also for a row that is not periodic in all three directions
 * @throws {InvalidLatticeError} {InvalidStructureError}
 */
export function readAseJson(text: string): LabeledCrystal[] {
  const root = asObject(parseLocatedJson(text), 'The database');
  const rows = [...root.fields].filter(([name]) => /^\d+$/.test(name)).sort(([p], [q]) => Number(p) - Number(q));
  if (rows.length === 0) throw new ParseFailedError('The database holds no rows', root.place);
  return rows.map(([name, node]) => readRow(asObject(node, `Row ${name}`)));
}

function readRow(row: JsonObject): LabeledCrystal {
  const periodic = optionalField(row, 'pbc');
  if (periodic === null || !flat(periodic).every((one) => one.kind === 'boolean' && one.value)) {
    throw new ParseFailedError('Only crystals periodic in all three directions can be read; pbc says otherwise', (periodic ?? row).place);
  }
  const lattice = createLattice(rowsOf(field(row, 'cell'), 'cell', 3) as unknown as Mat3);
  const numbers = field(row, 'numbers');
  const atomicNumbers = flat(numbers).map((node) => {
    const z = asNumber(node, 'An atomic number');
    if (!Number.isInteger(z) || z < 1 || z > ELEMENT_COUNT) throw new ParseFailedError(`${z} is not the number of an element`, node.place);
    return z;
  });
  const positions = rowsOf(field(row, 'positions'), 'positions', atomicNumbers.length);
  const structure = createStructure(lattice, atomicNumbers, fractionalFromCartesian(lattice, positions));
  assertDistinctSites(structure);

  const [energy, forces, stress, data] = (['energy', 'forces', 'stress', 'data'] as const).map((name) => optionalField(row, name));
  const labels = data?.kind === 'object' ? textsOf(data) : new Map<string, string>();
  const [id, energyScheme] = [labels.get('id') ?? null, labels.get('energy_scheme') ?? null];
  return {
    structure,
    id,
    energyScheme,
    energy: energy === null ? null : asNumber(energy, 'energy'),
    forces: forces === null ? null : rowsOf(forces, 'forces', atomicNumbers.length),
    stress: stress === null ? null : readStress(stress),
    extra: new Map([...labels].filter(([key]) => key !== 'id' && key !== 'energy_scheme')),
  };
}

/** Texts and numbers of `data`; whatever else programs keep there is not read. */
function textsOf({ fields }: JsonObject): Map<string, string> {
  return new Map(
    [...fields].flatMap(([key, node]) => (node.kind === 'string' || node.kind === 'number' ? [[key, String(node.value)] as const] : [])),
  );
}

/** All values of an array in row-major order, nested or not. */
function flat(node: JsonNode): readonly JsonNode[] {
  if (node.kind === 'array') return node.values.flatMap((value) => (value.kind === 'array' ? flat(value) : [value]));
  const object = asObject(node, 'An array');
  const inner = optionalField(object, 'array');
  if (inner !== null) return flat(inner); // a cell with its own type
  const [, , values] = asArray(field(object, '__ndarray__'), '__ndarray__');
  if (values === undefined) throw new ParseFailedError('__ndarray__ should hold shape, type and values', node.place);
  return flat(values);
}

function rowsOf(node: JsonNode, name: string, count: number): Vec3[] {
  const values = flat(node).map((value) => asNumber(value, name));
  if (values.length !== 3 * count) throw new ParseFailedError(`${name} has ${values.length} numbers instead of ${3 * count}`, node.place);
  return Array.from({ length: count }, (_, k) => values.slice(3 * k, 3 * k + 3) as unknown as Vec3);
}

/** Six numbers xx, yy, zz, yz, xz, xy, or nine. */
function readStress(node: JsonNode): Mat3 {
  const values = flat(node).map((value) => asNumber(value, 'stress'));
  if (values.length === 9) return rowsOf(node, 'stress', 3) as unknown as Mat3;
  if (values.length !== 6) throw new ParseFailedError(`stress has ${values.length} numbers instead of 6 or 9`, node.place);
  const [xx, yy, zz, yz, xz, xy] = values;
  return [
    [xx, xy, xz],
    [xy, yy, yz],
    [xz, yz, zz],
  ];
}
