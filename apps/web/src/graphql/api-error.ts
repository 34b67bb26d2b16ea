/** The API cannot be reached at all. */
export class ApiUnreachableError extends Error {
  constructor(cause: unknown) {
    super('The API does not answer', { cause });
    this.name = 'ApiUnreachableError';
  }
}

/** The API refused or failed; `code` is its `extensions.code`. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }

  /** The address asks for something that cannot exist: a mistyped id, an id of another type. */
  get isMissing(): boolean {
    return this.code === 'BAD_USER_INPUT' || this.code === 'NOT_FOUND';
  }
}
