import type { Budget } from '@kessho/core/prediction/stage-types';

/** Seconds by which a prediction lets later ones with less work pass: a quick one waits for none of the others that came within these. */
const YIELDS_FOR: Readonly<Record<Budget, number>> = { quick: 0, standard: 8 * 3600, thorough: 48 * 3600 };

const EPOCH = Date.UTC(2026, 0, 1);

/** Seconds since 2026 when a prediction should have its turn: the age decides, the work it brings is added. Nobody waits for ever. */
export const turnOf = (budget: Budget, submittedAt: Date): number => Math.floor((submittedAt.getTime() - EPOCH) / 1000) + YIELDS_FOR[budget];
