import type { Prototype, PrototypeEntry, PrototypeLibrary } from '@kessho/core/prototypes/prototype-library';
import { ModelFileInvalidError } from '../model-errors.js';
import { decodeSections, type LibraryHeader, type LibrarySections } from './library-sections.js';

/** Codes of `entryHull` beyond the measured range, as `training/prototypes/pack.py` writes them. */
const HULL_UNKNOWN = 255;

/** Conventional over primitive volume, by centering. */
const LATTICE_POINTS: Readonly<Record<string, number>> = { P: 1, A: 2, B: 2, C: 2, I: 2, R: 3, F: 4 };

/**
 * Decode the uncompressed library. Columns stay typed arrays; prototypes of an anonymous formula and entries become objects when asked for.
 *
 * The file orders slots by falling count, as the labels do; the port orders them by rising count, equal counts as in the label.
 * @throws {ModelFileInvalidError} for wrong magic, an unknown format, or sections that do not fit each other
 */
export function decodePrototypeLibrary(bytes: Uint8Array): PrototypeLibrary {
  const { header, sections } = decodeSections(bytes, (message) => new ModelFileInvalidError(message));
  if (header.format !== 1) throw new ModelFileInvalidError(`Prototype library of format ${header.format}, only format 1 is known`);
  const layout = layOut(header, sections);
  const coordinates = decodeCoordinates(header, sections, layout);
  const prototypes = new Array<Prototype | undefined>(layout.prototypeCount);

  const prototypeAt = (index: number): Prototype => (prototypes[index] ??= makePrototype(index, header, sections, layout));
  const entryAt = (index: number, prototypeIndex: number): PrototypeEntry =>
    makeEntry(index, prototypeAt(prototypeIndex), prototypeIndex, header, sections, layout, coordinates);

  return {
    prototypesOf: (slotCounts) => {
      const range = layout.rangeOf.get([...slotCounts].sort((a, b) => b - a).join());
      return range === undefined ? [] : Array.from({ length: range.end - range.start }, (_, k) => prototypeAt(range.start + k));
    },
    entriesOf: ({ index }) => {
      const first = layout.firstEntry[index];
      return Array.from({ length: layout.firstEntry[index + 1] - first }, (_, k) => entryAt(first + k, index));
    },
    entriesWithin: (atomicNumbers) => {
      const wanted = new Set(atomicNumbers);
      const found: PrototypeEntry[] = [];
      for (let p = 0; p < layout.prototypeCount; p++) {
        const slots = layout.counts[sections.prototypeAnonymous[p]].length;
        if (slots > wanted.size) continue;
        for (let entry = layout.firstEntry[p], at = layout.firstElement[p]; entry < layout.firstEntry[p + 1]; entry++, at += slots)
          if (sections.entryElements.subarray(at, at + slots).every((z) => wanted.has(z))) found.push(entryAt(entry, p));
      }
      return found;
    },
    entry: (index) => {
      if (!Number.isInteger(index) || index < 0 || index >= layout.entryCount)
        throw new RangeError(`The library has ${layout.entryCount} entries, asked for ${index}`);
      return entryAt(index, prototypeOfEntry(layout.firstEntry, index));
    },
  };
}

/** Where each prototype's share of a column begins; every array has one more element than prototypes. */
interface Layout {
  readonly prototypeCount: number;
  readonly entryCount: number;
  readonly firstOrbit: Uint32Array;
  readonly firstEntry: Uint32Array;
  readonly firstElement: Uint32Array;
  readonly firstLattice: Uint32Array;
  readonly firstCoordinate: Uint32Array;
  /** Per prototype and entry. */
  readonly latticeParameters: Uint8Array;
  readonly freeCoordinates: Uint16Array;
  /** Reduced counts, falling, by index of the anonymous formula. */
  readonly counts: readonly (readonly number[])[];
  /** Slots of the file in the order of the port, by index of the anonymous formula. */
  readonly risingOrders: readonly (readonly number[])[];
  /** Prototypes of the reduced counts, falling, joined by commas. */
  readonly rangeOf: ReadonlyMap<string, { start: number; end: number }>;
}

