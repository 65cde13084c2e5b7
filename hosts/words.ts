import { words as azureFoundry } from './azure-foundry/words.js';
import { words as bedrock } from './bedrock/words.js';
import { words as bedrockImport } from './bedrock-import/words.js';
import { words as databricks } from './databricks/words.js';
import { words as ociGenerativeAi } from './oci-generative-ai/words.js';
import { type Host, type HostKey, type HostOf, keyOf } from './schemas.js';
import { words as selfHostedAws } from './self-hosted-aws/words.js';
import { words as selfHostedAzure } from './self-hosted-azure/words.js';
import { words as selfHostedGoogle } from './self-hosted-google/words.js';
import type { HostWords } from './shared/host-words.js';
import { words as vertexEndpoint } from './vertex-endpoint/words.js';
import { words as vertexMaas } from './vertex-maas/words.js';
import { words as watsonx } from './watsonx/words.js';
import { words as workersAi } from './workers-ai/words.js';

/** How every kind of host is spoken of. */
export const hostWords = {
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
} as const satisfies { readonly [K in HostKey]: HostWords<HostOf<K>> };

/** The words for a host, which are to be asked about this host alone. */
export function wordsOf(host: Host): HostWords<Host> {
  return hostWords[keyOf(host)] as HostWords<Host>;
}
