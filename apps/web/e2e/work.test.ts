import { mkdirSync } from 'node:fs';
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

describe.skipIf(executablePath === null)('jobs and settings', () => {
  let system: RunningSystem;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    system = await startSystem();
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: CHROMIUM_ARGUMENTS });
    page = await (await browser.newContext({ baseURL: system.url, viewport: { width: 1360, height: 900 }, locale: 'en-US' })).newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  });

  it('shows a living worker, what it works on, and cancels a prediction', { timeout: 120_000 }, async () => {
    await page.goto('/jobs');
    await page.getByText('Nothing waits and nothing runs.').waitFor();
    await page.getByText('alive', { exact: true }).waitFor();
    await page.goto('/?formula=Na3PS4');
    await page.getByRole('radio', { name: 'Thorough' }).check();
    await page.getByRole('button', { name: 'Predict structures' }).click();
    await page.waitForURL('**/predictions/*');
    await page.goto('/jobs');
    await page.getByRole('table', { name: 'Workers' }).getByRole('link', { name: /Na/ }).waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.screenshot({ path: path.join(SCREENSHOTS, 'jobs.png'), fullPage: true });
    await page.getByRole('button', { name: 'Cancel Na3PS4' }).click();
    await page.getByText('Nothing waits and nothing runs.').waitFor();
  });

  it('starts several compositions at once and shows them in the queue', { timeout: 120_000 }, async () => {
    await page.goto('/');
    await page.getByRole('textbox', { name: 'Composition' }).fill('K3PS4, K3PS');
    await page.getByRole('radio', { name: 'Thorough' }).check();
    await page.getByRole('textbox', { name: 'Composition' }).press('End');
    await page.keyboard.type('e4; K6P2S8');
    await page.getByText('2 compositions:').waitFor();
    await page.getByRole('button', { name: 'Predict 2 compositions' }).click();
    await page.waitForURL('**/jobs');
    for (const formula of ['K3PS4', 'K3PSe4']) await page.getByRole('button', { name: `Cancel ${formula}` }).click();
    await page.getByText('Nothing waits and nothing runs.').waitFor();
  });

  it('makes a token that works, lists it, and revokes it at the second press', async () => {
    await page.goto('/settings');
    await page.getByText('No token yet.').waitFor();
    await page.getByRole('button', { name: 'Create token' }).click();
    await page.getByText('A token needs a name').waitFor();
    await page.getByRole('region', { name: 'New token' }).getByLabel('Name').fill('notebook');
    await page.getByLabel('start and stop work').check();
    await page.getByRole('button', { name: 'Create token' }).click();
    const secret = await page.locator('pre code').textContent();
    expect(secret).toMatch(/^kessho_[0-9A-Za-z]{8}_[0-9A-Za-z]{40}$/);
    await page.getByRole('rowheader', { name: 'notebook' }).waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.screenshot({ path: path.join(SCREENSHOTS, 'settings.png'), fullPage: true });
    await page.getByRole('button', { name: 'Revoke notebook' }).click();
    await page.getByRole('button', { name: 'Revoke notebook for good' }).click();
    await page.getByText('No token yet.').waitFor();
  });

  it('speaks Japanese and fits a phone', async () => {
    const narrow = await browser.newContext({ baseURL: system.url, viewport: { width: 390, height: 844 }, locale: 'ja-JP', colorScheme: 'dark' });
    const phone = await narrow.newPage();
    for (const address of ['jobs', 'settings']) {
      await phone.goto(`/${address}`);
      expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      expect(await accessibilityFindings(phone)).toEqual([]);
      await phone.screenshot({ path: path.join(SCREENSHOTS, `${address}-narrow-dark-ja.png`), fullPage: true });
    }
    await narrow.close();
  });
});
