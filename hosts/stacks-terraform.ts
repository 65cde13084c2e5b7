import type { Cloud } from '../clouds/cloud.js';
import type { StackContext } from '../stacks/context.js';
import type { StackPart } from '../stacks/stack-part.js';
import { stacks as azureFoundry } from './azure-foundry/stacks.js';
import { stacks as databricks } from './databricks/stacks.js';
import { stacks as ociGenerativeAi } from './oci-generative-ai/stacks.js';
import { type Host, type HostOf, hostForms, type KeyOn } from './schemas.js';
import { stacks as selfHostedAzure } from './self-hosted-azure/stacks.js';
import { stacks as selfHostedGoogle } from './self-hosted-google/stacks.js';
import { type HostStacks, stackParts } from './shared/host-stacks.js';
import { stacks as vertexEndpoint } from './vertex-endpoint/stacks.js';
import { stacks as vertexMaas } from './vertex-maas/stacks.js';
import { stacks as watsonx } from './watsonx/stacks.js';
import { stacks as workersAi } from './workers-ai/stacks.js';

/** Stacks of the hosts that CDK for Terraform makes, apart from the others: an application loads one framework. */
export const terraformHostStacks = {
  'vertex-endpoint': vertexEndpoint,
  'vertex-maas': vertexMaas,
  'self-hosted-google': selfHostedGoogle,
  'self-hosted-azure': selfHostedAzure,
  'azure-foundry': azureFoundry,
  databricks,
  watsonx,
  'workers-ai': workersAi,
  'oci-generative-ai': ociGenerativeAi,
} as const satisfies { readonly [K in KeyOn<Exclude<Cloud, 'aws'>>]: HostStacks<HostOf<K>> };

/** The stacks of every host on one cloud, in the order of the registry. */
export function terraformHostParts(context: StackContext, cloud: Exclude<Cloud, 'aws'>): StackPart[] {
  const keys = (Object.keys(terraformHostStacks) as (keyof typeof terraformHostStacks)[]).filter((key) => hostForms[key].cloud === cloud);
  return keys.flatMap((key) => stackParts(context, key, terraformHostStacks[key] as HostStacks<Host>));
}
