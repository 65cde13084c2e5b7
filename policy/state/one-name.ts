import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import type { Resource } from '../../evidence/synthesized/stack.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'state/one-name',
  severity: 'error',
  title: 'No two resources of an account and region on AWS are given one name.',
  why: 'Names are put together from keys of the topology: a fleet called gw-eu and the gateway of zone eu ask for the same load balancer. The service refuses the second, and its stack fails and rolls back at the first deployment.',
  fix: 'Give one of them another key in the topology.',
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html',

  *aws(stacks) {
    const owners = new Map<string, Resource>();
    for (const resource of stacks.flatMap(({ resources }) => resources)) {
      const { stack, type, properties, origin } = resource;
      const name = properties[nameOf[type] ?? ''];
      if (name === undefined) continue;
      const key = [stack.account, stack.region, type, renderedText(name)].join(' ');
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, resource);
      else
        yield {
          path: origin,
          resource,
          message: `${stack.name} and ${owner.stack.name} (${owner.origin}) both have one ${type} called ${renderedText(name)}. Allowed: one.`,
        };
    }
  },
};

/** Property that holds the name, of types whose names an account has once. Task definitions of one family are versions of it, and no clash. */
const nameOf: Readonly<Record<string, string>> = {
  'AWS::Bedrock::Guardrail': 'Name',
  'AWS::ECR::Repository': 'RepositoryName',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'Name',
  'AWS::IAM::Role': 'RoleName',
  'AWS::KMS::Alias': 'AliasName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::ResourceGroups::Group': 'Name',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SSM::Parameter': 'Name',
};
