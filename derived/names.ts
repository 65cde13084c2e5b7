import { createHash } from 'node:crypto';
import { nameLimit } from '../facts/limits.js';
import type { Model } from '../topology/schema/models.js';
import type { Topology } from '../topology/schema/topology.js';
import { storedPrecision } from './stored-precision.js';

/**
 * Joins parts with `-` and keeps the result within `limit` characters. A longer name is cut and closed with six
 * hex digits of its SHA-256, so that two long names with the same beginning stay different.
 */
export function physicalName(limit: number, ...parts: readonly string[]): string {
  const whole = parts.join('-');
  if (whole.length <= limit) return whole;
  const digest = createHash('sha256').update(whole).digest('hex').slice(0, 6);
  return `${whole.slice(0, limit - 7).replace(/-+$/, '')}-${digest}`;
}

/** Stack names start with topology and account alias: `acme-prod-aws-fleet-eu-fleet`. */
export function stackName(topology: Topology, account: string, kind: string, ...parts: readonly string[]): string {
  return [topology.name, account, kind, ...parts].join('-');
}

/** The principal that Bedrock, Google and Azure trust for one workload. */
export function gatewayRoleName(topology: string, workload: string): string {
  return physicalName(nameLimit('role'), 'llama-platform', topology, workload);
}

/** The role that the tasks of a zone's gateway run with. It may take the roles of that zone's workloads, and the pattern of those does not fit it. */
export function gatewayTaskRoleName(topology: string, zone: string): string {
  return physicalName(nameLimit('role'), 'llama-gateway', topology, zone);
}

/** The bucket of a zone's callers' keys: commands that write them find it by name. */
export function gatewayKeysBucket(topology: string, zone: string, accountId: string): string {
  return physicalName(nameLimit('bucket'), 'llama-keys', topology, zone, accountId);
}

/** Where a zone's configurations are among the assets of its account: the tasks of the zone read there and nowhere else. */
export function gatewayAssetPrefix(topology: string, zone: string): string {
  return `llama/${topology}/gateway/${zone}/`;
}

/** Id of the service account on Google that the gateway takes for one workload. */
export function serviceAccountId(topology: string, workload: string): string {
  return physicalName(nameLimit('serviceAccount'), 'llama', topology, workload);
}

/** Every gateway role of a topology, and none of another whose name does not begin with this one's. */
export function gatewayRolePattern(topology: string): string {
  return `llama-platform-${topology}-*`;
}

/** The role that brings weights into one region. The account of the weights trusts it by name, before anything is looked up. */
export function ingestRoleName(topology: string, region: string): string {
  return physicalName(nameLimit('role'), 'llama-weights-ingest', topology, region);
}

/** The role that may start the job, and nothing else. People and pipelines of other accounts take it by name. */
export function ingestStarterName(topology: string, region: string): string {
  return physicalName(nameLimit('role'), 'llama-weights-start', topology, region);
}

/** The role that may start the job that builds the images of gateways, and nothing else. */
export function imageStarterName(topology: string, region: string): string {
  return physicalName(nameLimit('role'), 'llama-image-start', topology, region);
}

/** The log of the names that a job asks for, in the account and region of its stack. */
export function nameLogName(stack: string): string {
  return physicalName(nameLimit('resolverConfig'), stack, 'names');
}

/** A repository of images of gateways: accounts of gateways name it. */
export function imageRepository(topology: string, image: 'envoy' | 'processes'): string {
  return `llama-gateway/${topology}/${image}`;
}

/** Where the archive for the job that builds images is among the assets of its account. */
export function imageAssetPrefix(topology: string): string {
  return `llama/${topology}/images/`;
}

/** The bucket that another account writes to. Bucket names are global: the account number keeps it from being anybody's. */
export function weightsBucketName(topology: string, accountId: string, region: string): string {
  return physicalName(nameLimit('bucket'), 'llama-weights', topology, accountId, region);
}

/** Where the weights of a commit are stored in their bucket: under the precision of the files, whatever the engine makes of them. */
export function weightsPrefix(model: Model): string {
  return `${model.release}/${storedPrecision(model)}/${model.weights?.commit ?? 'unapproved'}`;
}

/** Bucket names on Google are one namespace for the whole world; the project id makes ours ours. */
export function googleWeightsBucket(topology: string, project: string, region: string): string {
  return physicalName(nameLimit('bucket'), project, topology, 'weights', region);
}

/** Id of the secret in Secret Manager that holds the API key of a fleet on Google. */
export function apiKeySecretId(topology: string, host: string): string {
  return `${topology}-${host}-api-key`;
}

/** The function outside every network of prompts that fetches tokens of Microsoft Entra, in the account and region of a gateway. */
export function tokenBrokerName(topology: string): string {
  return physicalName(nameLimit('role'), 'llama-token-broker', topology);
}

/** Full name of a Cloud KMS key, which is in a key ring of its own. */
export function googleKeyName(topology: string, project: string, location: string, purpose: string): string {
  return `projects/${project}/locations/${location}/keyRings/${googleKeyRing(topology, purpose)}/cryptoKeys/${purpose}`;
}

export function googleKeyRing(topology: string, purpose: string): string {
  return physicalName(nameLimit('googleResource'), topology, purpose);
}

/** The key version by which nodes on Google check manifests. Asymmetric keys keep their first: a new generation is a new key. */
export function googleSigningKey(topology: string, project: string, location: string, generation: number): string {
  return `${googleKeyName(topology, project, location, `signing-${generation}`)}/cryptoKeyVersions/1`;
}

/** How another account names the key that signs manifests: key ids are created at deployment, aliases are not. */
export function signingAlias(topology: string, generation: number): string {
  return `alias/llama-weights-${topology}-${generation}`;
}

/** SSM parameter through which stacks of different lifecycles share a value. */
export function parameterName(topology: string, ...parts: readonly string[]): string {
  return `/llama/${[topology, ...parts].join('/')}`;
}
