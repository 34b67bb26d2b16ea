'use client';
import { StructurePreviewDocument } from '@kessho/schema/generated/graphql';
import { useEffect, useState } from 'react';
import { StructureSketch } from '../../components/structure-viewer/structure-sketch';
import type { ViewerStructure } from '../../components/structure-viewer/viewer-structure';
import { viewerStructureOf } from '../../components/structure-viewer/viewer-structure';
import { browserClient } from '../../graphql/browser-client';

/** Pixels. */
const SIZE = 120;
/** Milliseconds the pointer must rest: those it passes over are not asked for. */
const REST_MS = 120;
/** Crystals in cells larger than this are a blur at this size. */
const MOST_SITES = 200;

const known = new Map<string, Promise<ViewerStructure | null>>();

function structureOfId(id: string): Promise<ViewerStructure | null> {
  let answer = known.get(id);
  if (answer === undefined) {
    answer = browserClient
      .query(StructurePreviewDocument, { id })
      .toPromise()
      .then(({ data }) => (data?.node?.__typename === 'RelaxedStructure' ? viewerStructureOf(data.node.geometry) : null));
    known.set(id, answer);
  }
  return answer;
}

/** A small picture of the crystal, once it is there; its place is kept until then. */
export default function StructurePreview({ id }: { id: string }) {
  const [structure, setStructure] = useState<ViewerStructure | null>(null);
  useEffect(() => {
    let isWanted = true;
    setStructure(null);
    const timer = setTimeout(() => void structureOfId(id).then((found) => isWanted && setStructure(found)), REST_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [id]);
  return (
    <span style={{ display: 'block', width: SIZE, height: SIZE }}>
      {structure !== null && structure.symbols.length <= MOST_SITES && <StructureSketch structure={structure} size={SIZE} />}
    </span>
  );
}
