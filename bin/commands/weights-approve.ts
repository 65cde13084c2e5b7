import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isAdapter } from '../../derived/fine-tunes.js';
import { provenanceDigest, provenanceFile, provenanceText } from '../../derived/provenance.js';
import { storedPrecision } from '../../derived/stored-precision.js';
import { repositoriesOf } from '../../facts/checkpoints.js';
import { release as releaseOf } from '../../facts/models.js';
import { manifestDigest, noticeText, parseManifest, type WeightsManifest, weightsFolder } from '../../facts/weights.js';
import { asOfDate } from '../../synthesis/as-of.js';
import { replaceFile } from '../../synthesis/storage.js';
import { formatLocation } from '../../topology/error.js';
import { type LoadedTopology, loadTopology } from '../../topology/load.js';
import type { Model } from '../../topology/schema/models.js';
import { shownPath } from '../../topology/siblings.js';
import { didYouMean } from '../../topology/suggest.js';
import { refusal } from '../refusal.js';
import { adapterProblems } from '../weights/adapter.js';
import { type Candidate, checkpointProblems } from '../weights/checkpoint.js';
import { readRepository } from '../weights/read-repository.js';
import { select } from '../weights/selection.js';
import type { TopologyOptions } from './topology.js';

export interface ApproveOptions extends TopologyOptions {
  /** A model of the topology. */
  readonly model: string;
  /** Git checkout, or directory of `hf download --local-dir`. */
  readonly from: string;
  readonly commit: string;
  readonly approvedBy: string;
  readonly source: WeightsManifest['source'];
  /** `owner/name`; otherwise what the topology or the facts name. */
  readonly repository?: string;
}

/** Writes the manifest of one commit into `folder`, after everything about it was checked, and says where its digest belongs. */
export function approve(options: ApproveOptions, folder: string = fileURLToPath(weightsFolder)): number {
  const loaded = loadTopology(options.topology);
  const model = modelOf(loaded, options.model);
  if (!/^[0-9a-f]{40}$/.test(options.commit)) {
    throw refusal(`--commit: received "${options.commit}". Allowed: a full commit, 40 hex digits; a branch or tag can be moved.`);
  }
  const repository = readRepository(options.from, options.commit);
  const { files, skipped, problems } = select(repository);
  if (problems.length > 0) throw refusal(...problems);
  const candidate = { release: model.release, precision: storedPrecision(model), repository: repositoryOf(model, options) };
  const text: Candidate['text'] = (name) => repository.files.find(({ path }) => path === name)?.text();
  const contradictions = isAdapter(model)
    ? [...adapterProblems({ release: model.release, rank: model.fineTune?.rank, names: files.map(({ name }) => name), text })]
    : checkpointProblems({ ...candidate, bytes: files.filter(({ name }) => name.endsWith('.safetensors')).reduce((sum, file) => sum + file.bytes, 0), text });
  contradictions.push(...provenanceProblems(loaded, options.model, files, text(provenanceFile)));
  if (contradictions.length > 0) throw refusal(...contradictions);
  const notice = Buffer.from(noticeText(model.release));
  const manifest = checked({
    ...candidate,
    source: options.source,
    commit: options.commit,
    files: [...files, { name: 'NOTICE', sha256: createHash('sha256').update(notice).digest('hex'), bytes: notice.length }].sort(byName),
    licence: { version: releaseOf(model.release)?.licence ?? '' },
    approvedBy: options.approvedBy,
    approvedOn: asOfDate(loaded.topology, options.asOf),
  });
  if (skipped.length > 0) process.stderr.write(`Left behind: ${skipped.join(', ')}\n`);
  const path = join(folder, `${manifest.release}-${manifest.precision}-${manifest.commit.slice(0, 8)}.json`);
  const written = write(path, manifest);
  process.stdout.write(
    `${written ? 'Approved' : 'Approved already'}: ${shownPath(path)}, ${manifest.files.length} files\n\n${entry(loaded, options.model, manifest)}`,
  );
  return 0;
}

/** A fine-tune brings its statement along, and that says what the topology says. */
function provenanceProblems({ topology }: LoadedTopology, id: string, files: Readonly<WeightsManifest['files']>, found: string | undefined): string[] {
  if (topology.models[id]?.fineTune === undefined) return [];
  const write = `Write it with "blueprint weights provenance --model ${id}", and commit it with the files.`;
  if (found === undefined) return [`${provenanceFile} is missing: ${id} is a fine-tune. ${write}`];
  const text = provenanceText(topology, id, files);
  if (text === undefined) return [`models.${id}.fineTune: the weights of its base or teacher are not named, so its statement cannot be checked.`];
  return text === found
    ? []
    : [
        `${provenanceFile} has ${provenanceDigest(found)}. Allowed: ${provenanceDigest(text)}, as the files and models.${id}.fineTune say: name, method, base, data, place, run or files differ. ${write}`,
      ];
}

function modelOf({ topology, source }: LoadedTopology, id: string): Model {
  const model = topology.models[id];
  if (model !== undefined) return model;
  const known = Object.keys(topology.models).sort();
  throw refusal(`--model: received "${id}", which is no model of ${source.file}. Allowed: ${known.join(', ')}.${didYouMean(id, known)}`);
}

function repositoryOf(model: Model, { repository }: ApproveOptions): string {
  const named = repository ?? model.weights?.repository;
  if (named !== undefined) return named;
  const known = repositoriesOf(model.release, storedPrecision(model));
  const [only, ...others] = known;
  if (only !== undefined && others.length === 0) return only;
  throw refusal(
    `--repository: needed, because the topology names none. Known for ${model.release} in ${storedPrecision(model)}: ${known.join(', ') || 'none'}.`,
  );
}

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

/** What the schema of manifests refuses is a wrong argument here. */
function checked(manifest: WeightsManifest): WeightsManifest {
  try {
    return parseManifest(JSON.stringify(manifest), 'The manifest');
  } catch (error) {
    throw refusal((error as Error).message);
  }
}

/** Written aside and renamed, so that a kill leaves nothing half. An approval is never written over. */
function write(path: string, manifest: WeightsManifest): boolean {
  if (existsSync(path)) {
    const before = parseManifest(readFileSync(path, 'utf8'), shownPath(path));
    if (manifestDigest(before) === manifestDigest(manifest) && before.repository === manifest.repository) return false;
    throw refusal(
      `${shownPath(path)} approves other files or another repository for this commit: received ${manifestDigest(manifest)} of ${manifest.repository}, ` +
        `${before.approvedBy} approved ${manifestDigest(before)} of ${before.repository} on ${before.approvedOn}. A commit has one content: find out which is wrong.`,
    );
  }
  replaceFile(path, `${JSON.stringify(manifest, undefined, 2)}\n`);
  return true;
}

/** The lines of the topology that name this approval, and where they are or belong. */
function entry({ source, topology }: LoadedTopology, model: string, manifest: WeightsManifest): string {
  const statement = manifest.files.find(({ name }) => name === provenanceFile);
  const quantization = topology.models[model]?.weights?.quantization;
  return [
    `${formatLocation(source.locateKey(['models', model, 'weights']))}: models.${model}.weights`,
    '    weights:',
    `      source: ${manifest.source}`,
    `      repository: ${manifest.repository}`,
    `      commit: "${manifest.commit}"`,
    `      manifest: ${manifestDigest(manifest)}`,
    ...(quantization === undefined ? [] : [`      quantization: ${quantization}`]),
    ...(statement === undefined ? [] : ['    fineTune:', `      provenance: sha256:${statement.sha256}`]),
    '',
  ].join('\n');
}
