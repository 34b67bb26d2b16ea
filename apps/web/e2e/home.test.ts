import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { computePowderPattern } from '@kessho/core/diffraction/powder-pattern';
import { profileAt } from '@kessho/core/diffraction/powder-profile';
import { RADIATIONS } from '@kessho/core/diffraction/radiation';
import { forkRng } from '@kessho/core/numerics/rng';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGUMENTS, findChromium } from './find-chromium';
import { accessibilityFindings, SCRIPT_LIMIT, scriptBytes } from './inspect-page';
import { LOOKS, lookAtPages, WIDE } from './looks';
import { rockSaltLines } from './rock-salts';
import type { RunningSystem } from './start-system';
import { startSystem } from './start-system';

const executablePath = findChromium();
/** Longest wait for a small prediction, and for the fits of a pattern, on a busy machine. */
const PREDICTION_MS = 240_000;
const FITS_MS = 240_000;

/** Rock salt, Å, without its operations: the symmetry engine has to give them. */
const EDGE = 4.21;
const CIF = `data_periclase
_cell_length_a ${EDGE}
_cell_length_b ${EDGE}
_cell_length_c ${EDGE}
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
_space_group_name_H-M_alt 'F m -3 m'
loop_
_atom_site_label
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
Mg 0 0 0
O 0.5 0.5 0.5
`;

/** What a diffractometer would record of magnesia: a zero error, a background, noise, and the edge of the real crystal rather than a predicted one. */
function measuredMagnesia(): string {
  const sites = [
    [0, 0, 0],
    [0, 0.5, 0.5],
    [0.5, 0, 0.5],
    [0.5, 0.5, 0],
  ] as const;
  const structure = {
    lattice: {
      vectors: [
        [EDGE, 0, 0],
        [0, EDGE, 0],
        [0, 0, EDGE],
      ],
    },
    atomicNumbers: [...sites.map(() => 12), ...sites.map(() => 8)],
    fracCoords: [...sites, ...sites.map(([x, y, z]) => [(x + 0.5) % 1, y, z] as const)],
  } as const;
  const rng = forkRng('magnesia', 1);
  const twoThetas = Float64Array.from({ length: 1500 }, (_, k) => 25 + 0.04 * k);
  const { peaks } = computePowderPattern(structure, { wavelength: RADIATIONS['CuKa'] ?? NaN, twoThetaRange: [20, 90] });
  const profile = profileAt(twoThetas, peaks, 0.06, 0.25);
  return Array.from(twoThetas, (angle, k) => `${angle.toFixed(2)} ${(30 * (profile[k] ?? 0) + 200 - angle + 10 * rng.normal()).toFixed(1)}`).join(
    '\n',
  );
}

