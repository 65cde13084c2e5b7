import { traits as azureFoundry } from './azure-foundry/traits.js';
import { traits as bedrock } from './bedrock/traits.js';
import { traits as bedrockImport } from './bedrock-import/traits.js';
import { traits as databricks } from './databricks/traits.js';
import { type Host, type HostKey, type HostOf, keyOf } from './schemas.js';
import { traits as selfHostedAws } from './self-hosted-aws/traits.js';
import { traits as selfHostedGoogle } from './self-hosted-google/traits.js';
import type { GoogleUse, HostTraits } from './shared/host-traits.js';
import { traits as vertexEndpoint } from './vertex-endpoint/traits.js';
import { traits as vertexMaas } from './vertex-maas/traits.js';
import { traits as watsonx } from './watsonx/traits.js';
import { traits as workersAi } from './workers-ai/traits.js';

/** What the house knows of every kind of host. */
export const hostTraits = {
  'self-hosted-aws': selfHostedAws,
  'self-hosted-google': selfHostedGoogle,
  bedrock,
  'bedrock-import': bedrockImport,
  'vertex-endpoint': vertexEndpoint,
  'vertex-maas': vertexMaas,
  'azure-foundry': azureFoundry,
  databricks,
  watsonx,
  'workers-ai': workersAi,
} as const satisfies { readonly [K in HostKey]: HostTraits<HostOf<K>> };

/** The traits of a host, which are to be asked about this host alone. */
export function traitsOf(host: Host): HostTraits<Host> {
  return hostTraits[keyOf(host)] as HostTraits<Host>;
}

/** Whether what answers for a host is of this sort, in a Google project. */
export function answersOnGoogle(host: Host, answers: GoogleUse['answers']): boolean {
  const use = traitsOf(host).google(host);
  return use !== 'none' && use.answers === answers;
}

/** Whether Model Armor screens the prompts of a host. */
export function screensOnGoogle(host: Host): boolean {
  const use = traitsOf(host).google(host);
  return use !== 'none' && use.screens;
}
