import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/network/storage-prefix-list.js';
import { topologyFindings } from '../../support/findings.js';
import type { Edit } from '../../support/topologies.js';

const inNetwork = (line: string): Edit => ['  eu:\n    cloud: aws', `  eu:\n    ${line}\n    cloud: aws`];
const elsewhere: Edit = [
  '    region: eu-north-1\n    cidr: 10.40.0.0/16\n    availabilityZones: [eu-north-1a, eu-north-1b]',
  '    region: me-central-1\n    cidr: 10.40.0.0/16\n    availabilityZones: [me-central-1a, me-central-1b]',
];

describe(rule.id, () => {
  it('accepts a region whose id is written down, and one whose id is declared', () => {
    expect(topologyFindings(rule)).toEqual([]);
    expect(topologyFindings(rule, [elsewhere, inNetwork('s3PrefixList: pl-0123abcd')])).toEqual([]);
  });

  it('refuses a region without an id', () => {
    expect(topologyFindings(rule, [elsewhere])).toMatchObject([
      { severity: 'error', path: 'networks.eu', message: 'The facts do not have the id of com.amazonaws.me-central-1.s3.' },
    ]);
  });

  it('refuses an id that contradicts the facts', () => {
    expect(topologyFindings(rule, [inNetwork('s3PrefixList: pl-0123abcd')])).toMatchObject([{ path: 'networks.eu.s3PrefixList' }]);
  });
});
