import type { Camera, InstancedMesh, Object3D, Scene, WebGLRenderer } from 'three';

/** Name of what only marks something on the screen: no part of an exported crystal. */
export const MARK = 'mark';

/** Pixels of the longer side of an exported picture: a column of a paper at 600 dots per inch. */
const PICTURE_SIDE = 2400;

/** The view as a PNG with a transparent ground, finer than on the screen. */
export async function pictureOf(renderer: WebGLRenderer, scene: Scene, camera: Camera): Promise<Blob> {
  const ratio = renderer.getPixelRatio();
  const { clientWidth, clientHeight } = renderer.domElement;
  renderer.setPixelRatio(Math.max(ratio, PICTURE_SIDE / Math.max(clientWidth, clientHeight)));
  renderer.render(scene, camera);
  const picture = await new Promise<Blob | null>((resolve) => renderer.domElement.toBlob(resolve, 'image/png'));
  renderer.setPixelRatio(ratio);
  renderer.render(scene, camera);
  if (picture === null) throw new Error('The browser made no picture');
  return picture;
}

/** The crystal as binary glTF in Å, every atom and stick a mesh of its own, as few programs know instances. */
export async function modelOf(crystal: Object3D): Promise<Blob> {
  const [{ GLTFExporter }, { Color, Group, InstancedMesh, Matrix4, Mesh, MeshStandardMaterial }] = await Promise.all([
    import('three/examples/jsm/exporters/GLTFExporter.js'),
    import('three'),
  ]);
  const baked = new Group();
  const addInstances = (instances: InstancedMesh) => {
    const materials = new Map<string, InstanceType<typeof MeshStandardMaterial>>();
    const [matrix, color] = [new Matrix4(), new Color()];
    for (let index = 0; index < instances.count; index++) {
      instances.getMatrixAt(index, matrix);
      instances.getColorAt(index, color);
      const name = color.getHexString();
      const material = materials.get(name) ?? new MeshStandardMaterial({ color: color.clone(), roughness: 0.5, metalness: 0 });
      materials.set(name, material);
      const mesh = new Mesh(instances.geometry, material);
      mesh.applyMatrix4(matrix);
      baked.add(mesh);
    }
  };
  crystal.traverse((part) => {
    if (part.name === MARK) return;
    if (part instanceof InstancedMesh) addInstances(part);
    else if ('geometry' in part) baked.add(part.clone());
  });
  const bytes = await new GLTFExporter().parseAsync(baked, { binary: true });
  return new Blob([bytes as ArrayBuffer], { type: 'model/gltf-binary' });
}
