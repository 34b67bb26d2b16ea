/** Mean probability of an unknown prototype over reference ground states (`training/novelty`). */
const MEAN_UNKNOWN_SHARE = 0.08;
const LEAST = 0.4;
const MOST = 2.5;

/**
 * How much work random crystals are worth, 1 where an unknown prototype is as likely as on average. It grows with the root of the probability: the chance to
 * find the crystal saturates, so that ten times the chance is not worth ten times the work. Never nothing, never beyond bounds.
 */
export const workForRandom = (unknownShare: number): number => Math.min(MOST, Math.max(LEAST, Math.sqrt(unknownShare / MEAN_UNKNOWN_SHARE)));
