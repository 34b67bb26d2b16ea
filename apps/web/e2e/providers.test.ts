import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGUMENTS, findChromium } from './find-chromium';
import { accessibilityFindings } from './inspect-page';
import type { RunningSystem } from './start-system';
import { startSystem } from './start-system';

const executablePath = findChromium();
if (executablePath === null) console.warn('No Chromium found: the page of providers is not tested in a browser.');

const SCREENSHOTS = path.join(import.meta.dirname, 'screenshots');
const EDGE = 5.6;
const SITES = ['000', '0hh', 'h0h', 'hh0', 'hhh', 'h00', '0h0', '00h'].map((site) => Array.from(site, (part) => (part === 'h' ? EDGE / 2 : 0)));
const HALITE = {
  type: 'structures',
  id: 'halite-1',
  attributes: {
    lattice_vectors: [0, 1, 2].map((row) => [0, 1, 2].map((column) => (row === column ? EDGE : 0))),
    cartesian_site_positions: SITES,
    species: ['Na', 'Cl'].map((symbol) => ({ name: symbol, chemical_symbols: [symbol], concentration: [1] })),
    species_at_sites: SITES.map((_, site) => (site < 4 ? 'Na' : 'Cl')),
  },
};

describe.skipIf(executablePath === null)('the page of providers', () => {
  let system: RunningSystem;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const servers: Server[] = [];
  const asked: string[] = [];

  /** @returns its base URL */
  const startProvider = async (answer: (path: string) => { readonly status: number; readonly body: object } | null): Promise<string> => {
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      const given = answer(request.url ?? '');
      if (given !== null) response.writeHead(given.status, { 'content-type': 'application/json' }).end(JSON.stringify(given.body));
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const add = async (url: string): Promise<void> => {
    await page.getByLabel('Another provider').fill(url);
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByRole('switch', { name: `Ask ${new URL(url).host}` }).waitFor();
  };
  const answerOf = (url: string) =>
    page
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: new URL(url).host }) })
      .first();

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    system = await startSystem({ KESSHO_PROVIDER_PRIVATE: 'on' });
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: CHROMIUM_ARGUMENTS });
    context = await browser.newContext({ baseURL: system.url, viewport: { width: 1360, height: 900 }, locale: 'en-US' });
    page = await context.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  });

  it('has all of them off, and can ask nobody then', async () => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Providers' }).click();
    await page.waitForURL('**/providers');
    await page.getByText('0 providers are on').waitFor();
    expect(await page.getByRole('switch', { checked: true }).count()).toBe(0);
    expect(await page.getByRole('switch', { name: 'Ask AiiDA' }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Ask providers' }).isDisabled()).toBe(true);
    const materials = page.getByRole('switch', { name: 'Ask The Materials Project' });
    await materials.check();
    await page.getByText('1 provider is on').waitFor();
    await materials.uncheck();
    await page.getByText('0 providers are on').waitFor();
    expect(asked).toEqual([]);
  });

  it('shows each answer as it comes: crystals of one, the error of another, one still being asked', async () => {
    const [good, lacking, hanging] = [
      await startProvider((path) =>
        path.includes('/structures?') ? { status: 200, body: { data: [HALITE], links: { next: null } } } : { status: 404, body: {} },
      ),
      await startProvider((path) =>
        path.includes('/structures?') ? { status: 501, body: { errors: [{ detail: 'no strings here' }] } } : { status: 404, body: {} },
      ),
      await startProvider(() => null),
    ];
    for (const url of [good, lacking, hanging]) await add(url);
    await page.getByRole('textbox', { name: 'Formula', exact: true }).fill('Na2Cl2');
    await page.getByRole('button', { name: 'Ask providers' }).click();
    await page.getByRole('link', { name: 'halite-1' }).waitFor();
    await answerOf(lacking).getByText('not supported there').waitFor();
    expect(await answerOf(lacking).getByText('no strings here').count()).toBe(1);
    expect(await answerOf(hanging).getByText('asking').count()).toBe(1);
    await page.getByText('2 of 3 have answered').waitFor();
    const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: 'halite-1' }) });
    expect((await row.innerText()).replaceAll(/\s+/g, ' ')).toMatch(/NaCl .*225.*AB_cF8_225_a_b 8 21\.95/);
    await page.reload();
    await page.getByRole('link', { name: 'halite-1' }).waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.screenshot({ path: path.join(SCREENSHOTS, 'providers-light.png'), fullPage: true });
  });

  it('imports what was found, and shows a mistake in a filter at its character', async () => {
    await page.getByRole('button', { name: /^Import these/ }).click();
    await page.getByText('queued', { exact: true }).waitFor();
    await page.getByRole('radio', { name: 'OPTIMADE filter' }).check();
    await page.getByRole('textbox', { name: 'OPTIMADE filter' }).fill('nelements=2 AND (');
    await page.keyboard.press('Enter');
    await page.getByText(/^Character 18/).waitFor();
    await page.getByRole('textbox', { name: 'OPTIMADE filter' }).fill('');
    await page.getByRole('radio', { name: 'Elements' }).check();
    await page.getByRole('textbox', { name: 'Elements' }).fill('Na, xl');
    await page.getByText('"xl" is no element.').waitFor();
  });

  it('reads in Japanese and in the dark as well', async () => {
    const opened = await browser.newContext({ baseURL: system.url, locale: 'ja-JP', colorScheme: 'dark', viewport: { width: 390, height: 844 } });
    const other = await opened.newPage();
    await other.goto('/providers');
    await other.getByRole('heading', { name: 'プロバイダー', exact: true }).waitFor();
    expect(await accessibilityFindings(other)).toEqual([]);
    expect(await other.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await other.screenshot({ path: path.join(SCREENSHOTS, 'providers-dark-narrow.png') });
    await opened.close();
  });
});