describe.skipIf(executablePath === null)('the first page', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kessho-home-'));
  let system: RunningSystem;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const problems: string[] = [];

  const field = () => page.getByRole('textbox', { name: 'Composition or chemical system' });
  const choose = (name: string, text: string | Buffer, opened = page) =>
    opened.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) });
  /** Go to a page whose script has come: React leaves its properties on the elements that it listens to. */
  const open = async (address: string, opened = page) => {
    await opened.goto(address);
    await opened.waitForFunction(() => Object.keys(document.querySelector('header select') ?? {}).some((key) => key.startsWith('__reactProps')));
  };

  beforeAll(async () => {
    system = await startSystem();
    const file = path.join(folder, 'rock-salts.jsonl');
    writeFileSync(file, rockSaltLines());
    await system.importFile(file);
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: CHROMIUM_ARGUMENTS });
    context = await browser.newContext({ baseURL: system.url, viewport: WIDE, locale: 'en-US', acceptDownloads: true });
    context.on('weberror', (error) => problems.push(error.error().message));
    page = await context.newPage();
  });

  afterAll(async () => {
    await browser?.close();
    await system?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('takes a chemical system: says what is wrong with it, offers what can be done, and Enter goes to its phase diagram', async () => {
    await open('/');
    await field().fill('Mg-Xx');
    await page.getByText(/Character 4 “X”: Xx is not a chemical element/).waitFor();
    await field().fill('Mg-O');
    const offers = page.getByRole('list', { name: 'What to do with the system Mg-O' });
    expect(await offers.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual([
      '/phase-diagram?system=Mg-O',
      '/explore?q=Mg-O',
      '/searches?subject=Mg-O',
    ]);
    expect(await accessibilityFindings(page)).toEqual([]);
    await field().press('Enter');
    await page.waitForURL('**/phase-diagram?system=Mg-O');
    await page.goBack();
    await offers.getByRole('link', { name: 'Search its hull' }).click();
    await page.waitForURL('**/searches?subject=Mg-O');
    await expect.poll(() => page.getByRole('textbox', { name: /system/ }).inputValue()).toBe('Mg-O');
  });

  it('reads a chosen CIF, finds it among known crystals, and hands its composition to the field', async () => {
    await open('/');
    await choose('periclase.cif', CIF);
    const panel = page.getByRole('group', { name: 'periclase.cif' });
    await panel.getByRole('heading', { name: 'Known?' }).waitFor();
    expect(await panel.evaluate((element) => element === document.activeElement)).toBe(true);
    const text = await panel.textContent();
    expect(text).toMatch(/Fm-3m ?225/);
    expect(text).toContain('4.210, 4.210, 4.210 Å');
    expect(text).toContain('No predicted structure of MgO is this crystal.');
    expect(
      await panel
        .getByRole('link', { name: /MgO mp-1265/ })
        .first()
        .getAttribute('href'),
    ).toMatch(/^\/materials\//);
    expect(await accessibilityFindings(page)).toEqual([]);
    await panel.getByRole('button', { name: 'Predict MgO' }).click();
    await expect.poll(() => field().inputValue()).toBe('MgO');
  });

  it('lets one choose among several crystals of a file', async () => {
    await open('/');
    await choose('two.cif', `${CIF}${CIF.replace('periclase', 'lime').replace('Mg 0', 'Ca 0')}`);
    const select = page.getByRole('combobox', { name: 'Crystal, of 2 in the file' });
    await select.waitFor();
    await select.selectOption('2: lime (8 sites)');
    await page.getByRole('button', { name: 'Predict CaO' }).waitFor();
  });

  it.each([
    ['a CIF with a word in the place of a number', 'bad.cif', CIF.replace(String(EDGE), 'long'), /bad\.cif: Line 2, column \d+: /],
    ['a pattern with a word in the place of an intensity', 'bad.xy', '10 5\n11 high\n', /bad\.xy: Line 2, column \d+: Two numbers were expected/],
    ['what is no text', 'picture.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), /"picture\.png" is neither CIF/],
  ])('says of %s what is wrong and where, and takes another file', async (_, name, text, message) => {
    await open('/');
    await choose(name, text);
    await page.getByRole('alert').filter({ hasText: message }).waitFor();
    await page.getByText('Crystals are read from').waitFor();
    await page.getByRole('button', { name: 'Put the file away' }).click();
    await field().waitFor();
  });

  it('takes a file that is dropped anywhere, one at a time, and the text of one that is pasted', async () => {
    await open('/');
    const drop = (names: readonly string[]) =>
      page.evaluate(
        ([files, text]) => {
          const dataTransfer = new DataTransfer();
          for (const name of files) dataTransfer.items.add(new File([text], name));
          document.querySelector('footer')?.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }));
          document.querySelector('footer')?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
        },
        [names, CIF] as const,
      );
    await drop(['one.cif', 'two.cif']);
    await page.getByText('One file at a time, not 2.').waitFor();
    await drop(['one.cif']);
    await page.getByRole('group', { name: 'one.cif' }).getByRole('button', { name: 'Predict MgO' }).waitFor();
    await page.getByRole('button', { name: 'Put the file away' }).click();
    const paste = (text: string) =>
      field().evaluate((element, pasted) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', pasted);
        element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      }, text);
    await paste('MgO\nCaO\n');
    await expect.poll(() => field().inputValue()).toBe('MgO, CaO');
    await paste(CIF);
    await page.getByRole('group', { name: 'Pasted text' }).getByRole('button', { name: 'Predict MgO' }).waitFor();
  });

  it('leads a newcomer from a formula to the ranking, its reason and the CIF of the first', { timeout: PREDICTION_MS + 30_000 }, async () => {
    await open('/');
    await field().fill('MgO');
    await field().press('Enter');
    await page.waitForURL('**/predictions/*');
    await page.getByText('Budget: Quick').waitFor();
    await page.locator('h1 + span', { hasText: 'Finished' }).waitFor({ timeout: PREDICTION_MS });
    const ranked = page.getByRole('region', { name: 'Ranked structures' });
    await ranked.getByText('Why this order').waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), ranked.getByRole('button', { name: 'CIF of the first' }).click()]);
    expect(readFileSync(await file.path(), 'utf8')).toContain('_space_group_IT_number 225');
    await page.getByRole('button', { name: 'Search more broadly' }).waitFor();
  });

  it('finds a chosen crystal among predictions, and begins a search with it', async () => {
    await open('/');
    await choose('periclase.cif', CIF);
    const predicted = page.getByRole('table', { name: 'Among predictions' });
    await predicted.waitFor();
    expect(await predicted.getByRole('row').nth(1).textContent()).toMatch(/Fm-3m ?2251/);
    await page.getByRole('button', { name: 'Search from this crystal' }).click();
    await page.waitForURL('**/searches/*');
  });

  it('finds the structure that explains a powder pattern, whose cell is not the predicted one', { timeout: FITS_MS + 60_000 }, async () => {
    await open('/');
    await choose('sample.xy', measuredMagnesia());
    await page.getByRole('button', { name: 'Find the structure' }).click();
    await page.getByText('Enter one composition').waitFor();
    const composition = page.getByRole('combobox', { name: 'Composition of the sample' });
    await composition.fill('TiC');
    await composition.press('Enter');
    await page.getByText('No structures of TiC yet').waitFor();
    await composition.fill('MgO');
    await composition.press('Enter');
    await page.getByText(/\d+ structures fitted, the best first/).waitFor({ timeout: FITS_MS });
    const rows = page.getByRole('table', { name: 'Which structure explains the pattern' }).getByRole('row');
    const residuals = (await rows.allTextContents()).slice(1).map((row) => Number(/(\d+\.\d)%/.exec(row)?.[1] ?? NaN));
    expect(residuals.length).toBeGreaterThan(2);
    expect(await rows.nth(1).textContent()).toMatch(/Fm-3m/);
    expect(residuals[0]).toBeLessThan(25);
    // The known crystal of the test has another edge than 4.21 Å, the predicted one too: the fit stretches them.
    const others = (await rows.allTextContents()).slice(1).flatMap((row, place) => (row.includes('Fm-3m') ? [] : [residuals[place] ?? NaN]));
    expect(Math.min(...others)).toBeGreaterThan(2 * (residuals[0] ?? NaN));
    await rows
      .nth(2)
      .getByRole('button', { name: /Show the curve/ })
      .click();
    expect(await rows.nth(2).getAttribute('data-marked')).toBe('true');
    expect(await accessibilityFindings(page)).toEqual([]);
  });

  it('loads little script, and passes axe and fits the screen with a system, a crystal and a pattern', { timeout: 600_000 }, async () => {
    const fresh = await browser.newContext({ baseURL: system.url });
    const bytes = await scriptBytes(await fresh.newPage(), '/');
    await fresh.close();
    console.info(`/: ${Math.round(bytes / 1000)} kB of script`);
    expect(bytes).toBeLessThan(SCRIPT_LIMIT);
    await lookAtPages(browser, system.url, LOOKS, {
      'home-system': { address: '/?formula=Li-P-S' },
      'home-crystal': {
        address: '/',
        prepare: async (opened) => {
          await choose('periclase.cif', CIF, opened);
          await opened.locator('table').nth(1).waitFor();
        },
      },
      'home-pattern': {
        address: '/',
        prepare: async (opened) => {
          await choose('sample.xy', measuredMagnesia(), opened);
          await opened.locator('input[list]').waitFor();
        },
      },
    });
  });

  it('let nothing fail unseen', () => expect(problems).toEqual([]));
});
