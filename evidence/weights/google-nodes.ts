import { googleSigningKey, googleWeightsBucket } from '../../derived/names.js';
import type { GoogleFleetHost } from '../../hosts/self-hosted-google/schema.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import { runsVllm, unitsOf } from '../containers/containers.js';
import { dockerRun } from '../containers/docker-run.js';
import { cloudInitOf, googleMachines, machineMetadata, unitCommands } from '../scripts/cloud-init.js';
import { commonRequirements, scriptProblem } from '../scripts/script-proof.js';
import { stacksOfHost, subjectOf } from '../synthesized/host-of-resource.js';
import type { Problem } from '../synthesized/problem.js';
import { dig, type Resource, type SynthesizedStack } from '../synthesized/stack.js';

const scriptPath = '/etc/blueprint/prepare-node.sh';
const gate = 'ExecStartPre=/usr/bin/test -e /run/llama-weights-verified';

const verification = 'openssl dgst -sha256 -verify "${key}.pem" -signature "${target}/MANIFEST.sha256.sig" "${target}/MANIFEST.sha256" >&2';

/** Nodes of a fleet on Google that might serve unapproved weights, and a store that might not keep the approved ones. */
export function* googleWeightsProblems(stacks: readonly SynthesizedStack[], topology: Topology, id: string, host: GoogleFleetHost): Iterable<Problem> {
  const { weights } = entity(topology.models, host.model);
  const { bucket, signingKey } = storeNames(topology, host);
  const machines = stacksOfHost(topology, id, stacks)
    .flatMap(({ resources }) => resources)
    .filter(({ type }) => googleMachines.has(type));
  for (const resource of machines) {
    const problem = weights && machineProblem(resource, { manifest: weights.manifest.replace('sha256:', ''), bucket, signingKey });
    if (problem !== undefined) yield { resource, message: `The user data of ${resource.id} ${problem}` };
  }
  const store = storeOf(stacks, topology, host);
  for (const problem of [bucketProblem(store, bucket), signingKeyProblem(store, signingKey)]) if (problem !== undefined) yield problem;
}

/** Grants by which another account than the one that brings weights in may write or sign those of a fleet. */
export function googleWriterProblems(stacks: readonly SynthesizedStack[], topology: Topology, host: GoogleFleetHost): Iterable<Problem> {
  const { ingestServiceAccount: writer } = topology.weights;
  return writerProblems(storeOf(stacks, topology, host), storeNames(topology, host).bucket, writer === undefined ? undefined : `serviceAccount:${writer}`);
}

function storeNames(topology: Topology, { account, region }: GoogleFleetHost): { readonly bucket: string; readonly signingKey: string } {
  const { project } = entity(topology.accounts.google, account);
  return {
    bucket: googleWeightsBucket(topology.name, project, region),
    signingKey: googleSigningKey(topology.name, project, region, topology.weights.signingKeyGeneration),
  };
}

function storeOf(stacks: readonly SynthesizedStack[], topology: Topology, { account }: GoogleFleetHost): Resource[] {
  return stacks.filter((stack) => subjectOf(topology, stack)?.path === pathOf('accounts', 'google', account)).flatMap(({ resources }) => resources);
}

/** Why a machine might serve unapproved weights, as the end of a sentence. */
function machineProblem(resource: Resource, expected: { readonly manifest: string; readonly bucket: string; readonly signingKey: string }): string | undefined {
  const boot = cloudInitOf(resource);
  if (boot === undefined) return 'is no cloud-init configuration that can be read.';
  if (machineMetadata(resource)['startup-script'] !== undefined) return 'has a startup script beside it, which runs as root too. Allowed: none.';
  if (boot.others.length > 0) return `has ${boot.others.join(', ')}. Allowed: write_files and runcmd.`;
  const stray = boot.commands.find((command) => !/^systemctl (daemon-reload|start --no-block [a-z-]+\.service)$/.test(command));
  if (stray !== undefined) return `runs \`${stray}\` at boot. Allowed: starting the units that it writes.`;
  for (const [path, unit] of unitsOf(resource)) {
    const serves = unitCommands(unit).some((words) => {
      const container = dockerRun(words);
      return container !== undefined && runsVllm(container);
    });
    if (serves && !unit.split('\n').includes(gate)) return `lets ${path} start without the proof of the weights. Allowed: with ${gate}.`;
    if (path.endsWith('/prepare-node.service') && /^Environment/m.test(unit))
      return `gives ${path} an environment. Allowed: none; its settings are in the script.`;
  }
  return scriptProblem(boot.files[scriptPath] ?? '', {
    settings: { MANIFEST_SHA256: expected.manifest, WEIGHTS_BUCKET: expected.bucket, WEIGHTS_SIGNING_KEY: expected.signingKey },
    unset: ['NODE_ROOT', 'METADATA', 'STORAGE_API', 'KMS_API', 'SECRETS_API'],
    requirements: [
      ...commonRequirements,
      {
        lacks: 'does not ask Cloud KMS for the signing key',
        in: { function: 'verify_signature' },
        refusesUnless: 'request "${kms_api}/${WEIGHTS_SIGNING_KEY}/publicKey" "${key}.json"',
      },
      { lacks: 'does not ask Cloud KMS at its own address', in: 'script', runs: 'readonly kms_api="${KMS_API:-https://cloudkms.googleapis.com/v1}"' },
      { lacks: 'does not verify the signature with the signing key', in: { function: 'verify_signature' }, refusesUnless: verification },
    ],
    steps: ['trap left EXIT', 'close_gate', 'close_container_network', 'fetch_manifest', 'verify_signature', 'fetch_weights', 'open_gate'],
    programs: ['curl', 'sha256sum', 'openssl'],
    before: 'vLLM',
  });
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
