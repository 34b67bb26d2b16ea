import type { BelowKnown, Verdict } from './judge-search.js';

/** One search of a system. */
export interface HullRun {
  readonly system: string;
  /** And what was kept from it. */
  readonly method: string;
  readonly seed: string;
  readonly relaxations: number;
  /** Of the potential. */
  readonly evaluations: number;
  readonly phases: number;
  /** Mean depth of the hull, eV/atom, after so many relaxations: wherever it changed, and at the end. */
  readonly curve: readonly (readonly [relaxations: number, volume: number])[];
  readonly verdicts: readonly Verdict[];
  readonly below: readonly BelowKnown[];
  /** Processor time, all threads. */
  readonly cpuSeconds: number;
  readonly seconds: number;
}

/** What a run is held against. */
export interface KnownHull {
  readonly system: string;
  readonly targets: readonly {
    readonly id: string;
    readonly formula: string;
    readonly nsites: number;
    readonly spaceGroup: number;
    readonly isStable: boolean;
  }[];
  readonly tooLarge: readonly { readonly id: string; readonly formula: string; readonly nsites: number }[];
  readonly volumeWithin: number;
  readonly volume: number;
  readonly crystals: number;
  readonly relaxed: number;
}

/** Mean depth of the hull after so many relaxations, eV/atom; 0 before there is one. */
export const volumeAt = ({ curve }: Pick<HullRun, 'curve'>, relaxations: number): number =>
  curve.reduce((volume, [at, value]) => (at <= relaxations ? value : volume), 0);
