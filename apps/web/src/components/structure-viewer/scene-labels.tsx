'use client';
import { useThree } from '@react-three/fiber';
import { useEffect, useMemo } from 'react';
import { CanvasTexture, InstancedBufferAttribute, InstancedBufferGeometry, PlaneGeometry, ShaderMaterial, SRGBColorSpace } from 'three';
import type { SceneAtom } from './cell-scene';
import { elementLook } from './element-look';
import { MARK } from './view-export';

interface SceneLabelsProps {
  readonly atoms: readonly SceneAtom[];
  /** For each site. */
  readonly names: readonly string[];
  readonly isFilled: boolean;
  readonly colors: { readonly ink: string; readonly surface: string };
}

/** Å */
const TEXT_HEIGHT = 0.62;
/** Pixels of a line of the texture that holds the texts. */
const LINE = 64;
const FONT = `600 ${LINE * 0.62}px Inter, system-ui, sans-serif`;

const VERTEX = /* glsl */ `
  attribute vec3 place;
  attribute vec4 part;
  attribute vec2 size;
  attribute float lift;
  varying vec2 at;
  void main() {
    vec4 seen = modelViewMatrix * vec4(place, 1.0);
    seen.z += lift;
    seen.xy += position.xy * size;
    gl_Position = projectionMatrix * seen;
    at = part.xy + uv * part.zw;
  }
`;
const FRAGMENT = /* glsl */ `
  uniform sampler2D texts;
  varying vec2 at;
  void main() {
    gl_FragColor = texture2D(texts, at);
    if (gl_FragColor.a < 0.05) discard;
    #include <colorspace_fragment>
  }
`;

/** A name before each atom, always turned to the viewer: one drawing for all of them, out of one texture that holds every name once. */
export function SceneLabels({ atoms, names, isFilled, colors: { ink, surface } }: SceneLabelsProps) {
  const invalidate = useThree((state) => state.invalidate);
  const sheet = useMemo(() => drawTexts([...new Set(names)], ink, surface), [names, ink, surface]);
  const geometry = useMemo(() => labelGeometry(atoms, names, isFilled, sheet.widths), [atoms, names, isFilled, sheet]);
  const material = useMemo(
    () =>
      new ShaderMaterial({
        uniforms: { texts: { value: sheet.texture } },
        vertexShader: VERTEX,
        fragmentShader: FRAGMENT,
        transparent: true,
        depthWrite: false,
      }),
    [sheet],
  );
  useEffect(() => {
    invalidate();
    return () => {
      geometry.dispose();
      material.dispose();
    };
  }, [geometry, material, invalidate]);
  useEffect(() => () => sheet.texture.dispose(), [sheet]);
  return <mesh name={MARK} geometry={geometry} material={material} renderOrder={4} frustumCulled={false} raycast={() => null} />;
}

interface TextSheet {
  readonly texture: CanvasTexture;
  /** Of each text, as a share of the sheet's width, in the order of its lines from the top; and the pixels of that width. */
  readonly widths: { readonly order: readonly string[]; readonly shares: readonly number[]; readonly pixels: number };
}

/** Every text on a line of its own. */
function drawTexts(texts: readonly string[], ink: string, surface: string): TextSheet {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('The browser draws no text');
  pen.font = FONT;
  const lengths = texts.map((text) => Math.ceil(pen.measureText(text).width) + LINE / 4);
  canvas.width = Math.max(1, ...lengths);
  canvas.height = LINE * texts.length;
  // Resizing has reset the pen.
  pen.font = FONT;
  pen.textBaseline = 'middle';
  pen.lineJoin = 'round';
  pen.lineWidth = LINE / 8;
  pen.strokeStyle = surface;
  pen.fillStyle = ink;
  texts.forEach((text, line) => {
    const y = LINE * (line + 0.5);
    pen.strokeText(text, LINE / 8, y);
    pen.fillText(text, LINE / 8, y);
  });
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  return { texture, widths: { order: texts, shares: lengths.map((length) => length / canvas.width), pixels: canvas.width } };
}

function labelGeometry(atoms: readonly SceneAtom[], names: readonly string[], isFilled: boolean, { order, shares, pixels }: TextSheet['widths']) {
  const lines = new Map(order.map((text, line) => [text, line]));
  const labels = atoms.map(({ site, symbol, position }) => {
    const line = lines.get(names[site] ?? '') ?? 0;
    const share = shares[line] ?? 1;
    const look = elementLook(symbol);
    return {
      place: position,
      // Textures count their lines from below.
      part: [0, 1 - (line + 1) / order.length, share, 1 / order.length],
      size: [(TEXT_HEIGHT * share * pixels) / LINE, TEXT_HEIGHT],
      lift: [isFilled ? look.fillRadius : look.ballRadius],
    };
  });
  const square = new PlaneGeometry(1, 1);
  const geometry = new InstancedBufferGeometry();
  geometry.index = square.index;
  for (const name of ['position', 'uv']) geometry.setAttribute(name, square.getAttribute(name));
  for (const [name, length] of [
    ['place', 3],
    ['part', 4],
    ['size', 2],
    ['lift', 1],
  ] as const)
    geometry.setAttribute(name, new InstancedBufferAttribute(new Float32Array(labels.flatMap((label) => [...label[name]])), length));
  geometry.instanceCount = labels.length;
  return geometry;
}
