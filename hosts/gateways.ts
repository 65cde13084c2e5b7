import { gateway as azureFoundry } from './azure-foundry/gateway.js';
import { gateway as bedrock } from './bedrock/gateway.js';
import { gateway as bedrockImport } from './bedrock-import/gateway.js';
import { gateway as databricks } from './databricks/gateway.js';
import { gateway as ociGenerativeAi } from './oci-generative-ai/gateway.js';
import { type Host, type HostKey, type HostOf, keyOf } from './schemas.js';
import { gateway as selfHostedAws } from './self-hosted-aws/gateway.js';
import { gateway as selfHostedAzure } from './self-hosted-azure/gateway.js';
import { gateway as selfHostedGoogle } from './self-hosted-google/gateway.js';
import type { HostGateway } from './shared/host-gateway.js';
import { gateway as vertexEndpoint } from './vertex-endpoint/gateway.js';
import { gateway as vertexMaas } from './vertex-maas/gateway.js';
import { gateway as watsonx } from './watsonx/gateway.js';
import { gateway as workersAi } from './workers-ai/gateway.js';

/** How the gateway calls every kind of host. */
export const hostGateways = {
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
} as const satisfies { readonly [K in HostKey]: HostGateway<HostOf<K>> };

/** That of a host, which is to be asked about this host alone. */
export function gatewayOf(host: Host): HostGateway<Host> {
  return hostGateways[keyOf(host)] as HostGateway<Host>;
}
