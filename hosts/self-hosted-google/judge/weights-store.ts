import { googleSigningKey } from '../../../derived/names.js';
import { existingBucket, googleBucket } from '../../../derived/weights-buckets.js';
import { subjectOf } from '../../../evidence/synthesized/host-of-resource.js';
import type { Problem } from '../../../evidence/synthesized/problem.js';
import { dig, type Resource, type SynthesizedStack } from '../../../evidence/synthesized/stack.js';
import { pathOf } from '../../../topology/path.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { entity } from '../../../topology/views.js';
import type { GoogleFleetHost } from '../schema.js';

/** A store that might not keep the weights of a fleet on Google as they were approved. */
export function* googleStoreProblems(stacks: readonly SynthesizedStack[], topology: Topology, host: GoogleFleetHost): Iterable<Problem> {
  const { bucket, signingKey } = storeNames(topology, host);
  const store = storeOf(stacks, topology, host);
  // How one that exists keeps them, its approval says.
  const kept = existingBucket(topology, 'google', host.account, host.region) === undefined ? bucketProblem(store, bucket) : undefined;
  for (const problem of [kept, signingKeyProblem(store, signingKey)]) if (problem !== undefined) yield problem;
}

/** Grants by which another account than the one that brings weights in may write or sign those of a fleet. */
export function googleWriterProblems(stacks: readonly SynthesizedStack[], topology: Topology, host: GoogleFleetHost): Iterable<Problem> {
  const { ingestServiceAccount: writer } = topology.weights;
  return writerProblems(storeOf(stacks, topology, host), storeNames(topology, host).bucket, writer === undefined ? undefined : `serviceAccount:${writer}`);
}

function storeNames(topology: Topology, { account, region }: GoogleFleetHost): { readonly bucket: string; readonly signingKey: string } {
  const { project } = entity(topology.accounts.google, account);
  return {
    bucket: googleBucket(topology, account, region),
    signingKey: googleSigningKey(topology.name, project, region, topology.weights.signingKeyGeneration),
  };
}

function storeOf(stacks: readonly SynthesizedStack[], topology: Topology, { account }: GoogleFleetHost): Resource[] {
  return stacks.filter((stack) => subjectOf(topology, stack)?.path === pathOf('accounts', 'google', account)).flatMap(({ resources }) => resources);
}

function bucketProblem(store: readonly Resource[], name: string): Problem | undefined {
  const resource = store.find(({ type, properties }) => type === 'google_storage_bucket' && properties['name'] === name);
  if (resource === undefined) return { message: `No stack makes ${name}, so it is unknown how its weights are kept.` };
  const { properties } = resource;
  const wanted: readonly (readonly [what: string, found: unknown, allowed: string])[] = [
    ['versioning.enabled', dig(properties, 'versioning', 'enabled'), 'true'],
    ['default_event_based_hold', properties['default_event_based_hold'], 'true'],
    ['lifecycle_rule', properties['lifecycle_rule'] ?? 'nothing', 'nothing'],
  ];
  const wrong = wanted.find(([, found, allowed]) => String(found) !== allowed);
  return wrong && { resource, message: `Weights bucket ${name}, ${wrong[0]}: received ${String(wrong[1] ?? 'nothing')}. Allowed: ${wrong[2]}.` };
}

function signingKeyProblem(store: readonly Resource[], version: string): Problem | undefined {
  const name = /\/cryptoKeys\/([^/]+)\//.exec(version)?.[1];
  const resource = store.find(({ type, properties }) => type === 'google_kms_crypto_key' && properties['name'] === name);
  if (resource === undefined) return { message: `No stack makes ${version}, so no signature of the manifest can be verified.` };
  const [purpose, algorithm] = [resource.properties['purpose'], dig(resource.properties, 'version_template', 'algorithm')];
  if (purpose === 'ASYMMETRIC_SIGN' && algorithm === 'EC_SIGN_P256_SHA256') return undefined;
  return { resource, message: `Signing key ${name} is ${String(purpose)}, ${String(algorithm)}. Allowed: ASYMMETRIC_SIGN, EC_SIGN_P256_SHA256.` };
}

function* writerProblems(store: readonly Resource[], bucket: string, writer: string | undefined): Iterable<Problem> {
  const buckets = store.filter(({ type, properties }) => type === 'google_storage_bucket' && properties['name'] === bucket).map(({ id }) => `\${${id}.name}`);
  for (const resource of store) {
    const { role, member, members, bucket: of } = resource.properties;
    const writes = resource.type.startsWith('google_storage_bucket_iam_') && [bucket, ...buckets].includes(String(of)) && role !== 'roles/storage.objectViewer';
    const signs =
      resource.type.startsWith('google_kms_crypto_key_iam_') &&
      /^roles\/(cloudkms\.(signer|signerVerifier|admin|cryptoOperator)|owner|editor)$/.test(String(role));
    if (!writes && !signs) continue;
    const strangers = [member ?? [], members ?? []]
      .flat()
      .map(String)
      .filter((one) => one !== writer);
    if (strangers.length > 0)
      yield { resource, message: `${resource.id} gives ${strangers.join(', ')} ${String(role)}. Allowed: ${writer ?? 'no account'} alone.` };
  }
}
