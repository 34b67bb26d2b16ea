/**
 * Known crystals as prototypes: space group and Wyckoff occupation without the elements, and under each the crystals that realize it.
 * A *slot* is one species of the anonymous formula. Slots are ordered by rising count in the reduced formula, and among equal counts as the
 * canonical label of the prototype orders them.
 */
export interface Prototype {
  /** Place in the library. */
  readonly index: number;
  /** `A3BC_cP5_221_c_a_b`, canonical over equivalent settings. */
  readonly label: string;
  readonly spaceGroup: number;
  /** Reduced count of each slot, rising: [1, 1, 3] for a perovskite. */
  readonly slotCounts: readonly number[];
  /** Formula units in the primitive cell. */
  readonly formulaUnits: number;
  /** Sites in the primitive cell. */
  readonly nsites: number;
  /** Orbits of the standardized cell; `slot` is an index of `slotCounts`. */
  readonly orbits: readonly { readonly letter: string; readonly slot: number }[];
}

/** One known crystal. */
export interface PrototypeEntry {
  /** Place in the library. */
  readonly index: number;
  readonly prototype: Prototype;
  /** Crystals of one prototype with one number have like free coordinates and cell shapes; the label alone does not fix the geometry. */
  readonly geometry: number;
  /** `elements[slot]` is an atomic number. */
  readonly elements: readonly number[];
  /** `mp-149`. */
  readonly sourceId: string;
  /** eV/atom in the source's own scheme; null where the source has none. */
  readonly energyAboveHull: number | null;
  /** Whether the crystal is known from experiment; null where the source does not say. */
  readonly isExperimental: boolean | null;
  /** First year of report; null where not known. */
  readonly year: number | null;
  /** Å³. */
  readonly volumePerAtom: number;
  /** Free lattice parameters of the standardized cell in the order a, b, c (Å), α, β, γ (degrees). */
  readonly latticeParameters: readonly number[];
  /** Free coordinates of the orbits in order, x before y before z. */
  readonly freeCoordinates: readonly number[];
}

export interface PrototypeLibrary {
  /** Prototypes of an anonymous formula, given its reduced counts in rising order; in library order. */
  readonly prototypesOf: (slotCounts: readonly number[]) => readonly Prototype[];
  /** Crystals of a prototype; in library order. */
  readonly entriesOf: (prototype: Prototype) => readonly PrototypeEntry[];
  /** Crystals whose elements are all among these, elements and sub-systems included; in library order. */
  readonly entriesWithin: (atomicNumbers: readonly number[]) => readonly PrototypeEntry[];
  /** By its place in the library. @throws {RangeError} outside of the library */
  readonly entry: (index: number) => PrototypeEntry;
}
