import { describe, expect, it } from 'vitest';
import { identityStatements } from '../../../evidence/iam/policy-statements.js';
import { type Resource, strings } from '../../../evidence/synthesized/stack.js';
import { carriedTags } from '../../../evidence/tags/carried-tags.js';
import { guardrailHosts } from '../../../hosts/select.js';
import { workloadsOn } from '../../../topology/views.js';
import { evidenceOf } from '../../support/synthesized.js';
import { topologies, topologyWith } from '../../support/topologies.js';

const workloadOf = (resource: Resource | undefined) => (resource === undefined ? undefined : carriedTags(resource)[0]?.tags['workload']);

describe.each(topologies)('every euro of Bedrock in %s names its workload by tags alone:', (_, file) => {
  const { topology } = topologyWith([], file);
  const resources = (evidenceOf(topologyWith([], file)).aws ?? []).flatMap((stack) => stack.resources);
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  const serving = guardrailHosts(topology);
  const users = serving.flatMap(([id]) => workloadsOn(topology, id).map(([workload]) => workload)).sort();

  it('one profile, or one imported model, for each workload on each host', () => {
    const profiles = ofType('AWS::Bedrock::ApplicationInferenceProfile').map(workloadOf);
    const models = ofType('Custom::BedrockImportedModel').map(workloadOf);
    expect([...profiles, ...models].sort()).toEqual(users);
  });

  it('and one role that calls, which carries the same: guardrail units are told apart by it, whatever the guardrail is tagged', () => {
    const invoking = ofType('AWS::IAM::ManagedPolicy').filter((policy) =>
      identityStatements(policy).some(({ actions }) => actions.includes('bedrock:ApplyGuardrail') || actions.includes('bedrock:InvokeModel')),
    );
    const callers = invoking.flatMap(({ properties }) => [...strings(properties['Roles'])].map(([, name]) => name));
    const roles = callers.map((name) => ofType('AWS::IAM::Role').find(({ properties }) => properties['RoleName'] === name));
    expect(roles.map(workloadOf).sort()).toEqual(users);
  });
});
