import { admits, grantsNothing, insideNetwork, madeAgain, none, serves, set, settings, specification, storesNothing, tagList } from '../answers.js';
import type { Rows } from '../row.js';

export const elb = {
  'AWS::ElasticLoadBalancingV2::Listener': {
    data: madeAgain,
    key: none('stores nothing; passes traffic on'),
    transport: { kind: 'tls-listener' },
    tags: tagList,
    exposure: insideNetwork,
    copies: storesNothing,
    principals: grantsNothing,
    replacement: specification,
  },
  'AWS::ElasticLoadBalancingV2::ListenerRule': { ...settings, tags: tagList, exposure: insideNetwork, principals: grantsNothing, replacement: specification },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    data: serves('the only front of its fleet', set('LoadBalancerAttributes[deletion_protection.enabled]', 'true')),
    key: none('stores nothing; its access logs are a bucket of their own'),
    transport: none('its listeners decide'),
    tags: tagList,
    exposure: admits('load-balancer-scheme'),
    copies: none('its access log is a bucket with a row of its own'),
    principals: grantsNothing,
    replacement: specification,
  },
  // TLS to the nodes would need a certificate on every one. The hop stays inside one VPC, between two security groups.
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    data: madeAgain,
    key: none('stores nothing; passes traffic on'),
    transport: none('TLS ends at the load balancer; the hop to the model servers stays between two security groups of one isolated network'),
    tags: tagList,
    exposure: insideNetwork,
    copies: storesNothing,
    principals: grantsNothing,
    replacement: specification,
  },
} satisfies Rows;
