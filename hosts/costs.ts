import { cost as azureFoundry } from './azure-foundry/cost.js';
import { cost as bedrock } from './bedrock/cost.js';
import { cost as bedrockImport } from './bedrock-import/cost.js';
import { cost as databricks } from './databricks/cost.js';
import { cost as ociGenerativeAi } from './oci-generative-ai/cost.js';
import { type Host, type HostKey, type HostOf, keyOf } from './schemas.js';
import { cost as selfHostedAws } from './self-hosted-aws/cost.js';
import { cost as selfHostedAzure } from './self-hosted-azure/cost.js';
import { cost as selfHostedGoogle } from './self-hosted-google/cost.js';
import type { HostCost } from './shared/host-cost.js';
import { cost as vertexEndpoint } from './vertex-endpoint/cost.js';
import { cost as vertexMaas } from './vertex-maas/cost.js';
import { cost as watsonx } from './watsonx/cost.js';
import { cost as workersAi } from './workers-ai/cost.js';

/** How every kind of host is paid for. */
export const hostCosts = {
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
} as const satisfies { readonly [K in HostKey]: HostCost<HostOf<K>> };

/** How a host is paid for, to be asked about this host alone. */
export function costOf(host: Host): HostCost<Host> {
  return hostCosts[keyOf(host)] as HostCost<Host>;
}
