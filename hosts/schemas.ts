import { z } from 'zod';
import type { Cloud } from '../clouds/cloud.js';
import type { HostForm, NamedModel } from '../topology/schema/host-form.js';
import { entities } from '../topology/schema/primitives.js';
import { form as azureFoundry } from './azure-foundry/schema.js';
import { form as bedrock } from './bedrock/schema.js';
import { form as bedrockImport } from './bedrock-import/schema.js';
import { form as databricks } from './databricks/schema.js';
import { form as ociGenerativeAi } from './oci-generative-ai/schema.js';
import { form as selfHostedAws } from './self-hosted-aws/schema.js';
import { form as selfHostedAzure } from './self-hosted-azure/schema.js';
import { form as selfHostedGoogle } from './self-hosted-google/schema.js';
import { form as vertexEndpoint } from './vertex-endpoint/schema.js';
import { form as vertexMaas } from './vertex-maas/schema.js';
import { form as watsonx } from './watsonx/schema.js';
import { form as workersAi } from './workers-ai/schema.js';

/** Every kind of host that a topology may name, in the order in which messages list them. */
export const hostForms = {
  'self-hosted-aws': selfHostedAws,
  'self-hosted-google': selfHostedGoogle,
  'self-hosted-azure': selfHostedAzure,
  bedrock,
  'bedrock-import': bedrockImport,
  'vertex-endpoint': vertexEndpoint,
  'vertex-maas': vertexMaas,
  'azure-foundry': azureFoundry,
  databricks,
  watsonx,
  'workers-ai': workersAi,
  'oci-generative-ai': ociGenerativeAi,
} as const satisfies Readonly<Record<string, HostForm>>;

/** A kind of host; of fleets, together with the cloud that their nodes run in. */
export type HostKey = keyof typeof hostForms;
export type HostOf<K extends HostKey> = z.infer<(typeof hostForms)[K]['schema']>;
export type Host = HostOf<HostKey>;
/** Kinds whose account is of a cloud. */
export type KeyOn<C extends Cloud> = { [K in HostKey]: (typeof hostForms)[K]['cloud'] extends C ? K : never }[HostKey];
/** Dedicated capacity in a private network. */
export type FleetKey = Extract<HostKey, `self-hosted-${string}`>;
export type SelfHostedHost = HostOf<FleetKey>;

const { 'self-hosted-aws': aws, 'self-hosted-google': google, 'self-hosted-azure': azure, ...others } = hostForms;
const selfHosted = z.discriminatedUnion('cloud', [aws.schema, google.schema, azure.schema]);
const host = z.discriminatedUnion('kind', [selfHosted, ...Object.values(others).map(({ schema }) => schema)]);

/** Places that serve a model. */
export const hosts = entities(host, 'eu-fleet');

export function keyOf(host: Host): HostKey {
  return host.kind === 'self-hosted' ? `self-hosted-${host.cloud}` : host.kind;
}

/** Whether a host is of one kind: for what only that kind has. What several kinds answer is among the traits. */
export function isHost<K extends HostKey>(host: Host | undefined, key: K): host is HostOf<K> {
  return host !== undefined && keyOf(host) === key;
}

export function formOf(host: Host): HostForm {
  return hostForms[keyOf(host)];
}

/** The cloud whose account a host's `account` names. */
export function cloudOf(host: Host): Cloud {
  return formOf(host).cloud;
}

/** Every model that a host serves, with the field that names it. */
export function namedModels(host: Host): readonly NamedModel[] {
  return formOf(host).models(host);
}

/** The same without fields. */
export function servedModels(host: Host): string[] {
  return namedModels(host).map(({ model }) => model);
}

/** Whether a host is nodes of the topology's own, on whichever cloud. */
export function isFleet(host: Host | undefined): host is SelfHostedHost {
  return host?.kind === 'self-hosted';
}
