import { presence as azureFoundry } from './azure-foundry/presence.js';
import { presence as bedrock } from './bedrock/presence.js';
import { presence as bedrockImport } from './bedrock-import/presence.js';
import { presence as databricks } from './databricks/presence.js';
import { presence as ociGenerativeAi } from './oci-generative-ai/presence.js';
import { type Host, type HostKey, type HostOf, keyOf } from './schemas.js';
import { presence as selfHostedAws } from './self-hosted-aws/presence.js';
import { presence as selfHostedAzure } from './self-hosted-azure/presence.js';
import { presence as selfHostedGoogle } from './self-hosted-google/presence.js';
import type { HostPresence } from './shared/host-presence.js';
import { presence as vertexEndpoint } from './vertex-endpoint/presence.js';
import { presence as vertexMaas } from './vertex-maas/presence.js';
import { presence as watsonx } from './watsonx/presence.js';
import { presence as workersAi } from './workers-ai/presence.js';

/** What decides which resources the stacks of every kind of host have. */
export const hostPresence = {
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
} as const satisfies { readonly [K in HostKey]: HostPresence<HostOf<K>> };

/** What is asked about the stacks of a host, of this host alone. */
export function presenceOf(host: Host): HostPresence<Host> {
  return hostPresence[keyOf(host)] as HostPresence<Host>;
}

/** The names of all questions of a sort, sorted. */
export function questionsOf(sort: keyof HostPresence<Host>): string[] {
  return [...new Set(Object.values(hostPresence).flatMap((presence) => Object.keys(presence[sort])))].sort();
}
