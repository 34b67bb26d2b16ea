/** The words of the command line do not fit; the message says which. */
export class UsageError extends Error {}
