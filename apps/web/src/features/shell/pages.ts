import type { MessageKey } from '../../i18n/en';

interface Page {
  readonly href: string;
  readonly name: MessageKey;
  /** Goes there after `g`. */
  readonly shortcut: { readonly key: string; readonly help: MessageKey } | null;
}

/** The pages one can go to from everywhere, in the order of the bar. */
export const PAGES: readonly Page[] = [
  { href: '/', name: 'nav.predict', shortcut: { key: 'p', help: 'help.home' } },
  { href: '/searches', name: 'nav.search', shortcut: { key: 's', help: 'help.searches' } },
  { href: '/explore', name: 'nav.explore', shortcut: { key: 'e', help: 'help.explore' } },
  { href: '/phase-diagram', name: 'nav.diagrams', shortcut: { key: 'd', help: 'help.diagrams' } },
  { href: '/providers', name: 'nav.providers', shortcut: { key: 'o', help: 'help.providers' } },
  { href: '/models', name: 'nav.models', shortcut: { key: 'm', help: 'help.models' } },
  { href: '/jobs', name: 'nav.jobs', shortcut: { key: 'j', help: 'help.jobs' } },
  { href: '/projects', name: 'nav.projects', shortcut: { key: 't', help: 'help.projects' } },
  { href: '/settings', name: 'nav.settings', shortcut: null },
];
