import { describe, expect, it } from 'vitest';
import { type Json, resourceOf } from '../../support/documents.js';
import { linkedDocument } from '../../support/linked.js';
import { stacksOf, written } from '../../support/synthesized.js';
import { type Edit, topologyWith } from '../../support/topologies.js';

describe('the record of an endpoint', () => {
  it('leads its name to the load balancer, in a zone that VPCs see and the internet does not', () => {
    const fleet = linkedDocument('aws-fleet-eu-fleet');
    expect(resourceOf(fleet, 'AWS::Route53::RecordSet')).toMatchObject({
      Name: 'llama.eu.acme.internal',
      Type: 'A',
      AliasTarget: { DNSName: { 'Fn::GetAtt': [expect.stringContaining('LoadBalancer'), 'DNSName'] } },
    });
    expect(resourceOf(fleet, 'AWS::Route53::HostedZone')).toMatchObject({ Name: 'llama.eu.acme.internal', VPCs: [{ VPCRegion: 'eu-north-1' }] });
  });

  it('is in a VPC that exists, by its id', () => {
    const made: Edit = ['      hostname: llama.eu.acme.internal\n', '      hostname: llama.eu.acme.internal\n      zone: made\n'];
    const lent: Edit = ['\nzones:\n', '\nexisting:\n  networks:\n    eu: {id: vpc-0a1b2c3d4e5f60718, subnets: [subnet-0a1b2c3d, subnet-1b2c3d4e]}\nzones:\n'];
    const fleet = stacksOf('aws', topologyWith([made, lent])).find(({ name }) => name.endsWith('aws-fleet-eu-fleet'));
    expect(resourceOf(fleet?.document as Json, 'AWS::Route53::HostedZone').VPCs).toEqual([{ VPCId: 'vpc-0a1b2c3d4e5f60718', VPCRegion: 'eu-north-1' }]);
  });

  it('is in a zone that exists, and then no other is made', () => {
    const fleet = written('aws-fleet-fleet', 'examples/landing-zone.yaml');
    expect(resourceOf(fleet, 'AWS::Route53::RecordSet').HostedZoneId).toBe('Z0123456789ABCDEFGHIJ');
    expect(() => resourceOf(fleet, 'AWS::Route53::HostedZone')).toThrow('no AWS::Route53::HostedZone');
  });
});
