import { stackName } from '../derived/names.js';
import type { Topology } from '../topology/schema/topology.js';
import { sortedEntries } from '../topology/views.js';
import { outputs as azureFoundry } from './azure-foundry/recorded-outputs.js';
import { outputs as bedrock } from './bedrock/recorded-outputs.js';
import { outputs as bedrockImport } from './bedrock-import/recorded-outputs.js';
import { outputs as databricks } from './databricks/recorded-outputs.js';
import { outputs as ociGenerativeAi } from './oci-generative-ai/recorded-outputs.js';
import { type Host, type HostKey, type HostOf, keyOf } from './schemas.js';
import { outputs as selfHostedAws } from './self-hosted-aws/recorded-outputs.js';
import { outputs as selfHostedAzure } from './self-hosted-azure/recorded-outputs.js';
import { outputs as selfHostedGoogle } from './self-hosted-google/recorded-outputs.js';
import type { HostOutputs, RecordedOutputs } from './shared/host-outputs.js';
import { outputs as vertexEndpoint } from './vertex-endpoint/recorded-outputs.js';
import { outputs as vertexMaas } from './vertex-maas/recorded-outputs.js';
import { outputs as watsonx } from './watsonx/recorded-outputs.js';
import { outputs as workersAi } from './workers-ai/recorded-outputs.js';

/** What the stacks of every kind of host print for others. */
export const hostOutputs = {
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
} as const satisfies { readonly [K in HostKey]: HostOutputs<HostOf<K>> };

/** Those of a host, which are to be asked about this host alone. */
export function outputsOf(host: Host): HostOutputs<Host> {
  return hostOutputs[keyOf(host)] as HostOutputs<Host>;
}

/** Every stack of a topology that prints values another one needs. */
export function recordedOutputs(topology: Topology): RecordedOutputs[] {
  return [
    ...sortedEntries(topology.hosts).flatMap(([id, host]) => outputsOf(host)(topology, id, host)),
    ...sortedEntries(topology.accounts.google).map(([alias]) => ofFoundation(topology, alias)),
  ];
}

/** A gateway's identity in a Google project is of the project: whichever hosts are there, it calls them as the same. */
function ofFoundation(topology: Topology, alias: string): RecordedOutputs {
  const workloads = Object.keys(topology.workloads);
  const owned = ['identities', alias];
  return {
    stack: stackName(topology, alias, 'google-foundation', alias),
    owns: [owned],
    valuesOf: (name, value) => {
      const [, field = '', workload = ''] = /^(serviceAccount|audience)-(.+)$/.exec(name) ?? [];
      return workloads.includes(workload) ? [{ path: [...owned, workload, field], value }] : undefined;
    },
  };
}
