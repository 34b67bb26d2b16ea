import { reducedFormula } from '../../composition/written-formula.js';
import { instantiatePrototype } from '../../prototypes/instantiate-prototype.js';
import type { PrototypeEntry, PrototypeLibrary } from '../../prototypes/prototype-library.js';
import type { Candidate, GenerationChunk, GenerationReport, TemplateProposal } from '../stage-types.js';
import { candidateKey } from './candidate-key.js';

/** Put the target's elements on the sites of known crystals, scaled to the predicted volumes. */
export function generateFromTemplates(templates: readonly TemplateProposal[], chunk: GenerationChunk, library: PrototypeLibrary): GenerationReport {
  const candidates = templates.slice(chunk.first, chunk.first + chunk.count).map((template, place): Candidate => {
    const entry = library.entry(template.entryIndex);
    return {
      key: candidateKey(chunk.index, place),
      structure: instantiatePrototype(entry, template.elements, template.volumePerAtom),
      origin: {
        generator: 'substitution',
        prototype: template.prototype,
        sourceId: template.sourceId,
        sourceFormula: sourceFormula(entry),
        likelihood: template.likelihood,
      },
    };
  });
  return { candidates, generated: candidates.length, rejected: {} };
}

function sourceFormula({ elements, prototype }: PrototypeEntry): string {
  const order = elements.map((_, slot) => slot).sort((a, b) => (elements[a] as number) - (elements[b] as number));
  return reducedFormula({ atomicNumbers: order.map((slot) => elements[slot] as number), counts: order.map((slot) => prototype.slotCounts[slot] as number) });
}
