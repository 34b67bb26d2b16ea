import { buttonClass } from '../../components/button';
import { useTranslate } from '../../i18n/use-translate';

/** The whole result: everything in one archive, or the table alone. */
export function DownloadLinks({ predictionId }: { predictionId: string }) {
  const t = useTranslate();
  return (
    <>
      {(['ARCHIVE', 'CSV'] as const).map((format) => (
        <a key={format} className={buttonClass({ size: 'small' })} href={`/exports/${predictionId}?format=${format}`} download>
          {t(`prediction.download.${format}`)}
        </a>
      ))}
    </>
  );
}
