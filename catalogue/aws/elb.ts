import {
  admits,
  copiesBy,
  copying,
  grantsNothing,
  insideNetwork,
  madeAgain,
  none,
  onlyAs,
  runsNothing,
  sentTo,
  serves,
  set,
  settings,
  specification,
  tagList,
} from '../answers.js';
import type { CopySetting, Rows } from '../row.js';

/** What a balancer may do with a request: hand it to the servers of its stack, or say itself that there is nothing. Which of the two, network/as-derived says. */
const forwardsOnly = (actions: string): CopySetting[] => [
  onlyAs(`${actions}.Type`, 'sends callers away', 'forward', 'fixed-response'),
  ...copying('sends callers, and what they ask, away', `${actions}.RedirectConfig`),
  sentTo(`${actions}.TargetGroupArn`, 'AWS::ElasticLoadBalancingV2::TargetGroup'),
  sentTo(`${actions}.ForwardConfig.TargetGroups.TargetGroupArn`, 'AWS::ElasticLoadBalancingV2::TargetGroup'),
];

export const elb = {
  'AWS::ElasticLoadBalancingV2::Listener': {
    data: madeAgain,
    key: none('stores nothing; passes traffic on'),
    transport: { kind: 'tls-listener' },
    tags: tagList,
    exposure: insideNetwork,
    copies: copiesBy(...forwardsOnly('DefaultActions')),
    principals: grantsNothing,
    programs: runsNothing,
    replacement: specification,
  },
  'AWS::ElasticLoadBalancingV2::ListenerRule': {
    ...settings,
    tags: tagList,
    exposure: insideNetwork,
    copies: copiesBy(...forwardsOnly('Actions')),
    principals: grantsNothing,
    replacement: specification,
  },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    data: serves('the only front of its fleet', set('LoadBalancerAttributes[deletion_protection.enabled]', 'true')),
    key: none('stores nothing; its access logs are a bucket of their own'),
    transport: none('its listeners decide'),
    tags: tagList,
    exposure: admits('load-balancer-scheme'),
    copies: copiesBy(...['access', 'connection', 'health_check'].map((log) => sentTo(`LoadBalancerAttributes[${log}_logs.s3.bucket]`, 'AWS::S3::Bucket'))),
    principals: grantsNothing,
    // https://github.com/hashicorp/terraform-provider-aws/issues/18317
    programs: runsNothing,
    replacement: {
      kind: 'specification',
      except: {
        Subnets: { effect: 'may-replace', why: 'it stays in its VPC: the update fails where the subnets are of another one, and a new balancer is needed' },
      },
    },
  },
  // TLS to the nodes would need a certificate on every one. The hop stays inside one VPC, between two security groups.
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    data: madeAgain,
    key: none('stores nothing; passes traffic on'),
    transport: none('TLS ends at the load balancer; the hop to the model servers stays between two security groups of one isolated network'),
    tags: tagList,
    exposure: insideNetwork,
    copies: copiesBy(...copying('sends prompts to addresses instead of to the servers that register', 'Targets')),
    principals: grantsNothing,
    programs: runsNothing,
    replacement: specification,
  },
} satisfies Rows;
