const SHOWN_DIGITS = 8;

/** Both ends of a hash, enough to tell two apart at a glance: `63a65085…af90b75d`. */
export const shortHash = (hash: string): string =>
  hash.length <= 2 * SHOWN_DIGITS ? hash : `${hash.slice(0, SHOWN_DIGITS)}…${hash.slice(-SHOWN_DIGITS)}`;
