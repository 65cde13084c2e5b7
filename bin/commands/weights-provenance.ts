import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { provenanceDigest, provenanceFile, provenanceText, subjectsOf } from '../../derived/provenance.js';
import { fileName } from '../../facts/weights.js';
import { replaceFile } from '../../synthesis/storage.js';
import { formatLocation } from '../../topology/error.js';
import { loadTopology } from '../../topology/load.js';
import { shownPath } from '../../topology/siblings.js';
import { didYouMean } from '../../topology/suggest.js';
import { refusal } from '../refusal.js';
import { digestOfFile } from '../weights/repository.js';
import type { TopologyOptions } from './topology.js';

export interface ProvenanceOptions extends TopologyOptions {
  /** A fine-tune of the topology. */
  readonly model: string;
  /** Directory with its files, as they are about to be committed. */
  readonly from: string;
}

/** Writes the statement of provenance of a fine-tune beside its files, and says where its digest belongs. Run before the files are committed. */
export function provenance({ topology: file, model: id, from }: ProvenanceOptions): number {
  const { topology, source } = loadTopology(file);
  const known = Object.keys(topology.models).filter((name) => topology.models[name]?.fineTune !== undefined);
  if (!known.includes(id))
    throw refusal(`--model: received "${id}". Allowed: ${known.join(', ') || 'none; no model here is a fine-tune'}.${didYouMean(id, known)}`);
  const files = filesIn(from);
  const text = provenanceText(topology, id, files);
  if (text === undefined)
    throw refusal(
      `models.${id}.fineTune: the weights of what it was made from are not named, so no statement can hold their digest. Needed: weights of its base and teacher.`,
    );
  const path = join(from, provenanceFile);
  replaceFile(path, text);
  process.stdout.write(
    `Written: ${shownPath(path)}, ${subjectsOf(files).length} files\n\n${formatLocation(source.locateKey(['models', id, 'fineTune', 'provenance']))}: models.${id}.fineTune\n      provenance: ${provenanceDigest(text)}\n`,
  );
  return 0;
}

function filesIn(directory: string) {
  if (!existsSync(directory) || !statSync(directory).isDirectory()) throw refusal(`--from: received "${directory}", which is no directory.`);
  const names = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isFile() && fileName.test(entry.name));
  const files = names.map(({ name }) => {
    const path = join(directory, name);
    if (beginOf(path, lfsPointer.length) === lfsPointer)
      throw refusal(`--from: ${name} is a pointer of Git LFS and not the file. Fetch it first: git lfs pull.`);
    return { name, ...digestOfFile(path) };
  });
  if (!files.some(({ name }) => name.endsWith('.safetensors'))) throw refusal(`--from: ${directory} holds no safetensors file.`);
  return files;
}

/** First bytes of a file of any size. */
function beginOf(path: string, bytes: number): string {
  const file = openSync(path, 'r');
  try {
    const begin = Buffer.alloc(bytes);
    return begin.subarray(0, readSync(file, begin)).toString('latin1');
  } finally {
    closeSync(file);
  }
}

const lfsPointer = 'version https://git-lfs.github.com/spec/';
