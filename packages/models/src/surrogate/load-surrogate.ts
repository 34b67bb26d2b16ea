import { fileURLToPath } from 'node:url';
import type { OnnxSurrogate } from '../runtime/create-onnx-surrogate.js';
import { createOnnxSurrogate } from '../runtime/create-onnx-surrogate.js';

/** Directory of the surrogate that ships with this package. */
export const SHIPPED_SURROGATE = fileURLToPath(new URL('../../surrogate/1/', import.meta.url));

/** The surrogate that ships with this package. @throws {ModelFileInvalidError} where its files are not what their manifest describes */
export const loadSurrogate = (): Promise<OnnxSurrogate> => createOnnxSurrogate(SHIPPED_SURROGATE);
