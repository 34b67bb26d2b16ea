import { CoreError } from '@kessho/core/errors';
import { isInputError } from '@kessho/core/prediction/input-errors';
import { EXIT } from './exit-codes.js';
import { HelpRequest } from './help-request.js';
import { UsageError } from './usage-error.js';

/** A command takes the words after its name and returns the exit code. */
type Command = (args: readonly string[]) => Promise<number>;

/** Loaded on demand: no command pays for the models of another. */
const COMMANDS: Readonly<Record<string, { readonly summary: string; readonly load: () => Promise<Command> }>> = {
  predict: { summary: 'formulas in, ranked structures out', load: async () => (await import('./commands/predict.js')).predict },
  search: { summary: 'crystals of a composition or a whole chemical system without imitation: evolution, random, look-ahead, Bayesian, hopping, by hull', load: async () => (await import('./commands/search.js')).search },
  propose: { summary: 'space groups, Wyckoff assignments and volume; nothing is generated', load: async () => (await import('./commands/propose.js')).propose },
  generate: { summary: 'candidates as extxyz', load: async () => (await import('./commands/generate.js')).generate },
  energy: { summary: 'energy, forces and stress of structures', load: async () => (await import('./commands/energy.js')).energy },
  relax: { summary: 'relax structures', load: async () => (await import('./commands/relax.js')).relax },
  symmetry: { summary: 'space group, Wyckoff letters and prototype of structures', load: async () => (await import('./commands/symmetry.js')).symmetry },
  match: { summary: 'are two structures the same?', load: async () => (await import('./commands/match.js')).match },
  hull: { summary: 'energy above hull, decomposition, facets and chemical potentials of entries; open elements, pressure', load: async () => (await import('./commands/hull.js')).hull },
  references: { summary: 'known crystals of a chemical system relaxed at a pressure, as the phases of a hull', load: async () => (await import('./commands/references.js')).references },
  xrd: { summary: 'X-ray powder patterns; how well structures explain a measured one', load: async () => (await import('./commands/xrd.js')).xrd },
  convert: { summary: 'from one file format to another', load: async () => (await import('./commands/convert.js')).convert },
  models: { summary: 'list or verify the models, add or remove packs of them', load: async () => (await import('./commands/models.js')).models },
};

/** Carried out by the API's programs, which `npm run kessho` calls as well. */
const SERVER_COMMANDS: readonly (readonly [name: string, summary: string])[] = [
  ['token', 'create, list or revoke tokens of the API'],
  ['import', 'crystals of files, the Materials Project or an OPTIMADE provider into the database'],
  ['migrate', 'bring the database up to date'],
];

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help') {
    process.stderr.write(usage());
    return name === undefined ? EXIT.badInput : EXIT.done;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    process.stderr.write(`kessho: there is no command "${name}"\n\n${usage()}`);
    return EXIT.badInput;
  }
  try {
    return await (await command.load())(args);
  } catch (error) {
    if (error instanceof HelpRequest) {
      process.stdout.write(`kessho ${name}: ${command.summary}\n\n${error.message}\n`);
      return EXIT.done;
    }
    process.stderr.write(`kessho ${name}: ${describe(error)}\n`);
    return isUserError(error) ? EXIT.badInput : EXIT.failure;
  }
}

const isUserError = (error: unknown): boolean => error instanceof UsageError || isInputError(error);

function describe(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  if (error instanceof CoreError) return `${error.message} (${error.code})`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function usage(): string {
  const commands = [...Object.entries(COMMANDS).map(([name, { summary }]) => [name, summary] as const), ...SERVER_COMMANDS];
  const lines = commands.map(([name, summary]) => `  ${name.padEnd(10)}${summary}`);
  return `Usage: npm run kessho -- COMMAND …   (predict also as: npm run predict -- BaTiO3)\n\n${lines.join('\n')}\n\nThe options of a command: COMMAND --help\n`;
}

// A closed pipe (`… | head`) ends the program quietly.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.failure));
process.exitCode = await main(process.argv.slice(2));
