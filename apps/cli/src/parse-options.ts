import { parseArgs, type ParseArgsConfig } from 'node:util';
import { describeOptions, HelpRequest } from './help-request.js';
import { UsageError } from './usage-error.js';

type ParsedOptions<T extends NonNullable<ParseArgsConfig['options']>> = ReturnType<typeof parseArgs<{ args: string[]; allowPositionals: true; options: T }>>;

/** `parseArgs` with its complaints as usage errors, and the number of words checked. @throws {UsageError} @throws {HelpRequest} */
export function parseOptions<T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
  words: { readonly atLeast: number; readonly named: string },
): ParsedOptions<T> {
  if (args.includes('--help')) throw new HelpRequest(describeOptions(options, words.named));
  const parsed = ((): ParsedOptions<T> => {
    try {
      return parseArgs({ args: [...args], allowPositionals: true, options });
    } catch (error) {
      throw new UsageError(error instanceof Error ? error.message : String(error));
    }
  })();
  if (parsed.positionals.length < words.atLeast) throw new UsageError(`name ${words.named}`);
  return parsed;
}

export function numberOption(name: string, value: string, least: number, most: number): number {
  const parsed = Number(value);
  if (value.trim() === '' || !(parsed >= least && parsed <= most)) throw new UsageError(`--${name} takes a number from ${least} to ${most}, not "${value}"`);
  return parsed;
}

export function wholeNumberOption(name: string, value: string, least: number, most: number): number {
  const parsed = numberOption(name, value, least, most);
  if (!Number.isInteger(parsed)) throw new UsageError(`--${name} takes a whole number, not "${value}"`);
  return parsed;
}
