import { describe, expect, it } from 'vitest';
import { type Json, propertiesOf, resourceOf } from '../../support/documents.js';
import { linked, linkedDocument } from '../../support/linked.js';
import { evidenceOf } from '../../support/synthesized.js';
import { topologyWith } from '../../support/topologies.js';

const network = linkedDocument('aws-network-eu');

describe('forwarded names', () => {
  it('are asked of the name servers that are given', () => {
    expect(resourceOf(network, 'AWS::Route53Resolver::ResolverRule')).toMatchObject({
      RuleType: 'FORWARD',
      DomainName: 'bedrock-runtime.us-east-2.amazonaws.com',
      TargetIps: [
        { Ip: '10.41.0.10', Port: '53' },
        { Ip: '10.41.16.10', Port: '53' },
      ],
    });
    expect(resourceOf(network, 'AWS::Route53Resolver::ResolverRuleAssociation').ResolverRuleId).toMatchObject({
      'Fn::GetAtt': [expect.anything(), 'ResolverRuleId'],
    });
  });

  it('through an endpoint that reaches these servers and nothing else', () => {
    const endpoint = resourceOf(network, 'AWS::Route53Resolver::ResolverEndpoint');
    expect(endpoint).toMatchObject({ Direction: 'OUTBOUND', Protocols: ['Do53'] });
    const { SecurityGroupIngress, SecurityGroupEgress } = propertiesOf(network, endpoint.SecurityGroupIds[0]['Fn::GetAtt'][0]);
    expect(SecurityGroupIngress).toBeUndefined();
    expect(SecurityGroupEgress.map(({ IpProtocol, FromPort, CidrIp }: Json) => `${IpProtocol} ${FromPort} ${CidrIp}`).sort()).toEqual([
      'tcp 53 10.41.0.10/32',
      'tcp 53 10.41.16.10/32',
      'udp 53 10.41.0.10/32',
      'udp 53 10.41.16.10/32',
    ]);
  });

  it('need no endpoint where a rule exists', () => {
    const existing = linked.map(([from, to]): [string, string] => [from, to.replace('[10.41.0.10, 10.41.16.10] }', 'rslvr-rr-0123456789abcdef0 }')]);
    const stack = evidenceOf(topologyWith(existing)).aws?.find(({ name }) => name.endsWith('aws-network-eu'));
    const resolver = stack?.resources.filter(({ type }) => type.startsWith('AWS::Route53Resolver'));
    expect(resolver?.map(({ type, properties }) => [type, properties['ResolverRuleId']])).toEqual([
      ['AWS::Route53Resolver::ResolverRuleAssociation', 'rslvr-rr-0123456789abcdef0'],
    ]);
  });
});
