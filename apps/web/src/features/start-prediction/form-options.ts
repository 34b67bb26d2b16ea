'use client';
import type { Budget, JudgesQuery, ProjectNameFragment } from '@kessho/schema/generated/graphql';
import { useChosenProject } from '../../components/projects/project-choice';
import { useUrlChoice, useUrlState } from '../../components/use-url-state';

/** By effort. */
export const BUDGETS: readonly Budget[] = ['QUICK', 'STANDARD', 'THOROUGH'];

/** The first is what one gets without choosing: a ranking within a minute, from which a broader one is one click away. */
const BUDGET_CHOICES: readonly [Budget, ...Budget[]] = ['QUICK', 'STANDARD', 'THOROUGH'];

/** The limits of the API. */
export const MAX_ATOMS = { least: 1, most: 300, initial: 60 };

/** A potential that may decide the order of the finalists. */
export type Judge = JudgesQuery['judges'][number];

export const judgeName = ({ name, version }: Judge): string => `${name}@${version}`;

export interface FormOptions {
  readonly budget: Budget;
  readonly setBudget: (budget: Budget) => void;
  readonly maxAtoms: number;
  readonly setMaxAtoms: (text: string) => void;
  readonly seed: string;
  readonly setSeed: (seed: string) => void;
  readonly isHoldout: boolean;
  readonly setHoldout: (isHoldout: boolean) => void;
  /** Of one that is installed; null for none. */
  readonly judge: string | null;
  readonly setJudge: (judge: string | null) => void;
  /** To which the prediction is added; null for none. */
  readonly projectId: string | null;
  readonly setProject: (projectId: string | null) => void;
}

/** What can be chosen of what the server has. */
export interface FormChoices {
  readonly judges: readonly Judge[];
  readonly projects: readonly ProjectNameFragment[];
}

/** The options of a prediction, kept in the address. */
export function useFormOptions({ judges, projects }: FormChoices): FormOptions {
  const [budget, setBudget] = useUrlChoice('budget', BUDGET_CHOICES);
  const [maxAtomsText, setMaxAtoms] = useUrlState('maxAtoms');
  const [seed, setSeed] = useUrlState('seed');
  const [holdout, setHoldout] = useUrlState('holdout');
  const [judge, setJudge] = useUrlState('judge');
  const [projectId, setProject] = useChosenProject(projects);
  const wanted = Number(maxAtomsText);
  const isWithin = Number.isInteger(wanted) && wanted >= MAX_ATOMS.least && wanted <= MAX_ATOMS.most;
  return {
    budget,
    setBudget,
    maxAtoms: isWithin ? wanted : MAX_ATOMS.initial,
    setMaxAtoms,
    seed: seed ?? '1',
    setSeed: (text) => setSeed(text === '1' ? null : text),
    isHoldout: holdout === '1',
    setHoldout: (isHoldout) => setHoldout(isHoldout ? '1' : null),
    judge: judges.map(judgeName).find((name) => name === judge) ?? null,
    setJudge,
    projectId,
    setProject,
  };
}
