import { type LabeledCrystal, unlabeled } from '../labeled-crystal.js';
import { ParseFailedError } from '../format-errors.js';
import { asObject, optionalField } from './json-fields.js';
import { type JsonNode, parseLocatedJson } from './located-json.js';
import { pymatgenEntriesFromNode } from './read-pymatgen-entries.js';
import { structureFromNode } from './read-pymatgen-structure.js';

/**
 * Read every crystal of a JSON text by pymatgen: `Structure`s, `ComputedStructureEntry`s with their corrected energies, or a list of them.
 * @throws {ParseFailedError} {PartialOccupancyError} {InvalidLatticeError} {InvalidStructureError}
 */
export function readPymatgenCrystals(text: string): LabeledCrystal[] {
  const root = parseLocatedJson(text);
  const nodes = root.kind === 'array' ? root.values : [root];
  if (nodes.length === 0) throw new ParseFailedError('The list holds no structure', root.place);
  return nodes.map(crystalFromNode);
}

function crystalFromNode(node: JsonNode): LabeledCrystal {
  const object = asObject(node, 'A structure');
  if (optionalField(object, 'structure') === null || optionalField(object, 'energy') === null) return unlabeled(structureFromNode(node));
  const [{ entryId, energy, energyScheme, structure }] = pymatgenEntriesFromNode(node);
  return { ...unlabeled(structure ?? structureFromNode(node)), id: entryId, energy, energyScheme };
}
