/** Why another server could not be read. */
export class RemoteError extends Error {
  constructor(
    /** `not-found`: status 404; `refused`: another answer that asking again does not change; `unavailable`: busy or away; `timeout`: silent. */
    readonly kind: 'not-found' | 'refused' | 'unavailable' | 'timeout' | 'misbehaves',
    message: string,
    /** HTTP status of the last answer; null where there was none, or where it was fine. */
    readonly status: number | null = null,
    /** What the server itself says. */
    readonly detail: string | null = null,
  ) {
    super(message);
    this.name = 'RemoteError';
  }
}
