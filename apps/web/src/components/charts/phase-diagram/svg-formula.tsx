import { formulaParts } from '../../../format/formula-parts';

/** A formula inside an SVG text. */
export function SvgFormula({ text }: { text: string }) {
  return formulaParts(text).map((part, index) =>
    part.isSubscript ? (
      <tspan key={index}>
        <tspan dy="3" fontSize="0.75em">
          {part.text}
        </tspan>
        {/* Comes back to the base line; a zero-width space, since an empty span moves nothing. */}
        <tspan dy="-3">{'\u200b'}</tspan>
      </tspan>
    ) : (
      <tspan key={index}>{part.text}</tspan>
    ),
  );
}
