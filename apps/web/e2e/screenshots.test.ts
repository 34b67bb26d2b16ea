/**
 * Pictures of every page, for looking at them:
 *
 *     npm run build && npm run screenshots --workspace apps/web
 *
 * in `apps/web/e2e/screenshots/all`: light and dark, 3840, 1440 and 390 pixels wide, English and Japanese. Without more it starts a system of its own and
 * predicts a few compounds in it; with `KESSHO_SCREENSHOT_URL=http://…` it visits the dashboard that runs there and changes nothing. `ONLY=diagram`
 * takes the pages whose names hold that word. Whatever axe finds and whatever is wider than the screen is listed at the end.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGUMENTS, findChromium } from './find-chromium';
import { accessibilityFindings } from './inspect-page';
import type { Look, LookedAtPage } from './looks';
import { SCREENSHOTS } from './looks';
import type { RunningSystem } from './start-system';
import { startSystem } from './start-system';

const FOLDER = path.join(SCREENSHOTS, 'all');
const HEIGHTS = { 3840: 2160, 1440: 900, 390: 844 } as const;
const LOOKS: readonly Look[] = ([3840, 1440, 390] as const).flatMap((width) =>
  (['light', 'dark'] as const).flatMap((colorScheme) =>
    ['en-US', 'ja-JP'].map((locale): Look => ({ colorScheme, locale, viewport: { width, height: HEIGHTS[width] } })),
  ),
);
const PREDICTED = ['MgO', 'BaTiO3'];
/** Never ends while the pictures are taken. */
const RUNNING = 'Na3PS4';
const PREDICTION_MS = 300_000;

const executablePath = findChromium();
const only = process.env['ONLY'] ?? '';

interface Answer {
  readonly done: { readonly edges: readonly { readonly node: DonePrediction }[] };
  readonly running: { readonly edges: readonly { readonly node: { readonly id: string } }[] };
  readonly materials: { readonly edges: readonly { readonly node: { readonly id: string } }[] };
  readonly searches: { readonly edges: readonly { readonly node: { readonly id: string } }[] };
  readonly projects: { readonly edges: readonly { readonly node: { readonly id: string } }[] };
}

interface DonePrediction {
  readonly id: string;
  readonly composition: { readonly chemicalSystem: string };
  readonly structures: { readonly edges: readonly { readonly node: { readonly id: string } }[] };
}

const QUERY = `{
  done: predictions(first: 1, filter: { state: [SUCCEEDED] }) { edges { node { id composition { chemicalSystem } structures(first: 4) { edges { node { id } } } } } }
  running: predictions(first: 1, filter: { state: [RUNNING] }) { edges { node { id } } }
  materials(first: 1) { edges { node { id } } }
  searches(first: 1) { edges { node { id } } }
  projects(first: 1) { edges { node { id } } }
}`;

/** What other pages need to show something. */
const FURTHER = `mutation {
  startSearch(input: { subject: "Mg-O", budget: 20, maxAtoms: 4 }) { search { id } }
  createProject(input: { name: "Oxides" }) { project { id } }
}`;

