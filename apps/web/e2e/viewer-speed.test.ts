/**
 * How fast the viewer turns a cell of 500 atoms with bonds:
 *
 *     npm run build --workspace apps/web && npx vitest run --project e2e apps/web/e2e/viewer-speed.test.ts
 *
 * The page is the built one; behind it stands a server that knows one crystal. Where there is no graphics card Chromium draws by software, and the
 * frames a second are those of the software; so the test judges what the page itself does for a frame, its script and its draw calls, and prints the rest.
 */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGUMENTS, findChromium } from './find-chromium';
import { serveCrystal } from './serve-crystal';
import type { TurningFigures } from './turn-crystal';
import { turnCrystal } from './turn-crystal';

const WEB = path.resolve(import.meta.dirname, '..');
const NEXT = path.resolve(WEB, '../../node_modules/next/dist/bin/next');
const SECONDS = 4;
/** Milliseconds of a frame at 60 a second. */
const FRAME_MS = 1000 / 60;

const executablePath = findChromium();

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}

async function untilUp(address: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const response = await fetch(address).catch(() => null);
    if (response?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error(`Nothing answers at ${address}`);
}

describe.skipIf(executablePath === null)('the viewer with 500 atoms', () => {
  const api = serveCrystal();
  let web: ChildProcess;
  let url: string;

  beforeAll(async () => {
    const apiPort = await listen(api);
    const probe = createServer();
    const port = await listen(probe);
    probe.close();
    url = `http://127.0.0.1:${port}`;
    web = spawn(process.execPath, [NEXT, 'start', '-H', '127.0.0.1', '-p', String(port)], {
      cwd: WEB,
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', KESSHO_API_URL: `http://127.0.0.1:${apiPort}` },
      stdio: 'ignore',
    });
    await untilUp(`${url}/icon.svg`);
  });

  afterAll(() => {
    web?.kill('SIGTERM');
    api.close();
  });

  it.each([
    ['ball', 3],
    ['polyhedra', 8],
    ['ball&names=site&hkl=1 1 0', 6],
  ])('draws %s in at most %i calls, and leaves most of a frame to the graphics card', async (style, mostCalls) => {
    const browser = await chromium.launch({ executablePath: executablePath ?? '', args: CHROMIUM_ARGUMENTS });
    try {
      const page = await browser.newPage({ viewport: { width: 1360, height: 900 } });
      await page.goto(`${url}/structures/measured?style=${style}`);
      await page.locator('canvas').waitFor();
      await page.waitForTimeout(3000);
      const figures = await page.evaluate<TurningFigures>(`(${turnCrystal.toString()})(${SECONDS})`);
      console.info(JSON.stringify({ atoms: 500, style, ...figures }, null, 2));
      expect(figures.drawCallsPerFrame).toBeLessThanOrEqual(mostCalls);
      expect(figures.scriptMsPerFrame).toBeLessThan(FRAME_MS / 2);
    } finally {
      await browser.close();
    }
  });
});
