import { createHash } from 'node:crypto';
import type { WeightsManifest } from '../facts/weights.js';
import type { Model } from '../topology/schema/models.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity } from '../topology/views.js';

/** Name of the statement among the files of a fine-tune: its manifest lists it, so one signature covers both. */
export const provenanceFile = 'PROVENANCE.json';

/** docs/fine-tune-provenance.md describes both. */
const predicateType = 'urn:hybrid-llama-blueprint:fine-tune-provenance:v1';
const buildType = 'urn:hybrid-llama-blueprint:fine-tune:v1';

/** Texts beside the weights, and the statement itself: it speaks of everything else. */
const besides: readonly string[] = [provenanceFile, 'LICENSE', 'NOTICE', 'USE_POLICY.md'];

/** Files that a statement speaks of, by name. */
export function subjectsOf(files: Readonly<WeightsManifest['files']>): WeightsManifest['files'] {
  return files.filter(({ name }) => !besides.includes(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The in-toto statement of a fine-tune, as text: what its files were made from, by whom and where, all as the topology says. Equal
 * inputs give equal bytes, so that its digest holds the topology to it. Undefined for a model that is no fine-tune, or whose base has no weights.
 */
export function provenanceText(topology: Topology, id: string, files: Readonly<WeightsManifest['files']>): string | undefined {
  const model = entity(topology.models, id);
  const { fineTune } = model;
  if (fineTune === undefined) return undefined;
  const made = [fineTune.base, ...(fineTune.teacher === undefined ? [] : [fineTune.teacher])].map((from) => dependency(topology, from));
  if (made.includes(undefined)) return undefined;
  const { data, method, name, rank, training } = fineTune;
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: subjectsOf(files).map((file) => ({ name: file.name, digest: { sha256: file.sha256 } })),
    predicateType,
    predicate: {
      buildDefinition: {
        buildType,
        externalParameters: { name, method, ...(rank !== undefined && { rank }), release: model.release, precision: model.precision },
        resolvedDependencies: [...made, { name: 'data', uri: data.reference, digest: { sha256: data.sha256 } }],
      },
      runDetails: {
        builder: { id: [training.cloud, training.account, training.region ?? training.country].join('/') },
        metadata: { invocationId: training.run, finishedOn: training.finishedOn },
      },
    },
  };
  return `${JSON.stringify(statement, undefined, 2)}\n`;
}

/** Weights that went into a fine-tune, by the digest of their manifest. */
function dependency(topology: Topology, id: string) {
  const { release, weights }: Model = entity(topology.models, id);
  if (weights === undefined) return undefined;
  return { name: release, uri: `${weights.source}:${weights.repository}@${weights.commit}`, digest: { sha256: weights.manifest.replace('sha256:', '') } };
}

/** Digest of a statement, as the topology names it. */
export function provenanceDigest(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
