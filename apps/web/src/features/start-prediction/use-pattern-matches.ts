'use client';
import { STRETCH_OF_RELAXED_CELLS } from '@kessho/core/diffraction/match-pattern';
import { RADIATIONS } from '@kessho/core/diffraction/radiation';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { TUBES } from '../../components/charts/x-ray-tubes';
import type { DiffractionAnswer } from '../../workers/crystal-tasks';
import { runTask } from '../../workers/run-task';
import type { PatternCandidate } from './pattern-candidates';
import { loadPatternCandidates } from './pattern-candidates';

/** A structure with what its fit gave. */
export interface PatternMatchRow extends PatternCandidate {
  readonly answer: DiffractionAnswer | null;
  /** Why there is none, in the words of the core; null where there is one. */
  readonly failure: string | null;
}

export interface PatternMatches {
  readonly formula: string;
  /** Best first. */
  readonly rows: readonly PatternMatchRow[];
  /** Structures there are to fit. */
  readonly total: number;
  readonly isDone: boolean;
}

export interface PatternQuestion {
  readonly formula: string;
  readonly tube: (typeof TUBES)[number];
  /** Contents of the measured file. */
  readonly text: string;
  /** Degrees. */
  readonly range: readonly [number, number];
}

/** Degrees; overruled by the fit. */
const FULL_WIDTH = 0.2;

const residualOf = ({ answer }: PatternMatchRow): number => answer?.measured?.match.residual ?? Infinity;

/** Fits structures of a composition to a measured pattern, one after another in the worker; rows come as they are done. */
export function usePatternMatches(): {
  readonly matches: PatternMatches | null;
  /** Words of the API; empty where it did not answer; null where nothing failed. */
  readonly failure: string | null;
  readonly ask: (question: PatternQuestion) => void;
} {
  const [matches, setMatches] = useState<PatternMatches | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const run = useRef(0);
  useEffect(
    () => () => {
      run.current++;
    },
    [],
  );
  const ask = useCallback((question: PatternQuestion) => {
    const mine = ++run.current;
    const isWanted = () => run.current === mine;
    const work = async () => {
      setFailure(null);
      setMatches({ formula: question.formula, rows: [], total: 0, isDone: false });
      const candidates = await loadPatternCandidates(question.formula);
      const rows: PatternMatchRow[] = [];
      for (const candidate of candidates) {
        const row = await fit(candidate, question);
        if (!isWanted()) return;
        rows.push(row);
        rows.sort((one, other) => residualOf(one) - residualOf(other));
        setMatches({ formula: question.formula, rows: [...rows], total: candidates.length, isDone: false });
      }
      if (isWanted()) setMatches({ formula: question.formula, rows, total: candidates.length, isDone: true });
    };
    work().catch((error: unknown) => {
      if (!isWanted()) return;
      setMatches(null);
      setFailure(error instanceof Error ? error.message : String(error));
    });
  }, []);
  return { matches, failure, ask };
}

const fit = (candidate: PatternCandidate, { tube, text, range }: PatternQuestion): Promise<PatternMatchRow> =>
  runTask('diffraction', {
    structure: candidate.structure,
    wavelength: RADIATIONS[tube] ?? NaN,
    twoThetaRange: range,
    fullWidth: FULL_WIDTH,
    measured: text,
    mostStretch: STRETCH_OF_RELAXED_CELLS,
  }).then(
    (answer) => ({ ...candidate, answer, failure: null }),
    (error: Error) => ({ ...candidate, answer: null, failure: error.message }),
  );
