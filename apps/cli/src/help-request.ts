import type { ParseArgsConfig } from 'node:util';

/** `--help` among the words of a command: not a failure, but nothing else is done. */
export class HelpRequest extends Error {}

/** The options of a command with their defaults, from what it parses. @param named what its words are, empty where it takes none */
export function describeOptions(options: NonNullable<ParseArgsConfig['options']>, named: string): string {
  const lines = Object.entries(options).map(([name, { type, default: fallback }]) => {
    const option = `  --${name}${type === 'string' ? ' VALUE' : ''}`;
    return typeof fallback === 'string' ? `${option.padEnd(26)}without it ${fallback}` : option;
  });
  return [...(named === '' ? [] : [`name ${named}`]), ...lines].join('\n');
}
