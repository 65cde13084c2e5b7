import { describe, expect, it } from 'vitest';
import { type Json, terraformResourceOf } from '../../support/documents.js';
import { linkedDocument } from '../../support/linked.js';
import { written } from '../../support/synthesized.js';

describe('the half of an Interconnect', () => {
  it('announces the whole network, so that the address of Google APIs is reached too', () => {
    expect(terraformResourceOf(linkedDocument('google-foundation-search'), 'google_compute_router').bgp).toEqual({
      asn: 64514,
      advertise_mode: 'CUSTOM',
      advertised_ip_ranges: [{ range: '10.80.0.0/20' }],
    });
  });

  it('is on the Interconnects of the organisation, with a session each', () => {
    const { resource } = linkedDocument('google-foundation-search');
    const lines = Object.values<Json>(resource['google_compute_interconnect_attachment'] ?? {});
    expect(lines.map(({ type, interconnect, vlan_tag8021q }) => [type, interconnect, vlan_tag8021q])).toEqual([
      ['DEDICATED', 'projects/hub/global/interconnects/dc-1', 101],
      ['DEDICATED', 'projects/hub/global/interconnects/dc-2', 102],
    ]);
    expect(Object.values<Json>(resource['google_compute_router_peer'] ?? {}).map(({ peer_asn }) => peer_asn)).toEqual([65001, 65001]);
    expect(Object.keys(resource['google_compute_router_interface'] ?? {})).toHaveLength(2);
  });

  it('leaves sessions of a partner to Google', () => {
    const { resource } = written('google-foundation-gpu', 'examples/landing-zone.yaml');
    const lines = Object.values<Json>(resource['google_compute_interconnect_attachment'] ?? {});
    expect(lines.map(({ type, edge_availability_domain }) => [type, edge_availability_domain])).toEqual([
      ['PARTNER', 'AVAILABILITY_DOMAIN_1'],
      ['PARTNER', 'AVAILABILITY_DOMAIN_2'],
    ]);
    expect(resource['google_compute_router_peer']).toBeUndefined();
  });
});
