'use client';
import type { Mat3 } from '@kessho/core/numerics/mat3';
import { rowTimesMat3 } from '@kessho/core/numerics/mat3';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { norm, subtractVec3 } from '@kessho/core/numerics/vec3';
import { Canvas } from '@react-three/fiber';
import type { Ref } from 'react';
import { useMemo } from 'react';
import type { Quaternion } from 'three';
import type { CellScene } from './cell-scene';
import { CrystalStage } from './crystal-stage';
import { elementLook } from './element-look';
import type { LinkedViews } from './linked-views';
import type { PickedAtom } from './picked-atoms';
import { SceneAtoms } from './scene-atoms';
import { SceneCellEdges } from './scene-cell-edges';
import { SceneLabels } from './scene-labels';
import { SceneMeasure } from './scene-measure';
import { ScenePlanes } from './scene-planes';
import { ScenePolyhedra } from './scene-polyhedra';
import { SceneSticks } from './scene-sticks';
import type { ResolvedColors } from './use-resolved-colors';
import type { CrystalView } from './view-control';
import type { ViewState } from './view-state';

export type ViewerStyle = 'ball' | 'polyhedra' | 'space';

export interface CrystalCanvasProps {
  readonly scene: CellScene;
  readonly lattice: Mat3;
  readonly supercell: Vec3;
  readonly style: ViewerStyle;
  /** For each site. */
  readonly siteColors: readonly string[];
  readonly picked: readonly PickedAtom[];
  /** Å, of the chosen atoms in the order of the choice. */
  readonly pickedPositions: readonly Vec3[];
  readonly onPick: (atom: PickedAtom | null) => void;
  /** Å; nothing is drawn larger than a crystal of this radius would be. */
  readonly leastRadius: number;
  readonly viewKey: string | Mat3;
  readonly firstView: ViewState | null;
  readonly control: Ref<CrystalView>;
  readonly linked: LinkedViews | null;
  readonly onOrient: (orientation: Quaternion) => void;
  readonly onSettle: (view: ViewState | null) => void;
  /** WebGL knows no CSS variables. */
  readonly colors: ResolvedColors;
  /** For each site; null where nothing is written on the atoms. */
  readonly names: readonly string[] | null;
  /** Miller indices of the planes that are drawn. */
  readonly plane: Vec3 | null;
}

/** Å; far beyond any drawing, and without effect on its size, since the projection is orthographic. */
const CAMERA_DISTANCE = 1000;

/** The drawing itself; loaded when a page with a structure is opened, and on no other page. */
export default function CrystalCanvas({
  scene,
  lattice,
  supercell,
  style,
  siteColors,
  picked,
  pickedPositions,
  onPick,
  colors,
  names,
  plane,
  leastRadius,
  ...stage
}: CrystalCanvasProps) {
  const radius = useMemo(() => Math.max(leastRadius, sceneRadius(scene, lattice, supercell)), [leastRadius, scene, lattice, supercell]);
  return (
    <Canvas
      orthographic
      flat
      frameloop="demand"
      dpr={[1, 2]}
      camera={{ position: [0, 0, CAMERA_DISTANCE], near: 0.1, far: 2 * CAMERA_DISTANCE }}
      gl={{ antialias: true, preserveDrawingBuffer: true }}
      onPointerMissed={(event) => event.type === 'click' && onPick(null)}
    >
      <hemisphereLight args={['#ffffff', '#b9c0c8', 1.7]} />
      <directionalLight position={[-3, 5, 8]} intensity={1.9} />
      <CrystalStage lattice={lattice} supercell={supercell} radius={radius} {...stage}>
        <SceneCellEdges lattice={lattice} supercell={supercell} color={colors.line} />
        <SceneAtoms atoms={scene.atoms} isFilled={style === 'space'} colors={siteColors} picked={picked} accent={colors.accent} onPick={onPick} />
        {style !== 'space' && <SceneSticks scene={scene} colors={siteColors} />}
        {style === 'polyhedra' && <ScenePolyhedra polyhedra={scene.polyhedra} colors={siteColors} line={colors.line} />}
        {plane !== null && <ScenePlanes lattice={lattice} supercell={supercell} plane={plane} color={colors.accent} />}
        {names !== null && <SceneLabels atoms={scene.atoms} names={names} isFilled={style === 'space'} colors={colors} />}
        {pickedPositions.length > 1 && <SceneMeasure positions={pickedPositions} color={colors.accent} />}
      </CrystalStage>
    </Canvas>
  );
}

/** Å: half the extent of everything drawn, with a margin. */
function sceneRadius({ atoms }: CellScene, lattice: Mat3, supercell: Vec3): number {
  const middle = rowTimesMat3([supercell[0] / 2, supercell[1] / 2, supercell[2] / 2], lattice);
  const corner = norm(middle);
  const reach = atoms.map(({ position, symbol }) => norm(subtractVec3(position, middle)) + elementLook(symbol).ballRadius);
  return 1.02 * Math.max(corner, ...reach);
}
