import { existsSync } from 'node:fs';

const PLACES = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A Chromium of this machine; null where there is none. */
export const findChromium = (): string | null => PLACES.find((path) => path !== undefined && path !== '' && existsSync(path)) ?? null;

/** WebGL by software, so that the viewer draws on machines without a graphics card. */
export const CHROMIUM_ARGUMENTS = ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
