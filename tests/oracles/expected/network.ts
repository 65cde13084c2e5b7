import { type Fact, physical } from './fact.js';

/** Networks, balancers and names. */
export const network: readonly Fact[] = [
  {
    type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    fact: 'internal, logs access, protected',
    holds: ({ Scheme, Attributes }) =>
      Scheme === 'internal' && Attributes['access_logs.s3.enabled'] === 'true' && Attributes['deletion_protection.enabled'] === 'true',
  },
  { type: 'AWS::ElasticLoadBalancingV2::Listener', fact: 'HTTPS', holds: ({ Protocol, Port }) => Protocol === 'HTTPS' && Port === 443 },
  { type: 'AWS::ElasticLoadBalancingV2::Listener', fact: 'TLS policy', holds: ({ SslPolicy }, said) => SslPolicy === said.SslPolicy },
  {
    type: 'AWS::ElasticLoadBalancingV2::Listener',
    fact: 'what no rule takes goes where the template says, or is 404',
    holds: ({ DefaultActions: [action] }, said) =>
      action.Type === said.DefaultActions[0].Type && (action.Type !== 'fixed-response' || action.FixedResponseConfig.StatusCode === '404'),
  },
  {
    type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
    fact: 'its paths, to the targets of the stack',
    only: 'Front',
    holds: ({ Conditions, Actions }, said, all) =>
      String(Conditions[0].Values ?? Conditions[0].PathPatternConfig?.Values) === String(said.Conditions[0].PathPatternConfig.Values) &&
      Actions[0].TargetGroupArn === physical(all, 'AWS::ElasticLoadBalancingV2::TargetGroup', said.Actions[0].TargetGroupArn.Ref),
  },
  {
    type: 'AWS::Route53::RecordSet',
    fact: 'leads to a load balancer',
    holds: ({ AliasTarget }, _, all) => all.some(({ seen }) => seen?.DNSName !== undefined && AliasTarget.DNSName.replace(/\.$/, '') === seen.DNSName),
  },
  {
    type: 'AWS::EC2::VPCEndpoint',
    fact: 'service',
    holds: ({ ServiceName }, said) => typeof said.ServiceName !== 'string' || ServiceName === said.ServiceName,
  },
  { type: 'AWS::EC2::VPCEndpoint', fact: 'policy', holds: ({ PolicyDocument }) => /aws:Principal(Account|Arn)/.test(PolicyDocument ?? '') },
  { type: 'AWS::EC2::Subnet', fact: 'no public addresses', holds: ({ MapPublicIpOnLaunch }) => MapPublicIpOnLaunch === false },
  { type: 'AWS::EC2::NatGateway', fact: 'behind an address of its own', holds: ({ NatGatewayAddresses }) => NatGatewayAddresses.length === 1 },
];
