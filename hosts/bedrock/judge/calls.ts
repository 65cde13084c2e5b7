import type { PolicyStatement } from '../../../evidence/iam/policy-statements.js';
import { blocks, type Resource } from '../../../evidence/synthesized/stack.js';
import { entity } from '../../../topology/views.js';
import type { DeclaredHost } from '../../shared/host-judge.js';
import { bedrockReach, modelArn } from '../reach.js';
import type { BedrockHost } from '../schema.js';

/** What a statement for one workload allows on Bedrock beyond its own profile of the host. */
export function* callProblems(
  { topology, id, host, workload }: DeclaredHost<BedrockHost> & { readonly workload: string },
  statement: PolicyStatement,
  { stack }: Resource,
): Iterable<string> {
  if (!statement.actions.some((action) => action.startsWith('bedrock:Invoke'))) return;
  const { partition } = entity(topology.accounts.aws, host.account);
  const reach = bedrockReach(topology, host);
  const models = new Set(reach.destinations.map((region) => modelArn(partition, region, reach.modelId)));
  const profiles = new Set(
    stack.resources
      .filter(({ type, properties }) => type === 'AWS::Bedrock::ApplicationInferenceProfile' && tag(properties['Tags']) === workload)
      .map((profile) => `\${${profile.id}.InferenceProfileArn}`),
  );
  const conditioned = statement.conditions.filter(({ operator, key }) => operator === 'StringEquals' && key === 'bedrock:InferenceProfileArn');
  for (const arn of statement.resources) {
    if (profiles.has(arn)) continue;
    if (!models.has(arn)) yield `invoke ${arn}, which is neither its profile of ${id} nor a model behind it`;
    else if (conditioned.length === 0) yield `invoke ${arn} without a profile`;
  }
  const foreign = conditioned.flatMap(({ values }) => values).filter((arn) => !profiles.has(arn));
  if (foreign.length > 0) yield `invoke models through ${foreign.join(', ')}, which is not its own`;
  if (!statement.conditions.some(({ operator, key }) => operator === 'StringEquals' && key === 'aws:SourceVpc')) yield 'call from outside its network';
}

function tag(tags: unknown): unknown {
  return blocks(tags).find(({ Key }) => Key === 'workload')?.['Value'];
}
