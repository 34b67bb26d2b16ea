'use client';
import { formatDateTime } from '../format/format-time';
import { useLanguage } from '../i18n/use-translate';

interface StartedProps {
  /** ISO 8601. */
  readonly at: string;
  /** Null for what is older than the record of it. */
  readonly by: { readonly name: string } | null;
}

/** When something was started, and by whom where that is known. */
export function Started({ at, by }: StartedProps) {
  const { locale } = useLanguage();
  return (
    <>
      <time dateTime={at} suppressHydrationWarning>
        {formatDateTime(at, locale)}
      </time>
      {by !== null && ` · ${by.name}`}
    </>
  );
}
