/** What is tabulated of one element; `null` where no value is known. Sources stand in the header of `periodic-table.generated.ts`. */
export interface ElementRecord {
  readonly atomicNumber: number;
  readonly symbol: string;
  /** English, lower case, American spelling. */
  readonly name: string;
  /** Standard atomic weight, u; for elements without one the mass number of the longest-lived isotope. */
  readonly mass: number;
  /** Pauling scale. */
  readonly electronegativity: number | null;
  /** Single-bond covalent radius (Cordero 2008; low spin where spins differ), Å; known up to curium. */
  readonly covalentRadius: number | null;
  /** Empirical atomic radius (Slater), Å. */
  readonly atomicRadius: number | null;
  /** Å */
  readonly vanDerWaalsRadius: number | null;
  /** Pettifor's order of chemical likeness, 1–103: elements with close numbers replace each other. */
  readonly mendeleevNumber: number | null;
  /** 1–18; lanthanides and actinides count as group 3. */
  readonly group: number;
  /** 1–7; lanthanides are in row 6, actinides in row 7. */
  readonly row: number;
  /** Rising. */
  readonly commonOxidationStates: readonly number[];
  /** States with at least ten entries in the ICSD, rising. */
  readonly icsdOxidationStates: readonly number[];
  /** Oxidation state → mean effective ionic radius over coordinations and spin states (Shannon 1976), Å. */
  readonly ionicRadii: { readonly [oxidationState: number]: number };
}
