import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGUMENTS, findChromium } from './find-chromium';
import { accessibilityFindings, SCRIPT_LIMIT, scriptBytes } from './inspect-page';
import { HUGE, LOOKS, lookAtPages, WIDE } from './looks';
import { ROCK_SALT_COUNT, rockSaltLines } from './rock-salts';
import type { RunningSystem } from './start-system';
import { startSystem } from './start-system';

const executablePath = findChromium();
/** Longest wait for a small prediction on a busy machine. */
const PREDICTION_MS = 240_000;
const PAGE_ROWS = 50;

describe.skipIf(executablePath === null)('explore, materials, phase diagrams', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kessho-rock-salts-'));
  let system: RunningSystem;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const foreign: string[] = [];
  const problems: string[] = [];

  const parameter = (name: string) => new URL(page.url()).searchParams.get(name);
  const table = () => page.getByRole('table', { name: 'Materials' });
  const rowCount = async () => (await table().getByRole('row').count()) - 1;
  const counted = (text: string) => page.getByRole('status').filter({ hasText: new RegExp(`^${text}$`) });
  const ask = async <Data>(query: string, variables: object = {}): Promise<Data> => {
    const body = JSON.stringify({ query, variables });
    const response = await fetch(`${system.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    return ((await response.json()) as { data: Data }).data;
  };
  /** Go to a page whose script has come: React leaves its properties on the elements that it listens to. */
  const open = async (address: string) => {
    const response = await page.goto(address);
    await page.waitForFunction(() => Object.keys(document.querySelector('header select') ?? {}).some((key) => key.startsWith('__reactProps')));
    return response;
  };

  beforeAll(async () => {
    system = await startSystem();
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: CHROMIUM_ARGUMENTS });
    context = await browser.newContext({ baseURL: system.url, viewport: WIDE, locale: 'en-US', acceptDownloads: true });
    context.on('request', (request) => {
      if (/^https?:/.test(request.url()) && !request.url().startsWith(system.url)) foreign.push(request.url());
    });
    context.on('weberror', (error) => problems.push(error.error().message));
    page = await context.newPage();
  });

  afterAll(async () => {
    await browser?.close();
    await system?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('tells of an empty database how to import, and where to predict', async () => {
    await open('/');
    // Out of the field that has the focus.
    await page.locator('body').click({ position: { x: 5, y: 500 } });
    await page.keyboard.press('g');
    await page.keyboard.press('e');
    await page.waitForURL('**/explore');
    await page.getByText('No materials yet').waitFor();
    expect(await page.getByRole('region', { name: 'Commands that import' }).textContent()).toContain('npm run kessho -- import');
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.getByRole('radio', { name: 'Predictions' }).check();
    await page.getByText('No predicted structures yet').waitFor();
    await page.getByRole('link', { name: 'Predict a structure' }).waitFor();
  });

  it('lists what was imported, by pages that go both ways', async () => {
    const file = path.join(folder, 'rock-salts.jsonl');
    writeFileSync(file, rockSaltLines());
    await system.importFile(file);
    await open('/explore');
    await counted(`${ROCK_SALT_COUNT} rows`).waitFor();
    expect(await rowCount()).toBe(PAGE_ROWS);
    expect(await table().locator('th[aria-sort=ascending]').textContent()).toContain('Formula');
    const first = await table().getByRole('link').first().textContent();
    await page.getByRole('button', { name: 'Next' }).click();
    await expect.poll(rowCount, { timeout: 10_000 }).toBe(ROCK_SALT_COUNT - PAGE_ROWS);
    expect(parameter('after')).not.toBeNull();
    await page.getByRole('button', { name: 'Previous' }).click();
    await expect.poll(() => table().getByRole('link').first().textContent(), { timeout: 10_000 }).toBe(first);
    await page.getByRole('button', { name: 'Last' }).click();
    await expect.poll(() => table().getByRole('link').last().textContent(), { timeout: 10_000 }).toBe('VS');
  });

  it('fetches no other page before it is asked for', async () => {
    const fetched: string[] = [];
    const fresh = await context.newPage();
    fresh.on('request', (request) => new URL(request.url()).searchParams.has('_rsc') && fetched.push(request.url()));
    await fresh.goto('/explore', { waitUntil: 'networkidle' });
    expect(await fresh.getByRole('link', { name: 'MgO' }).count()).toBeGreaterThan(0);
    await fresh.close();
    expect(fetched).toEqual([]);
  });

  it('shows a mistake in the formula at its character, reads the corrected one, and keeps it in the address', async () => {
    await open('/explore');
    await table().waitFor();
    const field = page.getByRole('textbox', { name: 'Formula, chemical system or id' });
    await page.keyboard.press('/');
    await page.keyboard.type('OMg)');
    await page.getByText(/Character 4/).waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await page.getByText('The filter cannot be read').waitFor();
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Enter');
    await counted('1 row').waitFor();
    expect(parameter('q')).toBe('OMg');
    await page.reload();
    await counted('1 row').waitFor();
    expect(await table().getByRole('link').first().textContent()).toBe('MgO');
  });

  it('chooses elements by keyboard: include, exclude', async () => {
    await open('/explore');
    await page.getByRole('button', { name: /^Elements/ }).click();
    await page.locator('[data-element="H"]').focus();
    // H → He, down to Ne, left to O
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowLeft', 'Enter']) await page.keyboard.press(key);
    await expect.poll(() => parameter('with')).toBe('O');
    await page.getByRole('radio', { name: /Exclude/ }).check();
    await page.locator('[data-element="Mg"]').click();
    await expect.poll(() => parameter('without')).toBe('Mg');
    expect(await page.locator('[data-element="Mg"]').getAttribute('aria-label')).toBe('Mg magnesium: Exclude');
    await counted('10 rows').waitFor();
  });

  it('filters by a range in shown units, saves the view and finds it again', async () => {
    await open('/explore');
    await page.getByRole('button', { name: /^Filters/ }).click();
    await page.getByRole('textbox', { name: 'Above hull (meV/atom): to' }).fill('20');
    await page.keyboard.press('Enter');
    // 0, 5, 10, 15 and 20 meV/atom
    await counted('5 rows').waitFor();
    expect(parameter('hull')).toBe('..20');
    await page.getByText('Saved views').click();
    await page.getByRole('textbox', { name: 'Name of this view' }).fill('near the hull');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Clear all filters' }).click();
    await counted(`${ROCK_SALT_COUNT} rows`).waitFor();
    await page.reload();
    await page.getByText('Saved views').click();
    await page.getByRole('button', { name: 'near the hull', exact: true }).click();
    await counted('5 rows').waitFor();
  });

  it('orders by a heading and chooses columns, both in the address', async () => {
    await open('/explore');
    await table().waitFor();
    const heading = table().getByRole('button', { name: /Above hull/ });
    await heading.click();
    await expect.poll(() => parameter('sort')).toBe('energyAboveHull');
    await table().locator('th[aria-sort=ascending]', { hasText: 'Above hull' }).waitFor();
    await heading.click();
    await expect.poll(() => parameter('sort')).toBe('-energyAboveHull');
    await table().locator('th[aria-sort=descending]', { hasText: 'Above hull' }).waitFor();
    // The API has no order by density.
    expect(
      await table()
        .getByRole('button', { name: /Density/ })
        .count(),
    ).toBe(0);
    await page.getByText('Columns').click();
    await page.getByRole('checkbox', { name: 'Prototype' }).uncheck();
    await expect.poll(() => table().getByRole('columnheader', { name: 'Prototype' }).count()).toBe(0);
    await expect.poll(() => parameter('cols'), { timeout: 10_000 }).not.toBeNull();
    await page.reload();
    await table().locator('th[aria-sort=descending]', { hasText: 'Above hull' }).waitFor();
    await expect.poll(() => table().getByRole('columnheader', { name: 'Prototype' }).count()).toBe(0);
  });

  it('filters in the language of OPTIMADE, shows where it breaks, and hands it on to other databases', async () => {
    await open('/explore');
    await page.getByRole('button', { name: /^OPTIMADE/ }).click();
    const filter = page.getByRole('textbox', { name: 'OPTIMADE filter' });
    await filter.fill('elements HAS "O" AND nelements=');
    await page.getByText(/^Character 32: Expected/).waitFor();
    expect(await filter.getAttribute('aria-invalid')).toBe('true');
    await filter.press('Enter');
    await page.getByText('The filter cannot be read').waitFor();
    await filter.fill('elements HAS ALL "O","Mg"');
    await filter.press('Enter');
    await counted('1 row').waitFor();
    expect(parameter('filter')).toBe('elements HAS ALL "O","Mg"');
    expect(await page.getByRole('link', { name: 'Ask other databases the same' }).getAttribute('href')).toBe(
      `/providers?mode=optimade&q=${encodeURIComponent('elements HAS ALL "O","Mg"')}`,
    );
    await filter.fill('color="red"');
    await filter.press('Enter');
    await page.getByText('The API refused this list').waitFor();
    await page.getByRole('button', { name: 'Clear all filters' }).first().click();
    await counted(`${ROCK_SALT_COUNT} rows`).waitFor();
  });

  it('hands out the sources of the rows as BibTeX', async () => {
    await open('/explore?q=MgO');
    await table().waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'BibTeX' }).click()]);
    const text = readFileSync(await file.path(), 'utf8');
    expect(text).toContain('@article{jain2013,');
    expect(text).toMatch(/note = \{Crystals mp-1265;/);
  });

  it('hands out the rows of the filter, and the selected ones', async () => {
    await open('/explore?with=O');
    await table().waitFor();
    const [all] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV' }).click()]);
    const lines = readFileSync(await all.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines).toHaveLength(12);
    expect(lines[0]).toContain('energy_above_hull (eV/atom)');
    const everything = await (await fetch(`${system.url}/explore/export`)).text();
    expect(everything.trim().split('\r\n')).toHaveLength(ROCK_SALT_COUNT + 1);
    expect((await fetch(`${system.url}/explore/export?q=TiO2)`)).status).toBe(400);
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByText('1 selected').waitFor();
    const [selected] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()]);
    expect(
      readFileSync(await selected.path(), 'utf8')
        .trim()
        .split('\r\n'),
    ).toHaveLength(2);
    await page.keyboard.press('Escape');
    await page.locator('body').click({ position: { x: 2, y: 200 } });
    await page.keyboard.press('Enter');
    await page.waitForURL('**/materials/*');
  });

  it('shows a material: crystal, energies with their scheme, stability by the potential', async () => {
    await open('/materials/mp-1265');
    await page.waitForURL((url) => !url.pathname.endsWith('mp-1265'));
    expect(await page.title()).toContain('MgO, mp-1265');
    await page.locator('canvas').waitFor();
    expect(await page.getByRole('region', { name: 'Energies as reported' }).textContent()).toMatch(/Materials Project 2021/);
    const stability = page.getByRole('region', { name: 'Stability by our potential' });
    expect(await stability.textContent()).toMatch(/0\.0 meV\/atom.*chgnet/);
    const sites = () => page.getByRole('table', { name: 'Sites' }).getByRole('row').count();
    expect(await sites()).toBe(9);
    await page.getByRole('radio', { name: 'Primitive' }).check();
    await expect.poll(sites).toBe(3);
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'POSCAR' }).click()]);
    expect(
      readFileSync(await file.path(), 'utf8')
        .split('\n')[6]
        ?.trim()
        .split(/\s+/),
    ).toEqual(['1', '1']);
    await stability.getByRole('link', { name: /Phase diagram/ }).click();
    await page.waitForURL('**/phase-diagram?**');
    await page.getByRole('region', { name: 'MgO' }).getByRole('link', { name: 'Open the material' }).waitFor();
  });

  it.each(['/materials/nothing', '/materials/UHJlZGljdGlvbjox'])('answers %s with 404', async (address) => {
    expect((await open(address))?.status()).toBe(404);
  });

  it('draws a triangle whose phases are reached by keyboard and filtered by their height', async () => {
    await open('/phase-diagram');
    await page.getByRole('textbox', { name: 'Chemical system' }).fill('Li-Li');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByText('Chemical symbols joined by dashes').waitFor();
    await page.getByRole('textbox', { name: 'Chemical system' }).fill('Li-Co-O');
    await page.keyboard.press('Enter');
    const chart = page.getByRole('group', { name: 'Phase diagram Li–Co–O' });
    await chart.waitFor();
    const marks = () => chart.locator('[data-mark]').count();
    const all = await marks();
    await chart.locator('[data-mark][tabindex="0"]').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await expect.poll(() => parameter('phase')).not.toBeNull();
    await page.getByText('Falls apart into').first().waitFor();
    await page.getByRole('slider', { name: 'Show phases up to' }).fill('0');
    await expect.poll(marks).toBeLessThan(all);
    await page.reload();
    expect(await marks()).toBe(await chart.locator('[data-stable=true]').count());
    await page.getByRole('button', { name: 'Show as table' }).click();
    await page.getByRole('table', { name: 'Phases' }).waitFor();
    expect(parameter('view')).toBe('table');
  });

  it('turns a tetrahedron, and lists what it cannot draw', async () => {
    await open('/phase-diagram?system=Li-Co-Ni-O');
    const mark = page.getByRole('button', { name: /^NiO,/ });
    const place = () => mark.getAttribute('transform');
    const before = await place();
    await page.getByRole('button', { name: 'Turn left' }).click();
    await expect.poll(place).not.toBe(before);
    await expect.poll(() => parameter('turn')).toBe('5,15');
    await open('/phase-diagram?system=Li-Co-Ni-Mn-O');
    await page.getByRole('table', { name: 'Phases' }).waitFor();
  });

  it('adds predicted structures and finds them in the explorer', { timeout: PREDICTION_MS + 60_000 }, async () => {
    const { startPrediction } = await ask<{ startPrediction: { prediction: { id: string } } }>(
      'mutation { startPrediction(input: { formula: "MgO", budget: QUICK }) { prediction { id } } }',
    );
    const { id } = startPrediction.prediction;
    const stateOf = async () =>
      (await ask<{ prediction: { state: string } }>('query ($id: ID!) { prediction(id: $id) { state } }', { id })).prediction.state;
    await expect.poll(stateOf, { timeout: PREDICTION_MS, interval: 1000 }).toBe('SUCCEEDED');
    await open('/phase-diagram?system=Mg-O&upto=500');
    await page.getByText(/ 0 predicted/).waitFor();
    await page.getByRole('checkbox', { name: /Add predicted structures/ }).check();
    await expect.poll(() => page.locator('[data-predicted=true]').count()).toBeGreaterThan(0);
    expect(parameter('predicted')).toBe('1');
    await open('/explore?kind=predictions&q=Mg-O');
    const predictions = page.getByRole('table', { name: 'Predictions' });
    await predictions.getByRole('link', { name: 'MgO' }).first().click();
    await page.waitForURL('**/structures/*');
  });

  it('loads little script where there is no viewer', async () => {
    for (const address of ['/explore', '/phase-diagram?system=Li-Co-Ni-O']) {
      const fresh = await browser.newContext({ baseURL: system.url });
      const bytes = await scriptBytes(await fresh.newPage(), address);
      await fresh.close();
      console.info(`${address}: ${Math.round(bytes / 1000)} kB of script`);
      expect(bytes, `script of ${address}`).toBeLessThan(SCRIPT_LIMIT);
    }
  });

  it('passes axe and fits the screen: light and dark, from 390 px to 4K, English and Japanese', { timeout: 600_000 }, async () => {
    const unfold = async (opened: Page) => {
      for (const button of await opened.locator('section button[aria-expanded=false]').all()) await button.click();
    };
    const ternary = { address: '/phase-diagram?system=Li-Co-O' };
    await lookAtPages(browser, system.url, LOOKS, {
      'explore-unfolded': { address: '/explore?with=O&hull=..150', prepare: unfold },
      material: { address: '/materials/mp-1265', prepare: (opened) => opened.locator('canvas').waitFor() },
      'diagram-ternary': ternary,
      'diagram-quaternary': { address: '/phase-diagram?system=Li-Co-Ni-O' },
    });
    await lookAtPages(browser, system.url, LOOKS.slice(0, 1), {
      'explore-predictions': { address: '/explore?kind=predictions' },
      'explore-mistaken': { address: '/explore?q=TiO2)' },
      'diagram-none': { address: '/phase-diagram' },
      'diagram-binary': { address: '/phase-diagram?system=Mg-O&predicted=1&upto=500' },
      'diagram-table': { address: '/phase-diagram?system=Li-Co-O&view=table' },
    });
    await lookAtPages(browser, system.url, [HUGE], { explore: { address: '/explore' }, 'diagram-ternary': ternary });
  });

  it('asked nothing of any other host, and nothing failed unseen', () => {
    expect(foreign).toEqual([]);
    expect(problems).toEqual([]);
  });
});
