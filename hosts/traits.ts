import type { Cloud } from '../clouds/cloud.js';
import type { Topology } from '../topology/schema/topology.js';
import { traits as azureFoundry } from './azure-foundry/traits.js';
import { traits as bedrock } from './bedrock/traits.js';
import { traits as bedrockImport } from './bedrock-import/traits.js';
import { traits as databricks } from './databricks/traits.js';
import { traits as ociGenerativeAi } from './oci-generative-ai/traits.js';
import { type FleetKey, type Host, type HostKey, type HostOf, type hostForms, type KeyOn, keyOf } from './schemas.js';
import type { GuardrailHost } from './select.js';
import { traits as selfHostedAws } from './self-hosted-aws/traits.js';
import { traits as selfHostedAzure } from './self-hosted-azure/traits.js';
import { traits as selfHostedGoogle } from './self-hosted-google/traits.js';
import type { AzureUse, BedrockUse, GatewayRight, GoogleUse } from './shared/cloud-use.js';
import type { AwsTraits, AzureTraits, GoogleTraits, HostTraits, OutsideTraits, OwnNodes } from './shared/host-traits.js';
import { traits as vertexEndpoint } from './vertex-endpoint/traits.js';
import { traits as vertexMaas } from './vertex-maas/traits.js';
import { traits as watsonx } from './watsonx/traits.js';
import { traits as workersAi } from './workers-ai/traits.js';

/** What the house knows of every kind of host. */
export const hostTraits = {
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
} as const satisfies { readonly [K in HostKey]: TraitsOf<K> };

/** What a kind has to answer: what it uses of an account of its cloud, and nodes if it is a fleet. */
type TraitsOf<K extends HostKey> = TraitsOn<(typeof hostForms)[K]['cloud'], HostOf<K>, K extends FleetKey ? OwnNodes : 'none'>;
type TraitsOn<C extends Cloud, H, Nodes extends OwnNodes | 'none'> = C extends 'aws'
  ? AwsTraits<H, Nodes>
  : C extends 'google'
    ? GoogleTraits<H, Nodes>
    : C extends 'azure'
      ? AzureTraits<H, Nodes>
      : C extends 'databricks'
        ? HostTraits<H, Nodes>
        : OutsideTraits<H>;

/** The traits of a host, which are to be asked about this host alone. */
export function traitsOf(host: Host): HostTraits<Host> {
  return hostTraits[keyOf(host)] as HostTraits<Host>;
}

/** Blocks of nodes that a host has bought. */
export function blocksOf(host: Host): OwnNodes['blocks'] {
  const nodes = traitsOf(host).nodes(host);
  return nodes === 'none' ? [] : nodes.blocks;
}

/** What a host on Google uses of its project. */
export function googleUse(topology: Topology, host: HostOf<KeyOn<'google'>>): GoogleUse {
  return (hostTraits[keyOf(host) as KeyOn<'google'>] as GoogleTraits<HostOf<KeyOn<'google'>>, OwnNodes | 'none'>).google(topology, host);
}

/** What a host whose calls name a guardrail uses of Bedrock. */
export function guardedUse(topology: Topology, host: GuardrailHost): BedrockUse {
  const use = traitsOf(host).aws(topology, host);
  if (use === 'none' || use.bedrock === 'none') throw new Error(`${host.kind} names a guardrail in its calls, and its traits say nothing about Bedrock`);
  return use.bedrock;
}

/** What a host on Azure uses of its subscription. */
export function azureUse(topology: Topology, host: HostOf<KeyOn<'azure'>>): AzureUse {
  return (hostTraits[keyOf(host) as KeyOn<'azure'>] as AzureTraits<HostOf<KeyOn<'azure'>>, OwnNodes | 'none'>).azure(topology, host);
}

/** Rights without which the gateway of a workload cannot call a host; none where nobody knows them, which `identity/workload-role` refuses. */
export function rightsOf(host: Host): readonly GatewayRight[] {
  const rights = traitsOf(host).rights(host);
  return rights === 'unknown' ? [] : rights;
}

/** What fills the blanks of reviewed forms in stacks of a host, beside what its cloud fills. */
export function blanksOf(topology: Topology, id: string): Readonly<Record<string, readonly string[]>> {
  const host = topology.hosts[id];
  const traits = host === undefined ? undefined : traitsOf(host);
  return host !== undefined && traits !== undefined && 'blanks' in traits ? (traits as OutsideTraits<Host>).blanks(topology, { id, host }) : {};
}

/** Whether what answers for a host is of this sort, in a Google project. */
export function answersOnGoogle(topology: Topology, host: Host, answers: GoogleUse['answers']): boolean {
  const use = traitsOf(host).google(topology, host);
  return use !== 'none' && use.answers === answers;
}

/** Whether Model Armor screens the prompts of a host. */
export function screensOnGoogle(topology: Topology, host: Host): boolean {
  const use = traitsOf(host).google(topology, host);
  return use !== 'none' && use.screening !== 'none';
}

/** Whether a host is called at a private endpoint of its provider's on AWS, and not at a front of its own. */
export function calledAtEndpoint(host: Host): boolean {
  const { endpoints, front } = traitsOf(host).network;
  return Object.keys(endpoints).length > 0 && front(host) === 'none';
}
