'use client';
import type { ViewerQuery } from '@kessho/schema/generated/graphql';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { Button, buttonClass } from '../../components/button';
import { Chip } from '../../components/chip';
import { Panel } from '../../components/panel';
import { useTranslate } from '../../i18n/use-translate';
import { forgetToken } from './session';
import styles from './settings-view.module.css';

/** In whose name the dashboard acts. */
export function YouPanel({ viewer, isSignedIn }: { viewer: ViewerQuery['viewer']; isSignedIn: boolean }) {
  const t = useTranslate();
  const router = useRouter();
  const { name, role } = viewer.member;
  const signOut = async () => {
    await forgetToken();
    router.refresh();
  };
  return (
    <Panel title={t('settings.you')}>
      <p className={styles['you']}>
        <strong>{name}</strong> <Chip>{t(`settings.role.${role}`)}</Chip>
        {isSignedIn ? (
          <Button size="small" onClick={() => void signOut()}>
            {t('signIn.out')}
          </Button>
        ) : (
          <Link className={buttonClass({ size: 'small' })} href="/sign-in">
            {t('signIn.title')}
          </Link>
        )}
      </p>
    </Panel>
  );
}