function layOut(header: LibraryHeader, sections: LibrarySections): Layout {
  const prototypeCount = sections.prototypeGroup.length;
  const starts = (): Uint32Array => new Uint32Array(prototypeCount + 1);
  const [firstOrbit, firstEntry, firstElement, firstLattice, firstCoordinate] = [starts(), starts(), starts(), starts(), starts()];
  const latticeParameters = new Uint8Array(prototypeCount);
  const freeCoordinates = new Uint16Array(prototypeCount);
  const counts = header.anonymousFormulas.map(countsOf);
  const rangeOf = new Map<string, { start: number; end: number }>();
  for (let p = 0; p < prototypeCount; p++) {
    const orbitEnd = firstOrbit[p] + sections.prototypeOrbits[p];
    let free = 0;
    for (let orbit = firstOrbit[p]; orbit < orbitEnd; orbit++) free += sections.orbitLetter[orbit] >> 5;
    const entries = sections.prototypeEntries[p];
    const slots = counts[sections.prototypeAnonymous[p]].length;
    latticeParameters[p] = latticeParameterCount(sections.prototypeGroup[p]);
    freeCoordinates[p] = free;
    firstOrbit[p + 1] = orbitEnd;
    firstEntry[p + 1] = firstEntry[p] + entries;
    firstElement[p + 1] = firstElement[p] + entries * slots;
    firstLattice[p + 1] = firstLattice[p] + entries * latticeParameters[p];
    firstCoordinate[p + 1] = firstCoordinate[p] + entries * free;
    const key = counts[sections.prototypeAnonymous[p]].join();
    const range = rangeOf.get(key);
    if (range === undefined) rangeOf.set(key, { start: p, end: p + 1 });
    else range.end = p + 1;
  }
  const entryCount = firstEntry[prototypeCount];
  const fits =
    entryCount === sections.entryHull.length &&
    firstElement[prototypeCount] === sections.entryElements.length &&
    firstLattice[prototypeCount] === sections.entryLattice.length &&
    firstCoordinate[prototypeCount] === sections.coordinateLow.length &&
    firstOrbit[prototypeCount] === sections.orbitLetter.length;
  if (!fits) throw new ModelFileInvalidError('The sections of the prototype library do not fit each other');
  return {
    prototypeCount,
    entryCount,
    firstOrbit,
    firstEntry,
    firstElement,
    firstLattice,
    firstCoordinate,
    latticeParameters,
    freeCoordinates,
    counts,
    risingOrders: counts.map(risingOrder),
    rangeOf,
  };
}

/** Undo the differences between neighboring entries of one geometry cluster. */
function decodeCoordinates(header: LibraryHeader, sections: LibrarySections, layout: Layout): Uint16Array {
  const { coordinateLow, coordinateHigh, entryCluster } = sections;
  const steps = header.coordinateSteps;
  const coordinates = new Uint16Array(coordinateLow.length);
  for (let p = 0; p < layout.prototypeCount; p++) {
    const free = layout.freeCoordinates[p];
    const firstEntry = layout.firstEntry[p];
    const lastEntry = layout.firstEntry[p + 1];
    let at = layout.firstCoordinate[p];
    for (let entry = firstEntry; entry < lastEntry; entry++) {
      const follows = entry > firstEntry && entryCluster[entry] === entryCluster[entry - 1];
      for (let k = 0; k < free; k++, at++) {
        const code = coordinateLow[at] | (coordinateHigh[at] << 8);
        if (!follows) coordinates[at] = code;
        else {
          const difference = code & 1 ? -((code + 1) >> 1) : code >> 1;
          coordinates[at] = (coordinates[at - free] + difference + steps) % steps;
        }
      }
    }
  }
  return coordinates;
}

function makePrototype(index: number, header: LibraryHeader, sections: LibrarySections, layout: Layout): Prototype {
  const spaceGroup = sections.prototypeGroup[index];
  const anonymous = sections.prototypeAnonymous[index];
  const counts = layout.counts[anonymous];
  const formulaUnits = sections.prototypeFormulaUnits[index];
  const nsites = formulaUnits * counts.reduce((sum, n) => sum + n, 0);
  const order = layout.risingOrders[anonymous];
  const letters: string[][] = counts.map(() => []);
  const orbits = [];
  for (let orbit = layout.firstOrbit[index]; orbit < layout.firstOrbit[index + 1]; orbit++) {
    const letter = letterAt(sections.orbitLetter[orbit] & 31);
    const slot = sections.orbitSlot[orbit];
    letters[slot].push(letter);
    orbits.push({ letter, slot: order.indexOf(slot) });
  }
  const centering = header.centerings[spaceGroup - 1];
  const conventionalSites = nsites * LATTICE_POINTS[centering];
  const pearson = `${crystalFamily(spaceGroup)}${'ABC'.includes(centering) ? 'S' : centering}${conventionalSites}`;
  return {
    index,
    label: [header.anonymousFormulas[anonymous], pearson, spaceGroup, ...letters.map(runLengths)].join('_'),
    spaceGroup,
    slotCounts: order.map((slot) => counts[slot]),
    formulaUnits,
    nsites,
    orbits,
  };
}

