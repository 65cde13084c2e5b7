import { brokerPrograms } from '../evidence/scripts/broker-programs.js';
import { imagePrograms } from '../evidence/scripts/image-programs.js';
import type { Derived, Program } from '../evidence/scripts/program.js';
import { subjectOf } from '../evidence/synthesized/host-of-resource.js';
import type { Resource } from '../evidence/synthesized/stack.js';
import { ingestPrograms } from '../evidence/weights/ingest-programs.js';
import type { Outputs } from '../topology/outputs.js';
import type { Topology } from '../topology/schema/topology.js';
import { judge as azureFoundry } from './azure-foundry/judge.js';
import { judge as bedrock } from './bedrock/judge.js';
import { judge as bedrockImport } from './bedrock-import/judge.js';
import { judge as databricks } from './databricks/judge.js';
import { judge as ociGenerativeAi } from './oci-generative-ai/judge.js';
import { type Host, type HostKey, type HostOf, keyOf } from './schemas.js';
import { judge as selfHostedAws } from './self-hosted-aws/judge.js';
import { judge as selfHostedAzure } from './self-hosted-azure/judge.js';
import { judge as selfHostedGoogle } from './self-hosted-google/judge.js';
import type { HostJudge } from './shared/host-judge.js';
import { judge as vertexEndpoint } from './vertex-endpoint/judge.js';
import { judge as vertexMaas } from './vertex-maas/judge.js';
import { judge as watsonx } from './watsonx/judge.js';
import { judge as workersAi } from './workers-ai/judge.js';

/** What the output of every kind of host is judged by. */
export const hostJudges = {
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
} as const satisfies { readonly [K in HostKey]: HostJudge<HostOf<K>> };

/** The judge of a host, which is to be asked about this host alone. */
export function judgeOf(host: Host): HostJudge<Host> {
  return hostJudges[keyOf(host)] as HostJudge<Host>;
}

/** A topology, and what was deployed of it. */
interface Deployed {
  readonly topology: Topology;
  readonly outputs: Outputs;
}

/** What a topology says in a program: the host that its stack is made for, the job that brings weights in, or the broker of tokens. */
export function derivedIn({ topology, outputs }: Deployed, resource: Resource, program: Program): Derived {
  const subject = subjectOf(topology, resource.stack);
  if (subject?.host !== undefined) {
    const [id, host] = subject.host;
    return judgeOf(host).programs({ topology, id, host }, resource, program);
  }
  if (subject?.kind === 'aws-token-broker') return brokerPrograms(topology, outputs, resource, program);
  return subject?.kind === 'aws-images' ? imagePrograms(topology, resource, program) : ingestPrograms(topology, resource, program);
}
