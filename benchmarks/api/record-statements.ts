import type { Logger } from 'typeorm';

export interface Statement {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

/** A logger that keeps every statement with its parameters. */
export function recordStatements(): { readonly logger: Logger; readonly take: () => Statement[] } {
  const statements: Statement[] = [];
  const nothing = (): void => undefined;
  const logger: Logger = {
    logQuery: (text, parameters) => void statements.push({ text, parameters: (parameters as readonly unknown[] | undefined) ?? [] }),
    logQueryError: nothing,
    logQuerySlow: nothing,
    logSchemaBuild: nothing,
    logMigration: nothing,
    log: nothing,
  };
  return { logger, take: () => statements.splice(0) };
}
