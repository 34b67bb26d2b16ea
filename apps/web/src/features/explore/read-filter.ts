import { atomicNumberOf } from '@kessho/core/elements/elements';
import type { Element, FloatRange, MaterialFilter, StructureFilter } from '@kessho/schema/generated/graphql';
import { CRYSTAL_SYSTEMS, crystalSystemOf } from '../../format/crystal-system';
import { ELEMENT_PARAMETERS, RANGE_FIELDS } from './filter-fields';
import type { ElementParameter, RangeField, SharedField } from './filter-fields';
import { findFilterMistake } from './read-optimade';
import { readSearch } from './read-search';

/** A parameter that says nothing the API could be asked for. */
export interface FilterMistake {
  readonly parameter: string;
}

export interface ReadFilter {
  readonly materials: MaterialFilter;
  readonly predictions: StructureFilter;
  readonly mistakes: readonly FilterMistake[];
}

type Parameters = Pick<URLSearchParams, 'get'>;
type SharedFilter = Pick<MaterialFilter & StructureFilter, Exclude<SharedField, 'and' | 'or' | 'not'>>;

const SPACE_GROUPS = Array.from({ length: 230 }, (_, i) => i + 1);
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)$/;

/** `2..4`, `2..`, `..4`, `4`. @returns null where it is none of these, or upside down */
export function readRange(text: string, isWhole: boolean): { readonly gte?: number; readonly lte?: number } | null {
  const [from = '', to = from, ...rest] = text.split('..').map((part) => part.trim().replace('−', '-'));
  const bounds = [from, to].map((part) => (part === '' ? null : NUMBER.test(part) ? Number(part) : NaN));
  const [gte = null, lte = null] = bounds;
  const isWrong = bounds.some((bound) => bound !== null && (Number.isNaN(bound) || (isWhole && !Number.isInteger(bound))));
  if (rest.length > 0 || isWrong || (gte === null && lte === null) || (gte !== null && lte !== null && gte > lte)) return null;
  return { ...(gte !== null && { gte }), ...(lte !== null && { lte }) };
}

/** Symbols of a list in the address; null where one is no symbol. */
export function readElements(text: string | null): Element[] | null {
  const symbols = (text ?? '').split(',').filter((symbol) => symbol !== '');
  return symbols.every((symbol) => atomicNumberOf(symbol) !== null) ? (symbols as Element[]) : null;
}

/** The filter that an address asks for. Fields that predictions do not have are left out of theirs. */
export function readFilter(parameters: Parameters): ReadFilter {
  const mistakes: FilterMistake[] = [];
  const mistaken = (parameter: string) => void mistakes.push({ parameter });
  const words = (parameter: string): string[] => (parameters.get(parameter) ?? '').split(',').filter((word) => word !== '');
  const range = ({ parameter, factor, isWhole }: RangeField): FloatRange | null => {
    const text = parameters.get(parameter);
    if (text === null || text === '') return null;
    const read = readRange(text, isWhole);
    if (read === null) mistaken(parameter);
    return read && Object.fromEntries(Object.entries(read).map(([bound, value]) => [bound, value * factor]));
  };

  const search = readSearch(parameters.get('q') ?? '');
  if (search?.kind === 'mistake') mistaken('q');
  if (search?.kind === 'id' && parameters.get('kind') === 'predictions') mistaken('q');

  const ranges = Object.fromEntries(RANGE_FIELDS.map((field) => [field.field, range(field)]).filter(([, value]) => value !== null));
  const { bandGap, ...sharedRanges } = ranges as Partial<Record<RangeField['field'], FloatRange>>;
  const spaceGroupNumber = readSpaceGroups(words('sg'), words('system'), mistaken);
  const elements = elementsFilter(parameters, mistaken);
  const prototype = words('prototype');
  const optimade = parameters.get('filter') ?? '';
  if (findFilterMistake(optimade) !== null) mistaken('filter');
  const shared: SharedFilter = {
    ...sharedRanges,
    ...(search?.kind === 'formula' && { formula: search.value }),
    ...(search?.kind === 'anonymous' && { anonymousFormula: search.value }),
    ...(search?.kind === 'system' && { chemicalSystem: search.value }),
    ...(elements !== null && { elements }),
    ...(spaceGroupNumber !== null && { spaceGroupNumber }),
    ...(prototype.length > 0 && { prototype }),
    ...(optimade !== '' && { optimade }),
  };
  const source = words('source');
  const scheme = parameters.get('scheme');
  const made = parameters.get('made');
  return {
    mistakes,
    materials: {
      ...shared,
      ...(search?.kind === 'id' && { sourceId: [search.value] }),
      ...(bandGap !== undefined && { bandGap }),
      ...(source.length > 0 && { source }),
      ...(scheme !== null && scheme !== '' && { correctionScheme: scheme }),
      ...((made === 'yes' || made === 'no') && { isTheoretical: made === 'no' }),
    },
    // Only what the ranking let stand.
    predictions: { ...shared, rank: { gte: 1 } },
  };
}

/** Numbers that are named and of a named crystal system; null for all. */
function readSpaceGroups(numbers: readonly string[], systems: readonly string[], mistaken: (parameter: string) => void): number[] | null {
  const named = numbers.map(Number);
  if (!named.every((number) => SPACE_GROUPS.includes(number))) mistaken('sg');
  if (!systems.every((system) => CRYSTAL_SYSTEMS.some((known) => known === system))) mistaken('system');
  if (named.length === 0 && systems.length === 0) return null;
  return SPACE_GROUPS.filter(
    (number) => (named.length === 0 || named.includes(number)) && (systems.length === 0 || systems.includes(crystalSystemOf(number))),
  );
}

function elementsFilter(parameters: Parameters, mistaken: (parameter: string) => void): MaterialFilter['elements'] | null {
  const read = (parameter: ElementParameter): Element[] => {
    const symbols = readElements(parameters.get(parameter));
    if (symbols === null) mistaken(parameter);
    return symbols ?? [];
  };
  const [hasAll = [], exclude = [], only = []] = ELEMENT_PARAMETERS.map(read);
  if (hasAll.length + exclude.length + only.length === 0) return null;
  return {
    ...(hasAll.length > 0 && { hasAll }),
    ...(exclude.length > 0 && { exclude }),
    // What must be there may be there.
    ...(only.length > 0 && { hasOnly: [...new Set([...only, ...hasAll])] }),
  };
}
