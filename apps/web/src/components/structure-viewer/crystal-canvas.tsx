'use client';
import type { Mat3 } from '@kessho/core/numerics/mat3';
import { rowTimesMat3 } from '@kessho/core/numerics/mat3';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { norm, subtractVec3 } from '@kessho/core/numerics/vec3';
import { Canvas } from '@react-three/fiber';
import type { Ref } from 'react';
import { useMemo } from 'react';
import type { Quaternion } from 'three';
import type { ElementScheme } from '../../format/element-color';
import type { CellScene } from './cell-scene';
import type { ViewControl } from './crystal-stage';
import { CrystalStage } from './crystal-stage';
import { elementLook } from './element-look';
import { SceneAtoms } from './scene-atoms';
import { SceneCellEdges } from './scene-cell-edges';
import { ScenePolyhedra } from './scene-polyhedra';
import { SceneSticks } from './scene-sticks';

export type ViewerStyle = 'ball' | 'polyhedra' | 'space';

export interface CrystalCanvasProps {
  readonly scene: CellScene;
  readonly lattice: Mat3;
  readonly supercell: Vec3;
  readonly style: ViewerStyle;
  readonly scheme: ElementScheme;
  readonly selectedSite: number | null;
  readonly onSelectSite: (site: number | null) => void;
  readonly control: Ref<ViewControl>;
  readonly onOrient: (orientation: Quaternion) => void;
  /** Resolved colors of the palette: WebGL knows no CSS variables. */
  readonly colors: { readonly line: string; readonly accent: string };
}

/** Å; far beyond any drawing, and without effect on its size, since the projection is orthographic. */
const CAMERA_DISTANCE = 1000;

/** The drawing itself; loaded when a page with a structure is opened, and on no other page. */
export default function CrystalCanvas({
  scene,
  lattice,
  supercell,
  style,
  scheme,
  selectedSite,
  onSelectSite,
  control,
  onOrient,
  colors,
}: CrystalCanvasProps) {
  const radius = useMemo(() => sceneRadius(scene, lattice, supercell), [scene, lattice, supercell]);
  return (
    <Canvas
      orthographic
      flat
      frameloop="demand"
      dpr={[1, 2]}
      camera={{ position: [0, 0, CAMERA_DISTANCE], near: 0.1, far: 2 * CAMERA_DISTANCE }}
      gl={{ antialias: true, preserveDrawingBuffer: true }}
      onPointerMissed={(event) => event.type === 'click' && onSelectSite(null)}
    >
      <hemisphereLight args={['#ffffff', '#b9c0c8', 1.7]} />
      <directionalLight position={[-3, 5, 8]} intensity={1.9} />
      <CrystalStage lattice={lattice} supercell={supercell} radius={radius} control={control} onOrient={onOrient}>
        <SceneCellEdges lattice={lattice} supercell={supercell} color={colors.line} />
        <SceneAtoms
          atoms={scene.atoms}
          isFilled={style === 'space'}
          scheme={scheme}
          selectedSite={selectedSite}
          accent={colors.accent}
          onSelectSite={onSelectSite}
        />
        {style !== 'space' && <SceneSticks scene={scene} scheme={scheme} />}
        {style === 'polyhedra' && <ScenePolyhedra polyhedra={scene.polyhedra} scheme={scheme} line={colors.line} />}
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
