import { Fragment } from 'react';
import styles from './card-text.module.css';
import { DoiLink } from './doi-link';
import type { CardBlock, CardInline, CardLine } from './parse-card';
import { parseCard } from './parse-card';

interface CardTextProps {
  /** Markdown, as far as `parseCard` reads it. */
  readonly text: string;
  /** Names a table that stands below no heading. */
  readonly label: string;
}

/** A model card. Cards are written in English, whatever the language of the page. */
export function CardText({ text, label }: CardTextProps) {
  return (
    <div className={styles['card']} lang="en">
      {parseCard(text).map(({ heading, blocks }, index) => (
        <section key={index}>
          {heading !== null && <h3>{heading}</h3>}
          {blocks.map((block, at) => (
            <Block key={at} block={block} label={heading ?? label} />
          ))}
        </section>
      ))}
    </div>
  );
}

function Block({ block, label }: { block: CardBlock; label: string }) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p>
          <Line line={block.line} />
        </p>
      );
    case 'list':
      return (
        <ul>
          {block.items.map((item, index) => (
            <li key={index}>
              <Line line={item} />
            </li>
          ))}
        </ul>
      );
    case 'table':
      return <CardTable block={block} label={label} />;
  }
}

function CardTable({ block, label }: { block: Extract<CardBlock, { kind: 'table' }>; label: string }) {
  return (
    // Focusable, since a wide table is scrolled with the arrow keys.
    <div className={styles['scroll']} tabIndex={0} role="group" aria-label={label}>
      <table>
        <thead>
          <tr>
            {block.head.map((cell, index) =>
              cell.length === 0 ? (
                <td key={index} />
              ) : (
                <th key={index} scope="col">
                  <Line line={cell} />
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, at) => {
                const Cell = at === 0 ? 'th' : 'td';
                return (
                  <Cell key={at} scope={at === 0 ? 'row' : undefined}>
                    <Line line={cell} />
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Line = ({ line }: { line: CardLine }) => line.map((inline, index) => <Fragment key={index}>{inlineNode(inline)}</Fragment>);

function inlineNode({ kind, text }: CardInline) {
  switch (kind) {
    case 'text':
      return text;
    case 'strong':
      return <strong>{text}</strong>;
    case 'code':
      return <code>{text}</code>;
    case 'doi':
      return <DoiLink doi={text} />;
  }
}
