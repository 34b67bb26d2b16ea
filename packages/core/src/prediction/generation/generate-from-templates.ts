import { reducedFormula } from '../../composition/written-formula.js';
import type { Structure } from '../../crystal/structure.js';
import { forkRng } from '../../numerics/rng.js';
import { instantiateOrbits } from '../../prototypes/instantiate-prototype.js';
import type { PrototypeEntry, PrototypeLibrary } from '../../prototypes/prototype-library.js';
import type { Candidate, FromSubstitution, GenerationChunk, GenerationReport, TemplateProposal } from '../stage-types.js';
import { candidateKey } from './candidate-key.js';
import { distortStructure } from './distort-structure.js';

/** Templates at the head of the list that are also tried with their symmetry broken: a ground state is often a slight distortion of what is most likely. */
const DISTORTED_TEMPLATES = 6;
/** Sites of a distorted cell: without symmetry a relaxation costs several times more. */
const MOST_DISTORTED_ATOMS = 32;
/** Likelihood of a distorted crystal relative to its template's: of stable crystals about one in twenty is the distortion of a likelier prototype. */
const DISTORTED_SHARE = 0.05;
/** Templates at the head of the list that are also kept near the imitated crystal, whatever the potential makes of it. */
const HELD_TEMPLATES = 8;
/** Likelihood of a held crystal relative to its template's: of stable crystals about one in twenty is left by the potential. */
const HELD_SHARE = 0.05;

/** Put the target's elements on the sites of known crystals, scaled to the predicted volumes; the most likely of them also distorted, and also held. */
export function generateFromTemplates(
  templates: readonly TemplateProposal[],
  chunk: GenerationChunk,
  library: PrototypeLibrary,
  seed: string,
): GenerationReport {
  const chosen = templates.slice(chunk.first, chunk.first + chunk.count);
  const perfect = chosen.map((template) => imitate(template, library));
  const distorted = perfect.flatMap(({ structure, origin }, place): Omit<Candidate, 'key'>[] => {
    if (chunk.first + place >= DISTORTED_TEMPLATES) return [];
    const broken = distortStructure(structure, MOST_DISTORTED_ATOMS, forkRng(seed, 'distort', chunk.first + place));
    return broken === null ? [] : [{ structure: broken, origin: { ...origin, likelihood: origin.likelihood * DISTORTED_SHARE } }];
  });
  const held = perfect
    .slice(0, Math.max(0, HELD_TEMPLATES - chunk.first))
    .map(({ structure, origin }) => ({ structure, origin: { ...origin, relaxation: 'held' as const, likelihood: origin.likelihood * HELD_SHARE } }));
  const candidates = [...perfect, ...distorted, ...held].map((candidate, place): Candidate => ({ key: candidateKey(chunk.index, place), ...candidate }));
  return { candidates, generated: candidates.length, rejected: {} };
}

function imitate(template: TemplateProposal, library: PrototypeLibrary): { readonly structure: Structure; readonly origin: FromSubstitution } {
  const entry = library.entry(template.entryIndex);
  return {
    structure: instantiateOrbits(entry, template.orbitElements, template.volumePerAtom),
    origin: {
      generator: 'substitution',
      prototype: template.prototype,
      sourceId: template.sourceId,
      sourceFormula: sourceFormula(entry),
      likelihood: template.likelihood,
      relaxation: 'full',
    },
  };
}

function sourceFormula({ elements, prototype }: PrototypeEntry): string {
  const order = elements.map((_, slot) => slot).sort((a, b) => (elements[a] as number) - (elements[b] as number));
  return reducedFormula({
    atomicNumbers: order.map((slot) => elements[slot] as number),
    counts: order.map((slot) => prototype.slotCounts[slot] as number),
  });
}
