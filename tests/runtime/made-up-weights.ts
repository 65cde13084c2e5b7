import { createHash } from 'node:crypto';
import { manifestText } from '../../facts/weights.js';
import { commit, files, manifestOf } from './fixtures.js';

/** Where the made-up weights are stored, and what is approved of them. */
export const prefix = `llama-3.3-70b-instruct/fp8/${commit}`;
export const manifest = manifestText(manifestOf());
export const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

/** The same files with one byte after another changed, and a line of a manifest that names another file. */
export const tampered = { ...files, 'model.safetensors': Buffer.from(files['model.safetensors'] as Buffer).fill(8, 200) };
export const line = (name: string) => `${sha256('x')}  ${name}\n`;
