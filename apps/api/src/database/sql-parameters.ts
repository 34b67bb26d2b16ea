import { badUserInput } from '../graphql/request-errors.js';

/** Collects the values of a statement; `add` gives the placeholder of each. */
export class SqlParameters {
  readonly values: unknown[] = [];

  /** @throws BAD_USER_INPUT for a text with the character NUL, which PostgreSQL cannot hold */
  add(value: unknown): string {
    const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (texts.some((text) => typeof text === 'string' && text.includes('\0'))) throw badUserInput('A text may not hold the character NUL');
    this.values.push(value);
    return `$${this.values.length}`;
  }
}
