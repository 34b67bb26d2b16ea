import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGUMENTS, findChromium } from './find-chromium';
import { accessibilityFindings } from './inspect-page';
import type { RunningSystem } from './start-system';
import { startSystem } from './start-system';

const executablePath = findChromium();
const SCREENSHOTS = path.join(import.meta.dirname, 'screenshots');

describe.skipIf(executablePath === null)('searches', () => {
  let system: RunningSystem;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    system = await startSystem();
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: CHROMIUM_ARGUMENTS });
    page = await (
      await browser.newContext({ baseURL: system.url, viewport: { width: 1360, height: 900 }, locale: 'en-US', acceptDownloads: true })
    ).newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  });

  it('says what is wrong with what is to be searched, and where', async () => {
    await page.goto('/searches');
    await page.getByText('No search yet.').waitFor();
    await page.getByLabel('Formula or chemical system').fill('Mg-Xx');
    expect(await page.getByLabel('Method').inputValue()).toBe('HULL');
    await page.getByRole('button', { name: 'Start search' }).click();
    await page.getByText('Character 4: Xx is not a chemical element').waitFor();
    await page.getByText('Constraints', { exact: true }).click();
    await page.getByLabel('Shares of elements').fill('Mg=0.2');
    await page.getByRole('button', { name: 'Start search' }).click();
    await page.getByText('Cannot read "Mg=0.2"').waitFor();
    await page.getByLabel('Shares of elements').fill('');
    await page.getByLabel('Formula or chemical system').fill('MgO-SiO2');
    await page.getByLabel('Numbers of neighbors').fill('Al:4');
    await page.getByRole('button', { name: 'Start search' }).click();
    await page.getByText('A coordination names Al, which is not in the search').waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.getByLabel('Numbers of neighbors').fill('Mg-O:6');
  });

  it('shows which relaxation a worker has in hand, and stops', { timeout: 120_000 }, async () => {
    // What is typed on the first page stays there.
    const other = await page.context().newPage();
    await other.goto('/searches');
    // Cells of this size take a worker seconds, so that the page of jobs, which looks every three, meets one under way.
    await other.getByLabel('Formula or chemical system').fill('Na3PS4');
    await other.getByLabel('Most atoms in a cell').fill('24');
    await other.getByRole('button', { name: 'Start search' }).click();
    await other.waitForURL('**/searches/*');
    const address = other.url();
    await other.goto('/jobs');
    const workers = other.getByRole('table', { name: 'Workers' });
    await workers.getByText(/relaxation \d+/).waitFor({ timeout: 60_000 });
    await workers.getByRole('link', { name: 'Na3PS4' }).waitFor();
    expect(await accessibilityFindings(other)).toEqual([]);
    await other.goto(address);
    await other.getByRole('button', { name: 'Stop' }).click();
    await other.getByText('Stopped', { exact: true }).waitFor();
    await other.close();
  });

  it('finds rock salt without imitation, and hands out its crystal', { timeout: 240_000 }, async () => {
    await page.getByLabel('Formula or chemical system').fill('MgO');
    await page.getByLabel('Relaxations').fill('60');
    await page.getByLabel('Most atoms in a cell').fill('4');
    await page.getByRole('button', { name: 'Start search' }).click();
    await page.waitForURL('**/searches/*');
    const address = page.url();
    await page.goto('/jobs');
    await page.getByRole('table', { name: 'Queued and running searches' }).getByRole('link', { name: 'MgO' }).waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.goto(address);
    await page.getByText('Finished', { exact: true }).waitFor({ timeout: 200_000 });
    await page.getByText('Mg–O: 6').waitFor();
    const first = page.getByRole('table', { name: 'Phases' }).locator('tbody tr').first();
    expect(await first.textContent()).toContain('225');
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.screenshot({ path: path.join(SCREENSHOTS, 'search.png'), fullPage: true });
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CIF of rank 1' }).click()]);
    expect(download.suggestedFilename()).toBe('01-MgO-Fm-3m-225.cif');
    expect(readFileSync(await download.path(), 'utf8')).toContain('F m -3 m');
    await page.getByRole('button', { name: 'Spend 60 more' }).click();
    await page.getByText('/ 120').waitFor();
  });

  it('speaks Japanese and fits a phone', async () => {
    const narrow = await browser.newContext({ baseURL: system.url, viewport: { width: 390, height: 844 }, locale: 'ja-JP', colorScheme: 'dark' });
    const phone = await narrow.newPage();
    for (const address of ['/searches', new URL(page.url()).pathname]) {
      await phone.goto(address);
      // A chart takes its width when the script has come.
      await phone.waitForFunction(() => document.documentElement.scrollWidth <= 390);
      expect(await accessibilityFindings(phone)).toEqual([]);
    }
    await phone.screenshot({ path: path.join(SCREENSHOTS, 'search-narrow-dark-ja.png'), fullPage: true });
    await narrow.close();
  });
});
