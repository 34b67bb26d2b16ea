import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGUMENTS, findChromium } from './find-chromium';
import { accessibilityFindings, SCRIPT_LIMIT, scriptBytes } from './inspect-page';
import type { RunningSystem } from './start-system';
import { startSystem } from './start-system';

const executablePath = findChromium();
if (executablePath === null)
  console.warn('No Chromium found: the dashboard is not tested in a browser. Set CHROMIUM_PATH, or install the package chromium.');

const SCREENSHOTS = path.join(import.meta.dirname, 'screenshots');
const README_PICTURE = path.resolve(import.meta.dirname, '../../../docs/images/dashboard.png');
/** Longest wait for a small prediction on a busy machine. */
const PREDICTION_MS = 240_000;
const WIDE = { width: 1360, height: 900 };
const NARROW = { width: 390, height: 844 };

describe.skipIf(executablePath === null)('dashboard', () => {
  let system: RunningSystem;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const foreign: string[] = [];
  const problems: string[] = [];
  const addresses = { prediction: '', structure: '' };

  const openContext = async (options: BrowserContextOptions = {}): Promise<BrowserContext> => {
    const opened = await browser.newContext({ baseURL: system.url, viewport: WIDE, locale: 'en-US', acceptDownloads: true, ...options });
    opened.on('request', (request) => {
      if (/^https?:/.test(request.url()) && !request.url().startsWith(system.url)) foreign.push(request.url());
    });
    opened.on('weberror', (error) => problems.push(error.error().message));
    return opened;
  };
  const withPage = async <Result>(options: BrowserContextOptions, use: (page: Page) => Promise<Result>): Promise<Result> => {
    const opened = await openContext(options);
    try {
      return await use(await opened.newPage());
    } finally {
      await opened.close();
    }
  };
  const stateChip = (text: string) => page.locator('h1 + span', { hasText: text });

  beforeAll(async () => {
    system = await startSystem();
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: CHROMIUM_ARGUMENTS });
    context = await openContext();
    page = await context.newPage();
  });

  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  });

  it('says of an empty database what to do', async () => {
    await page.goto('/');
    await page.getByRole('button', { name: /^Predict MgO/ }).waitFor();
  });

  it('shows a mistake in the formula at its very character, and reads the corrected one', async () => {
    await page.getByRole('link', { name: 'Models' }).click();
    await page.waitForURL('**/models');
    await page.getByRole('link', { name: 'Predict', exact: true }).click();
    await page.waitForURL(`${system.url}/`);
    await page.locator('body').click({ position: { x: 5, y: 500 } });
    await page.keyboard.press('/');
    await page.keyboard.type('MgO)');
    const field = page.getByRole('textbox', { name: 'Composition' });
    await page.getByText(/Character 4/).waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('mark').textContent()).toBe(')');
    await page.keyboard.press('Backspace');
    await page.getByText('2 atoms per formula unit').waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('false');
  });

  it('predicts: stages, ranked table, reasons', { timeout: PREDICTION_MS + 30_000 }, async () => {
    await page.getByRole('radio', { name: 'Quick' }).check();
    await page.getByRole('button', { name: 'Predict structures' }).click();
    await page.waitForURL('**/predictions/*');
    addresses.prediction = new URL(page.url()).pathname;
    await page.getByRole('progressbar', { name: 'Propose' }).waitFor();
    await stateChip('Finished').waitFor({ timeout: PREDICTION_MS });
    const rows = page.getByRole('table', { name: 'Ranked structures' }).getByRole('row');
    await rows.nth(1).waitFor();
    expect(await rows.nth(1).textContent()).toContain('Fm-3m');
    expect(await page.getByText('Why this order').count()).toBe(1);
  });

  it('filters by a bar, sorts by a heading, and keeps both in the address', async () => {
    const table = page.getByRole('table', { name: 'Ranked structures' });
    await table.getByRole('button', { name: /Above hull/ }).click();
    await table.getByRole('button', { name: /Above hull/ }).click();
    expect(new URL(page.url()).searchParams.get('sort')).toBe('-energyAboveHull');
    await page.getByRole('button', { name: /^Fm-3m \(225\)/ }).click();
    await page.reload();
    expect(new URL(page.url()).searchParams.get('sg')).toBe('225');
    await page.getByRole('button', { name: /Show all/ }).click();
    expect(new URL(page.url()).searchParams.get('sg')).toBeNull();
    expect(await table.locator('th[aria-sort=descending]').textContent()).toContain('Above hull');
  });

  it('shows every chart as a table too', async () => {
    await page.getByRole('region', { name: 'Proposed space groups' }).getByRole('button', { name: 'Show as table' }).click();
    await page.getByRole('table', { name: 'Proposed space groups' }).waitFor();
  });

  it('opens the best structure and hands out the very cell that is shown', async () => {
    await page.goto(addresses.prediction);
    await page.getByRole('table', { name: 'Ranked structures' }).getByRole('link').first().click();
    await page.waitForURL('**/structures/*');
    addresses.structure = new URL(page.url()).pathname;
    await page.locator('canvas').waitFor();
    const download = async (name: string): Promise<string> => {
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name, exact: true }).click()]);
      return readFileSync(await file.path(), 'utf8');
    };
    const conventional = await download('CIF');
    expect(conventional).toMatch(/^data_/m);
    expect(conventional).toContain('_atom_site_fract_x');
    const sites = () => page.getByRole('table', { name: 'Sites' }).getByRole('row').count();
    const conventionalSites = await sites();
    expect(await download('POSCAR')).toContain('Direct');
    await page.getByRole('radio', { name: 'Primitive' }).click();
    await page.waitForURL('**cell=PRIMITIVE**');
    await expect.poll(sites).toBeLessThan(conventionalSites);
    const poscar = (await download('POSCAR')).split('\n');
    const atoms = (poscar[6] ?? '')
      .trim()
      .split(/\s+/)
      .reduce((sum, count) => sum + Number(count), 0);
    expect(atoms).toBe((await sites()) - 1);
  });

  it('tells of a chosen site its neighbors', async () => {
    await page.getByRole('button', { name: '1', exact: true }).click();
    await page.getByText('Neighbors within bonding distance').waitFor();
  });

  it('cancels within a second, offers to retry, and is seen to by a page that has to poll', async () => {
    await page.goto('/?formula=Na3PS4&budget=THOROUGH');
    await page.getByRole('button', { name: 'Predict structures' }).click();
    await page.waitForURL('**/predictions/*');
    await page.getByText('Live', { exact: true }).waitFor();
    await withPage({}, async (other) => {
      await other.route('**/graphql', (route) =>
        route.request().headers()['accept']?.startsWith('text/event-stream') === true ? route.abort() : route.continue(),
      );
      await other.goto(page.url());
      await other.getByText('Refreshed every 2 s').waitFor();
      await page.getByRole('button', { name: 'Cancel' }).click();
      await stateChip('Cancelled').waitFor({ timeout: 5000 });
      await page.getByRole('button', { name: 'Retry' }).waitFor();
      await other.locator('h1 + span', { hasText: 'Cancelled' }).waitFor({ timeout: 10_000 });
    });
  });

  it.each(['/predictions/nothing', '/structures/UHJlZGljdGlvbjox', '/nowhere'])('answers %s with 404 and a way on', async (address) => {
    const response = await page.goto(address);
    expect(response?.status()).toBe(404);
    await page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor();
    await page.getByRole('link', { name: 'Predict a structure' }).waitFor();
  });

  it('refuses an element that no model knows, at its character', async () => {
    await page.goto('/?formula=Og2O');
    await page.getByRole('button', { name: 'Predict structures' }).click();
    await page.getByText(/Character 1/).waitFor();
  });

  it('goes by keyboard: help, rows', async () => {
    await page.goto(addresses.prediction);
    await page.getByRole('table', { name: 'Ranked structures' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor({ state: 'hidden' });
    // The table stands there before its script does: the first keys may come too early.
    const marked = page.locator('tr[data-marked="true"]');
    for (let tries = 0; tries < 40 && !(await marked.isVisible()); tries++) {
      await page.keyboard.press('j');
      await page.waitForTimeout(250);
    }
    expect(await marked.count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/structures/*');
  });

  it('loads little script where there is no viewer', async () => {
    for (const address of ['/', addresses.prediction, '/models']) {
      const bytes = await withPage({}, (fresh) => scriptBytes(fresh, address));
      expect(bytes, `script of ${address}`).toBeLessThan(SCRIPT_LIMIT);
    }
  });

  it('passes axe and fits the screen: light and dark, wide and narrow, English and Japanese', async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    const pages = { home: '/', prediction: addresses.prediction, structure: `${addresses.structure}?style=polyhedra`, models: '/models' };
    const looks = [
      { colorScheme: 'light', viewport: WIDE, locale: 'en-US' },
      { colorScheme: 'dark', viewport: WIDE, locale: 'ja-JP' },
      { colorScheme: 'light', viewport: NARROW, locale: 'ja-JP' },
      { colorScheme: 'dark', viewport: NARROW, locale: 'en-US' },
    ] as const;
    for (const look of looks) {
      for (const [name, address] of Object.entries(pages)) {
        const label = [name, look.colorScheme, look.viewport.width, look.locale.slice(0, 2)].join('-');
        await withPage(look, async (fresh) => {
          await fresh.goto(address, { waitUntil: 'networkidle' });
          if (name === 'structure') await fresh.locator('canvas').waitFor();
          await fresh.waitForTimeout(name === 'structure' ? 1500 : 300);
          expect(await accessibilityFindings(fresh), label).toEqual([]);
          expect(await fresh.evaluate('document.documentElement.scrollWidth - innerWidth'), `${label}: wider than the screen`).toBeLessThanOrEqual(0);
          await fresh.screenshot({ path: path.join(SCREENSHOTS, `${label}.png`), fullPage: true });
        });
      }
    }
  });

  it.runIf(process.env['KESSHO_UPDATE_PICTURES'] === '1')('takes the picture of the README', { timeout: PREDICTION_MS + 30_000 }, async () => {
    await page.goto('/?formula=BaTiO3&budget=QUICK');
    await page.getByRole('button', { name: 'Predict structures' }).click();
    await stateChip('Finished').waitFor({ timeout: PREDICTION_MS });
    await page.getByRole('table', { name: 'Ranked structures' }).waitFor();
    await page.mouse.move(0, 0);
    await page.waitForTimeout(500);
    mkdirSync(path.dirname(README_PICTURE), { recursive: true });
    await page.screenshot({ path: README_PICTURE });
  });

  it('asked nothing of any other host, and nothing failed unseen', () => {
    expect(foreign).toEqual([]);
    expect(problems).toEqual([]);
  });
});
