import { formulaParts } from '../format/formula-parts';

/** A formula with its counts as real subscripts; copied, it is the plain formula again. */
export function Formula({ text }: { text: string }) {
  return <span translate="no">{formulaParts(text).map((part, index) => (part.isSubscript ? <sub key={index}>{part.text}</sub> : part.text))}</span>;
}
