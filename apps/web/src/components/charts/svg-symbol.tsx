import { symbolParts } from '../../format/space-group-text';

/** A Hermann–Mauguin symbol inside an SVG text. */
export function SvgSymbol({ symbol }: { symbol: string }) {
  return symbolParts(symbol).map(({ kind, text }, index) => {
    switch (kind) {
      case 'letter':
        return (
          <tspan key={index} fontStyle="italic">
            {text}
          </tspan>
        );
      case 'overbar':
        return (
          <tspan key={index} textDecoration="overline">
            {text}
          </tspan>
        );
      case 'screw':
        return (
          <tspan key={index}>
            {text.slice(0, 1)}
            <tspan dy="2" fontSize="0.75em">
              {text.slice(1)}
            </tspan>
            {/* Comes back to the base line; a zero-width space, since an empty span moves nothing. */}
            <tspan dy="-2">{'\u200b'}</tspan>
          </tspan>
        );
      case 'digit':
      case 'slash':
        return <tspan key={index}>{text}</tspan>;
    }
  });
}
