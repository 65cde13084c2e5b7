import { expect, it } from 'vitest';
import { type Json, propertiesOf, resourceOf } from '../../support/documents.js';
import { linkedDocument } from '../../support/linked.js';

const network = linkedDocument('aws-network-us');

it('an inbound resolver answers at the given addresses, each in the subnet that holds it', () => {
  const endpoint = resourceOf(network, 'AWS::Route53Resolver::ResolverEndpoint');
  expect(endpoint).toMatchObject({ Direction: 'INBOUND', Protocols: ['Do53'], ResolverEndpointType: 'IPV4' });
  const at = endpoint.IpAddresses.map(({ Ip, SubnetId }: Json) => [Ip, propertiesOf(network, SubnetId.Ref).CidrBlock]);
  expect(at).toEqual([
    ['10.41.0.10', '10.41.0.0/20'],
    ['10.41.16.10', '10.41.16.0/20'],
  ]);
});

it('it takes questions of the other side alone, and opens nothing', () => {
  const [group] = resourceOf(network, 'AWS::Route53Resolver::ResolverEndpoint').SecurityGroupIds;
  const { SecurityGroupIngress: admitted, SecurityGroupEgress: out } = propertiesOf(network, group['Fn::GetAtt'][0]);
  expect(admitted.map(({ IpProtocol, FromPort, ToPort, CidrIp }: Json) => `${IpProtocol} ${FromPort}-${ToPort} ${CidrIp}`).sort()).toEqual([
    'tcp 53-53 10.40.0.0/16',
    'tcp 53-53 10.9.0.0/24',
    'udp 53-53 10.40.0.0/16',
    'udp 53-53 10.9.0.0/24',
  ]);
  expect(out).toMatchObject([{ CidrIp: '255.255.255.255/32' }]);
});
