import { expect, it } from 'vitest';
import { endpointTable } from '../../reports/endpoint-table.js';
import { topologyWith } from '../support/topologies.js';

it('says of each fleet whether its name and certificate are made or taken', () => {
  const [fleets = ''] = endpointTable(topologyWith([], 'examples/landing-zone.yaml').topology).split('\n\n');
  const rows = fleets.split('\n');
  expect(rows.map((row) => row.split(/ {2,}/))).toEqual([
    ['fleet', 'name', 'record', 'certificate'],
    [
      'fleet',
      'llama.nordic.internal',
      'made, in existing.dnsZones.corp',
      'issued by arn:aws:acm-pca:eu-north-1:666677778888:certificate-authority/00000000-0000-0000-0000-000000000000',
    ],
    ['gce', 'llama.gpu.nordic.internal', 'made, in existing.dnsZones.gpu', 'taken: projects/nordic-llama-gpu/locations/europe-west4/certificates/llama'],
  ]);
  expect(endpointTable(topologyWith().topology)).toContain('taken: others lead the name to its load balancer');
});

it('says of each gateway what applications call, and whether its tasks carry the busiest minute', () => {
  const rows = endpointTable(topologyWith([], 'examples/hosted-only.yaml').topology).split('\n');
  const certificate = 'taken: arn:aws:acm:us-east-2:444455556666:certificate/00000000-0000-0000-0000-000000000000';
  const made = 'made, in a zone of its own that us sees';
  expect(rows.map((row) => row.split(/ {2,}/))).toEqual([
    ['gateway', 'name', 'tasks', 'at peak', 'record', 'certificate'],
    ['any', 'llm.hosted.internal', '2-24', '21', made, certificate],
    ['us', 'llm.us.hosted.internal', '2-6', '5', made, certificate],
  ]);
});
