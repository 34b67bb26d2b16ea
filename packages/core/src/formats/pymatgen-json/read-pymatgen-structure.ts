import { assertDistinctSites } from '../../crystal/assert-distinct-sites.js';
import { fractionalFromCartesian } from '../../crystal/coordinates.js';
import { createLattice, type Lattice, latticeFromParameters } from '../../crystal/lattice.js';
import { createStructure, type Structure } from '../../crystal/structure.js';
import type { Vec3 } from '../../numerics/vec3.js';
import { atomicNumberFromSymbol } from '../element-from-text.js';
import { ParseFailedError, PartialOccupancyError } from '../format-errors.js';
import { shorten } from '../text-lines.js';
import { asArray, asMat3, asNumber, asObject, asString, asVec3, field, type JsonObject, optionalField } from './json-fields.js';
import { type JsonNode, parseLocatedJson } from './located-json.js';

/**
 * Read every structure of a JSON text by pymatgen: a `Structure`, a `ComputedStructureEntry` (anything with a `structure`), or a list of them.
 * Derived keys (`volume`, `xyz` beside `abc`) are not needed; species may carry oxidation states; a single site per atom is demanded.
 * @throws {ParseFailedError} {PartialOccupancyError} {InvalidLatticeError} {InvalidStructureError}
 */
export function readPymatgenJson(text: string): Structure[] {
  const root = parseLocatedJson(text);
  const nodes = root.kind === 'array' ? root.values : [root];
  if (nodes.length === 0) throw new ParseFailedError('The list holds no structure', root.place);
  return nodes.map((node) => structureFromNode(node));
}

/** Read one structure, or the one an entry holds. */
export function structureFromNode(node: JsonNode): Structure {
  const object = asObject(node, 'A structure');
  const inner = optionalField(object, 'structure');
  if (inner !== null) return structureFromNode(inner);
  const lattice = readLattice(asObject(field(object, 'lattice'), 'lattice'));
  const sites = asArray(field(object, 'sites'), 'sites').map((site) => asObject(site, 'A site'));
  if (sites.length === 0) throw new ParseFailedError('The structure has no sites', object.place);
  const structure = createStructure(
    lattice,
    sites.map(readSpecies),
    sites.map((site) => readPosition(site, lattice)),
  );
  assertDistinctSites(structure);
  return structure;
}

function readLattice(lattice: JsonObject): Lattice {
  const matrix = optionalField(lattice, 'matrix');
  if (matrix !== null) return createLattice(asMat3(matrix, 'The lattice matrix'));
  const [a, b, c, alpha, beta, gamma] = ['a', 'b', 'c', 'alpha', 'beta', 'gamma'].map((name) => asNumber(field(lattice, name), name));
  return latticeFromParameters({ a, b, c, alpha, beta, gamma });
}

function readPosition(site: JsonObject, lattice: Lattice): Vec3 {
  const fractional = optionalField(site, 'abc');
  return fractional !== null ? asVec3(fractional, 'abc') : fractionalFromCartesian(lattice, [asVec3(field(site, 'xyz'), 'xyz')])[0];
}

function readSpecies(site: JsonObject): number {
  const species = asArray(field(site, 'species'), 'species').map((one) => asObject(one, 'A species'));
  const label = optionalField(site, 'label');
  const name = label === null ? 'without label' : shorten(asString(label, 'label'));
  if (species.length === 0) throw new ParseFailedError(`Site ${name} has no species`, site.place);
  const occupancy = asNumber(optionalField(species[0], 'occu') ?? field(species[0], 'occu'), 'occu');
  if (species.length > 1 || Math.abs(occupancy - 1) > 1e-6) throw new PartialOccupancyError(name, occupancy, species[0].place);
  const element = field(species[0], 'element');
  return atomicNumberFromSpecies(asString(element, 'element'), element);
}

/** Atomic number from a species such as `Na`, `Na+`, `Fe3+`, `O2-`, `Fe3+,spin=5`. @throws {ParseFailedError} for anything else */
export function atomicNumberFromSpecies(text: string, node: JsonNode): number {
  const symbol = /^([A-Z][a-z]?)(?:0|\d*(?:\.\d+)?[+-])?(?:,.*)?$/.exec(text)?.[1];
  const z = symbol === undefined ? null : atomicNumberFromSymbol(symbol);
  if (z === null) throw new ParseFailedError(`"${shorten(text)}" is not an element`, node.place);
  return z;
}