function makeEntry(
  index: number,
  prototype: Prototype,
  p: number,
  header: LibraryHeader,
  sections: LibrarySections,
  layout: Layout,
  coordinates: Uint16Array,
): PrototypeEntry {
  const nth = index - layout.firstEntry[p];
  const slots = layout.risingOrders[sections.prototypeAnonymous[p]];
  const firstElement = layout.firstElement[p] + nth * slots.length;
  const latticeCount = layout.latticeParameters[p];
  const firstLattice = layout.firstLattice[p] + nth * latticeCount;
  const edges = Math.min(latticeCount, 3);
  const latticeParameters: number[] = [];
  for (let k = 0; k < latticeCount; k++) {
    latticeParameters.push(sections.entryLattice[firstLattice + k] * (k < edges ? header.lengthStep : header.angleStep));
  }
  const hull = sections.entryHull[index];
  const year = sections.entryYear[index];
  const source = sections.entrySource[index];
  const free = layout.freeCoordinates[p];
  const firstCoordinate = layout.firstCoordinate[p] + nth * free;
  const centering = header.centerings[prototype.spaceGroup - 1];
  return {
    index,
    prototype,
    geometry: sections.entryCluster[index],
    elements: slots.map((slot) => sections.entryElements[firstElement + slot]),
    sourceId: `mp-${sections.entryIdLow[index] + 65536 * sections.entryIdHigh[index]}`,
    energyAboveHull: hull === HULL_UNKNOWN ? null : hull * header.hullStep,
    isExperimental: source === 0 ? null : source === 2,
    year: year === 0 ? null : year + header.yearZero,
    volumePerAtom: cellVolume(prototype.spaceGroup, latticeParameters) / (prototype.nsites * LATTICE_POINTS[centering]),
    latticeParameters,
    // Decoded when asked for: ranking looks at thousands of entries and at few coordinates.
    get freeCoordinates() {
      return Array.from(coordinates.subarray(firstCoordinate, firstCoordinate + free), (code) => code / header.coordinateSteps);
    },
  };
}

/** Slots of the file in the order of the port: rising count, equal counts as they stand. */
const risingOrder = (counts: readonly number[]): number[] => counts.map((_, slot) => slot).sort((i, j) => counts[i] - counts[j] || i - j);

const countsOf = (anonymousFormula: string): number[] => [...anonymousFormula.matchAll(/[A-Z](\d*)/g)].map(([, count]) => Number(count || 1));

const letterAt = (rank: number): string => (rank === 26 ? 'A' : String.fromCharCode(97 + rank));

const crystalFamily = (spaceGroup: number): string => 'amothc'[[2, 15, 74, 142, 194, 230].findIndex((last) => spaceGroup <= last)];

/** a; a, c; a, b, c; a, b, c, β; all six. */
const latticeParameterCount = (spaceGroup: number): number => [6, 4, 3, 2, 1][[2, 15, 74, 194, 230].findIndex((last) => spaceGroup <= last)];

const runLengths = (letters: readonly string[]): string =>
  [...new Set(letters)].map((letter) => `${letters.filter((other) => other === letter).length}${letter}`.replace(/^1(?=\D)/, '')).join('');

/** Å³ of the conventional cell. */
function cellVolume(spaceGroup: number, [a, b, c, d, e, f]: readonly number[] | number[]): number {
  const cosine = (degrees: number): number => Math.cos((degrees * Math.PI) / 180);
  const sine = (degrees: number): number => Math.sin((degrees * Math.PI) / 180);
  const [x, y, z] = [a, b, c];
  if (spaceGroup <= 2) {
    const [ca, cb, cg] = [cosine(d), cosine(e), cosine(f)];
    return x * y * z * Math.sqrt(1 - ca * ca - cb * cb - cg * cg + 2 * ca * cb * cg);
  }
  if (spaceGroup <= 15) return x * y * z * sine(d);
  if (spaceGroup <= 74) return x * y * z;
  if (spaceGroup <= 142) return x * x * y;
  if (spaceGroup <= 194) return x * x * y * Math.sqrt(3 / 4);
  return x ** 3;
}

function prototypeOfEntry(firstEntry: Uint32Array, index: number): number {
  let [low, high] = [0, firstEntry.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (firstEntry[middle] <= index) low = middle;
    else high = middle;
  }
  return low;
}
