import { describe, expect, it } from 'vitest';
import { type Place, resolved, text } from '../../evidence/iam/arn-of.js';
import { policiesOf } from '../../evidence/iam/attached-policies.js';
import { type Call, decide } from '../../evidence/iam/authorization.js';
import { statementsOf } from '../../evidence/iam/policy-statements.js';
import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import type { Json } from '../support/documents.js';
import { evidenceOf, mutated } from '../support/synthesized.js';
import { topologies, topologyWith } from '../support/topologies.js';

/** Endpoints by which actions of a service leave the network; by the action's prefix where no other is named. */
const servedBy: Readonly<Record<string, readonly string[]>> = {
  cloudwatch: ['monitoring'],
  ecr: ['ecr.api', 'ecr.dkr'],
  ecs: ['ecs', 'ecs-agent', 'ecs-telemetry'],
};
const everything = { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

const place = ({ account = '', region = '' }: SynthesizedStack): Place => ({ partition: 'aws', region, account });

/** Rights of nodes and tasks that no endpoint of their network lets through: an endpoint's policy replaces one that allows everything. */
function cutOff(stacks: readonly SynthesizedStack[], file: string): string[] {
  const { hosts, existing } = topologyWith([], file).topology;
  return stacks.flatMap((stack) => {
    const [, id = ''] = /-aws-fleet-(.+)$/.exec(stack.name) ?? [];
    const host = hosts[id];
    // Endpoints of a network that was brought along are its owner's.
    if (host === undefined || !('network' in host) || existing.networks[host.network] !== undefined) return [];
    const endpoints = endpointsOf(stacks.find(({ name }) => name.endsWith(`-aws-network-${host.network}`)));
    const roles = stack.resources.filter(
      ({ type, properties }) => type === 'AWS::IAM::Role' && /"(ec2|ecs-tasks)\.amazonaws\.com"/.test(JSON.stringify(properties['AssumeRolePolicyDocument'])),
    );
    expect(roles.length).toBeGreaterThan(1);
    return roles.flatMap((role) =>
      policiesOf(role, place(stack))
        .flatMap(statementsOf)
        .flatMap(({ actions, resources }) => actions.flatMap((action) => resources.map((resource) => ({ action, resource }))))
        .filter(({ action, resource }) => {
          const service = action.split(':')[0] ?? '';
          const call: Call = { action, resource, keys: { 'aws:PrincipalAccount': place(stack).account, 's3:ResourceAccount': place(stack).account } };
          return !(servedBy[service] ?? [service]).some((name) => {
            const endpoint = endpoints.get(name);
            return endpoint !== undefined && decide(call, { identity: [everything], endpoint }) === 'allow';
          });
        })
        .map(({ action, resource }) => `${stack.name} ${role.id}: ${action} on ${resource}`),
    );
  });
}

function endpointsOf(network: SynthesizedStack | undefined): Map<string, object> {
  const all = (network?.resources ?? []).filter(({ type }) => type === 'AWS::EC2::VPCEndpoint');
  return new Map(
    all.map(({ properties, stack }) => {
      const service = text(properties['ServiceName'], stack, place(stack)).replace(/^com\.amazonaws\.[a-z0-9-]+\./, '');
      return [service, resolved(properties['PolicyDocument'], stack, place(stack)) as object];
    }),
  );
}

describe('the endpoints of a network', () => {
  it.each(topologies)('of %s let through what nodes and tasks have a right to', (_, file) => {
    expect(cutOff(evidenceOf(topologyWith([], file)).aws ?? [], file)).toEqual([]);
  });

  it('would not, without one action in the policy of one endpoint', () => {
    const evidence = mutated(evidenceOf(topologyWith()), 'aws-network-eu', (document) => {
      const endpoint = Object.values<Json>(document.Resources).find(({ Properties }) =>
        JSON.stringify(Properties?.PolicyDocument ?? '').includes('kms:Verify'),
      );
      for (const statement of endpoint.Properties.PolicyDocument.Statement)
        statement.Action = [statement.Action].flat().filter((action: string) => action !== 'kms:Verify');
    });
    expect(cutOff(evidence.aws ?? [], 'topology.yaml').join('\n')).toMatch(/NodeRole\w+: kms:Verify on /);
  });
});
