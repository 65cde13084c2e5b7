import { describe, expect, it } from 'vitest';
import { resourceOf } from '../../support/documents.js';
import { linkedDocument } from '../../support/linked.js';
import { written } from '../../support/synthesized.js';

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
    const zone = resourceOf(written('aws-fleet-fleet', 'examples/landing-zone.yaml'), 'AWS::Route53::HostedZone');
    expect(zone.VPCs).toEqual([{ VPCId: 'vpc-0a1b2c3d4e5f60718', VPCRegion: 'eu-north-1' }]);
  });
});
