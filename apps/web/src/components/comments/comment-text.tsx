import styles from './comments.module.css';
import { linkParts } from './link-parts';

/** Plain text with its line breaks and addresses; markup in it is shown, never followed. */
export function CommentText({ text }: { text: string }) {
  return (
    <p className={styles['text']}>
      {linkParts(text).map(({ text: piece, href }, k) =>
        href === null ? (
          piece
        ) : (
          <a key={k} href={href} target="_blank" rel="noopener noreferrer nofollow">
            {piece}
          </a>
        ),
      )}
    </p>
  );
}
