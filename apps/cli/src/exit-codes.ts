/** What the process tells its caller; a contract of the command line. */
export const EXIT = { done: 0, failure: 1, badInput: 2 } as const;
