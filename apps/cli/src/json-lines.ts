import { CoreError } from '@kessho/core/errors';
import { isInputError } from '@kessho/core/prediction/input-errors';
import { EXIT } from './exit-codes.js';

/** What stands for an input that failed; a bad input does not stop the rest. */
export function errorLine(input: string, error: unknown): { readonly input: string; readonly error: { code: string; message: string; position: number | null } } {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof CoreError ? error.code : systemCode(error);
  return { input, error: { code, message, position: error instanceof CoreError ? error.position : null } };
}

const FILE_ERRORS: readonly string[] = ['ENOENT', 'EACCES', 'EISDIR'];

function systemCode(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : 'InternalError';
}

export const exitCodeOf = (error: unknown): number => (isInputError(error) || FILE_ERRORS.includes(systemCode(error)) ? EXIT.badInput : EXIT.failure);

export interface LinePrinter {
  readonly print: (line: object, text: string) => void;
  readonly fail: (input: string, error: unknown) => void;
  /** The worst of what was printed. */
  readonly exitCode: () => number;
}

/** Print one line for each input in order: JSON with `--json`, else text for people, failures on stderr. */
export function linePrinter(json: boolean): LinePrinter {
  let worst: number = EXIT.done;
  return {
    print: (line, text) => void process.stdout.write(json ? `${JSON.stringify(line)}\n` : text),
    fail: (input, error) => {
      worst = Math.max(worst, exitCodeOf(error));
      const line = errorLine(input, error);
      if (json) process.stdout.write(`${JSON.stringify(line)}\n`);
      else process.stderr.write(`${input.slice(0, 200)}: ${line.error.message} (${line.error.code})\n`);
    },
    exitCode: () => worst,
  };
}
