import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Folder of the potentials that the user installed: `KESSHO_MODELS`, or `.kessho/models` in the home directory. */
export function modelPacksRoot(env: NodeJS.ProcessEnv): string {
  const named = env['KESSHO_MODELS'];
  return named === undefined || named === '' ? join(homedir(), '.kessho', 'models') : resolve(named);
}
