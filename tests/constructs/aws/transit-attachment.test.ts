import { describe, expect, it } from 'vitest';
import { type Json, resourceOf } from '../../support/documents.js';
import { linkedDocument } from '../../support/linked.js';
import { written } from '../../support/synthesized.js';

const network = linkedDocument('aws-network-us');
const type = 'AWS::EC2::TransitGatewayVpcAttachment';

describe('an attachment to a transit gateway', () => {
  it('is in the subnet of each zone, and passes IPv4 only', () => {
    expect(resourceOf(network, type)).toMatchObject({
      TransitGatewayId: 'tgw-0bbbbbbbbbbbbbbb2',
      SubnetIds: [{ Ref: expect.stringContaining('Subnet1') }, { Ref: expect.stringContaining('Subnet2') }],
      Options: { ApplianceModeSupport: 'enable', DnsSupport: 'enable', Ipv6Support: 'disable' },
    });
    expect(resourceOf(linkedDocument('aws-network-eu'), type).Options.ApplianceModeSupport).toBe('disable');
  });

  it('comes with a route to each range in each table, made once it is there', () => {
    const routes = Object.values<Json>(network.Resources).filter((one) => one.Type === 'AWS::EC2::Route');
    const [attachment] = Object.entries<Json>(network.Resources).find(([, one]) => one.Type === type) ?? [];
    expect(routes.map(({ Properties }) => Properties.DestinationCidrBlock).sort()).toEqual(['10.40.0.0/16', '10.40.0.0/16', '10.9.0.0/24', '10.9.0.0/24']);
    expect(new Set(routes.map(({ Properties }) => Properties.RouteTableId.Ref)).size).toBe(2);
    for (const { DependsOn, Properties } of routes) {
      expect(DependsOn).toEqual([attachment]);
      expect(Properties.TransitGatewayId).toBe('tgw-0bbbbbbbbbbbbbbb2');
    }
  });

  it('is not there where no link has a half', () => {
    const types = Object.values(written('aws-network-us').Resources).map(({ Type }) => Type);
    expect(types.filter((one) => one === type || one === 'AWS::EC2::Route' || one.startsWith('AWS::Route53Resolver'))).toEqual([]);
  });
});