describe.runIf(process.env['KESSHO_SCREENSHOTS'] === '1' && executablePath !== null)('pictures of all pages', () => {
  let system: RunningSystem | null = null;
  let url = process.env['KESSHO_SCREENSHOT_URL'] ?? '';
  let browser: Browser;
  let pages: { readonly [name: string]: LookedAtPage } = {};
  const findings: string[] = [];

  const ask = async <Data>(query: string): Promise<Data> => {
    const headers = { 'content-type': 'application/json' };
    const { data, errors } = (await (await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })).json()) as {
      data: Data | null;
      errors?: unknown;
    };
    if (data === null) throw new Error(JSON.stringify(errors));
    return data;
  };
  const predict = async (formula: string, budget: string): Promise<string> => {
    const query = `mutation { startPrediction(input: { formula: "${formula}", budget: ${budget}, seed: "look" }) { prediction { id } } }`;
    return (await ask<{ startPrediction: { prediction: { id: string } } }>(query)).startPrediction.prediction.id;
  };

  beforeAll(async () => {
    if (url === '') {
      system = await startSystem();
      url = system.url;
      for (const formula of PREDICTED) {
        const id = await predict(formula, 'QUICK');
        const state = async () => (await ask<{ prediction: { state: string } }>(`{ prediction(id: "${id}") { state } }`)).prediction.state;
        await expect.poll(state, { timeout: PREDICTION_MS, interval: 1000 }).toBe('SUCCEEDED');
      }
      await ask(FURTHER);
      await predict(RUNNING, 'THOROUGH');
    }
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: CHROMIUM_ARGUMENTS });
    pages = Object.fromEntries(Object.entries(pagesOf(await ask<Answer>(QUERY))).filter(([name]) => name.includes(only)));
    mkdirSync(FOLDER, { recursive: true });
  }, 3 * PREDICTION_MS);

  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  });

  it.each(LOOKS)('$colorScheme $viewport.width $locale', { timeout: 1_200_000 }, async (look) => {
    const label = [look.colorScheme, look.viewport.width, look.locale.slice(0, 2)].join('-');
    const context = await browser.newContext({ baseURL: url, reducedMotion: 'reduce', ...look });
    for (const [name, { address, prepare }] of Object.entries(pages)) {
      const page = await context.newPage();
      await page.goto(address, { waitUntil: 'load' });
      await prepare?.(page);
      await page.waitForTimeout(1200);
      await page.screenshot({ path: path.join(FOLDER, `${name}-${label}.png`), fullPage: true });
      findings.push(...(await accessibilityFindings(page)).map((finding) => `${name} ${label}: ${finding}`));
      const excess = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      if (excess > 0) findings.push(`${name} ${label}: ${excess} pixels wider than the screen`);
      await page.close();
    }
    await context.close();
  });

  it('found nothing wrong', () => expect(findings).toEqual([]));
});

const drawn = async (page: Page): Promise<void> => {
  await page.locator('canvas').first().waitFor();
  await page.waitForTimeout(1500);
};
const chosen = async (page: Page): Promise<void> => {
  await page.locator('[data-mark][data-stable=true]').last().click({ force: true });
};

/** What there is to see; a page of something that this instance has none of is left out. */
function pagesOf({ done, running, materials, searches, projects }: Answer): { readonly [name: string]: LookedAtPage } {
  const [prediction] = done.edges.map(({ node }) => node);
  const structures = prediction?.structures.edges.map(({ node }) => node.id) ?? [];
  const [structure] = structures;
  const first = (list: Answer['running']): string | undefined => list.edges[0]?.node.id;
  const [runningId, materialId, searchId, projectId] = [first(running), first(materials), first(searches), first(projects)];
  return {
    home: { address: '/' },
    explore: { address: '/explore' },
    'explore-predictions': { address: '/explore?kind=predictions' },
    jobs: { address: '/jobs' },
    searches: { address: '/searches' },
    providers: { address: '/providers' },
    models: { address: '/models' },
    projects: { address: '/projects' },
    settings: { address: '/settings' },
    'sign-in': { address: '/sign-in' },
    'diagram-none': { address: '/phase-diagram' },
    'diagram-binary': { address: '/phase-diagram?system=Mg-O&predicted=1&upto=300', prepare: chosen },
    'diagram-triangle': { address: '/phase-diagram?system=Li-Co-O', prepare: chosen },
    'diagram-relief': { address: '/phase-diagram?system=Li-Co-O&picture=relief' },
    'diagram-potentials': { address: '/phase-diagram?system=Li-Co-O&picture=potentials' },
    'diagram-solid': { address: '/phase-diagram?system=Li-Co-Ni-O' },
    'diagram-slice': { address: '/phase-diagram?system=Li-Co-Ni-O&picture=slice' },
    'diagram-open': { address: '/phase-diagram?system=Li-Co-Ni-O&open=O:-1.5' },
    'diagram-table': { address: '/phase-diagram?system=Ba-Ti-O&view=table' },
    ...(prediction && { prediction: { address: `/predictions/${prediction.id}?chosen=1,2` } }),
    ...(runningId !== undefined && { running: { address: `/predictions/${runningId}` } }),
    ...(structure !== undefined && {
      structure: { address: `/structures/${structure}`, prepare: drawn },
      'structure-polyhedra': { address: `/structures/${structure}?style=polyhedra&supercell=2&colors=Wyckoff&names=site`, prepare: drawn },
    }),
    ...(structures.length > 1 && { compare: { address: `/compare?ids=${structures.slice(0, 3).join()}`, prepare: drawn } }),
    ...(materialId !== undefined && { material: { address: `/materials/${materialId}`, prepare: drawn } }),
    ...(searchId !== undefined && { search: { address: `/searches/${searchId}` } }),
    ...(projectId !== undefined && { project: { address: `/projects/${projectId}` } }),
  };
}
