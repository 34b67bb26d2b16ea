'use client';
import { Fragment, useEffect, useRef } from 'react';
import { Button } from '../../components/button';
import type { MessageKey } from '../../i18n/en';
import { useTranslate } from '../../i18n/use-translate';
import styles from './help-dialog.module.css';
import { PAGES } from './pages';

const SHORTCUTS: readonly { readonly keys: readonly string[]; readonly text: MessageKey }[] = [
  { keys: ['/'], text: 'help.search' },
  ...PAGES.flatMap(({ shortcut }) => (shortcut === null ? [] : [{ keys: ['g', shortcut.key], text: shortcut.help }])),
  { keys: ['j', 'k'], text: 'help.rows' },
  { keys: ['x'], text: 'help.select' },
  { keys: ['Enter'], text: 'help.open' },
  { keys: ['x'], text: 'help.choose' },
  { keys: ['←', '→', '↑', '↓'], text: 'help.viewer' },
  { keys: ['+', '−'], text: 'help.zoom' },
  { keys: ['?'], text: 'help.help' },
  { keys: ['Esc'], text: 'help.close' },
];

/** All keyboard shortcuts. */
export function HelpDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useTranslate();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    <dialog ref={dialog} className={styles['dialog']} aria-labelledby="help-title" onClose={onClose}>
      <div className={styles['head']}>
        <h2 id="help-title">{t('help.title')}</h2>
        <Button size="small" variant="quiet" onClick={onClose}>
          {t('action.close')}
        </Button>
      </div>
      <dl className={styles['list']}>
        {SHORTCUTS.map(({ keys, text }) => (
          <Fragment key={text}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(text)}</dd>
          </Fragment>
        ))}
      </dl>
    </dialog>
  );
}
