// `npm run predict -- …` and `npm run kessho -- COMMAND …`.
import { hand, prepare } from './prepare.mjs';

const args = process.argv.slice(2);
if (['token', 'migrate', 'import'].includes(args[0])) {
  await prepare(['apps/api']);
  hand(`apps/api/dist/${args[0]}-command.js`, args.slice(1));
} else {
  await prepare(['apps/cli']);
  hand('apps/cli/dist/main.js', args);
}
