import type { CoordinationLimitInput, ElementFractionInput, StartSearchInput } from '@kessho/schema/generated/graphql';
import type { TypedConstraints } from './constraint-fields';

/** Words between commas, as a list of limits; the first word that cannot be read stops it. */
type Reading<Limit> = { readonly limits: readonly Limit[] } | { readonly unreadable: string };

/** The fields of the form as the API takes them. @param isHull many compositions are searched: else what is asked of compositions is left out */
export function readConstraints(typed: TypedConstraints, isHull: boolean): Partial<StartSearchInput> | { readonly unreadable: string } {
  const pressureGPa = Number(typed.pressure);
  if (!Number.isFinite(pressureGPa)) return { unreadable: typed.pressure };
  const thickness = Number(typed.layer);
  if (!Number.isFinite(thickness)) return { unreadable: typed.layer };
  const groups = readWords(typed.spaceGroups, /^(?<number>\d{1,3})$/, ({ number }) => Number(number));
  const fractions = isHull ? readFractions(typed.fractions) : { limits: [] };
  const coordination = readCoordination(typed.coordination);
  if ('unreadable' in groups) return groups;
  if ('unreadable' in fractions) return fractions;
  if ('unreadable' in coordination) return coordination;
  return {
    pressureGPa,
    spaceGroups: groups.limits,
    fractions: fractions.limits,
    coordination: coordination.limits,
    molecules: cutMolecules(typed.molecules),
    layer: typed.layer.trim() === '' ? null : { thickness },
    chargeNeutral: isHull && typed.chargeNeutral,
    keepsBroken: typed.keepsBroken,
  };
}

/** `Li:0.2-0.5, P:0.1-0.3`: shares of elements among the atoms. */
export const readFractions = (text: string): Reading<ElementFractionInput> =>
  readWords(text, /^(?<element>[A-Za-z]+):(?<least>[\d.]+)-(?<most>[\d.]+)$/, ({ element = '', least, most }) => ({
    element,
    least: Number(least),
    most: Number(most),
  }));

/** `Si:4, Al-O:4-6`: numbers of neighbors, of all elements or of one. */
export const readCoordination = (text: string): Reading<CoordinationLimitInput> =>
  readWords(
    text,
    /^(?<element>[A-Za-z]+)(?:-(?<neighbor>[A-Za-z]+))?:(?<least>\d+)(?:-(?<most>\d+))?$/,
    ({ element = '', neighbor = null, least, most }) => ({
      element,
      neighbor,
      least: Number(least),
      most: Number(most ?? least),
    }),
  );

/** XYZ files that stand one after the other: each begins with its number of atoms and has two lines more. What is wrong with one, the API says. */
export function cutMolecules(text: string): string[] {
  const lines = text.split(/\r?\n/);
  const molecules: string[] = [];
  for (let line = 0; line < lines.length;) {
    const count = Number(lines[line]);
    if (lines[line]?.trim() === '') line++;
    else {
      const end = Number.isInteger(count) && count > 0 ? line + count + 2 : lines.length;
      molecules.push(lines.slice(line, end).join('\n'));
      line = end;
    }
  }
  return molecules;
}

function readWords<Limit>(text: string, pattern: RegExp, limitOf: (groups: Partial<Record<string, string>>) => Limit): Reading<Limit> {
  const limits: Limit[] = [];
  for (const word of text.split(',').map((part) => part.trim())) {
    if (word === '') continue;
    const groups = pattern.exec(word)?.groups;
    if (groups === undefined) return { unreadable: word };
    limits.push(limitOf(groups));
  }
  return { limits };
}
