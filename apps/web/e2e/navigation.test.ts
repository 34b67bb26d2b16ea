import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAGES } from '../src/features/shell/pages';
import { CHROMIUM_ARGUMENTS, findChromium } from './find-chromium';
import { accessibilityFindings } from './inspect-page';
import type { RunningSystem } from './start-system';
import { startSystem } from './start-system';

const executablePath = findChromium();
const HEIGHT = 844;
const PHONE = 390;
const LANGUAGES = [
  { locale: 'en-US', menu: 'Menu', main: 'Main' },
  { locale: 'ja-JP', menu: 'メニュー', main: 'メイン' },
] as const;
/** Of the smallest phone that WCAG asks for, a phone, a tablet, and both sides of where the links begin to stand in the bar. */
const WIDTHS = [320, PHONE, 768, 1151, 1153, 1359, 1361, 1440];

describe.skipIf(executablePath === null)('navigation', () => {
  let system: RunningSystem;
  let browser: Browser;
  let addresses: readonly string[];

  const ask = async <Data>(query: string): Promise<Data> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${system.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
    return ((await response.json()) as { data: Data }).data;
  };
  const withPage = async (options: BrowserContextOptions, use: (page: Page) => Promise<void>): Promise<void> => {
    const context = await browser.newContext({ baseURL: system.url, ...options });
    try {
      await use(await context.newPage());
    } finally {
      await context.close();
    }
  };
  const narrow = (locale: string): BrowserContextOptions => ({ locale, viewport: { width: PHONE, height: HEIGHT } });

  beforeAll(async () => {
    system = await startSystem();
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: CHROMIUM_ARGUMENTS });
    const { startPrediction, startSearch, createProject } = await ask<{
      startPrediction: { prediction: { id: string } };
      startSearch: { search: { id: string } };
      createProject: { project: { id: string } };
    }>(`mutation {
      startPrediction(input: { formula: "MgO", budget: QUICK }) { prediction { id } }
      startSearch(input: { subject: "Mg-O", budget: 5, maxAtoms: 4 }) { search { id } }
      createProject(input: { name: "Oxides" }) { project { id } }
    }`);
    addresses = [
      ...PAGES.map(({ href }) => href),
      '/sign-in',
      '/nowhere',
      '/?formula=Li-P-S',
      '/explore?kind=predictions',
      '/phase-diagram?system=Li-Co-O',
      '/phase-diagram?system=Li-Co-Ni-O',
      '/phase-diagram?system=Li-Co-O&view=table',
      `/predictions/${startPrediction.prediction.id}`,
      `/searches/${startSearch.search.id}`,
      `/projects/${createProject.project.id}`,
    ];
  });
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  });

  it.each(LANGUAGES)('scrolls no page sideways on a phone, $locale', async ({ locale }) => {
    await withPage(narrow(locale), async (page) => {
      for (const address of addresses) {
        await page.goto(address, { waitUntil: 'load' });
        // A chart takes its width when the script has come.
        await page.waitForTimeout(500);
        expect(await page.evaluate('document.documentElement.scrollWidth'), address).toBeLessThanOrEqual(PHONE);
      }
    });
  });

  it.each(LANGUAGES)('shows the links of all pages at any width, $locale', async ({ locale, menu, main }) => {
    for (const width of WIDTHS) {
      await withPage({ locale, viewport: { width, height: HEIGHT } }, async (page) => {
        await page.goto('/searches', { waitUntil: 'load' });
        const button = page.getByRole('button', { name: menu });
        if (await button.isVisible()) await button.click();
        const links = page.getByRole('navigation', { name: main }).getByRole('link');
        expect(await links.count(), `${width}`).toBe(PAGES.length);
        const controls = page.locator('header').locator('a:visible:not([href="#main"]), button:visible, input:visible, select:visible');
        const boxes = await Promise.all((await controls.all()).map((control) => control.boundingBox()));
        const places = boxes.flatMap((box) => (box === null ? [] : [box]));
        expect(places.length, `${width}`).toBeGreaterThan(PAGES.length);
        for (const { x, y, width: wide, height } of places) {
          expect(x, `${width}`).toBeGreaterThanOrEqual(0);
          expect(x + wide, `${width}`).toBeLessThanOrEqual(width);
          expect(y + height, `${width}`).toBeLessThanOrEqual(HEIGHT);
        }
        for (const [k, one] of places.entries())
          for (const other of places.slice(k + 1)) expect(overlap(one, other), `${width}: ${JSON.stringify([one, other])}`).toBe(false);
      });
    }
  });

  it.each(LANGUAGES)('goes to every page of the menu by keyboard, and gives the focus back, $locale', async ({ locale, menu, main }) => {
    await withPage(narrow(locale), async (page) => {
      await page.goto('/sign-in', { waitUntil: 'load' });
      const button = page.getByRole('button', { name: menu });
      const links = page.getByRole('navigation', { name: main }).getByRole('link');
      const open = async () => {
        await button.focus();
        await page.keyboard.press('Enter');
        await links.first().waitFor();
      };
      expect(await links.count()).toBe(0);
      await open();
      expect(await accessibilityFindings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await links.first().waitFor({ state: 'hidden' });
      expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
      for (const [place, { href }] of PAGES.entries()) {
        await open();
        for (let presses = 0; presses <= place; presses++) await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await page.waitForURL(`${system.url}${href}`);
        await links.first().waitFor({ state: 'hidden' });
      }
    });
  });
});

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const overlap = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
