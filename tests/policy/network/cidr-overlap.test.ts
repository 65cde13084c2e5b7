import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/network/cidr-overlap.js';
import { isInternet, rangesOverlap } from '../../../topology/ipv4-range.js';
import { lineOf, topologyFindings } from '../../support/findings.js';
import type { Edit } from '../../support/topologies.js';

const carries = (link: string, ranges: string): Edit => [`    networks: [${link}]\n`, `    networks: [${link}]\n    ranges: ${ranges}\n`];

describe('network/cidr-overlap', () => {
  it('accepts ranges that lie apart', () => {
    expect(topologyFindings(rule)).toEqual([]);
  });

  it('finds networks that a link joins', () => {
    const edits: Edit[] = [['cidr: 10.41.0.0/16', 'cidr: 10.40.128.0/17']];
    const [finding, ...rest] = topologyFindings(rule, edits);
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ severity: 'error', path: 'networks.us.cidr', message: expect.stringContaining('10.40.0.0/16') });
    expect(lineOf(finding, edits)).toBe('cidr: 10.40.128.0/17');
  });

  it('finds networks that are joined with the same one', () => {
    expect(topologyFindings(rule, [['cidr: 10.41.0.0/16', 'cidr: 10.80.8.0/22']])).toMatchObject([
      { path: 'networks.us.cidr', message: expect.stringContaining('eu has a route to both') },
    ]);
  });

  it('accepts the same range in networks that no third one sees', () => {
    const apart: Edit[] = [
      ['cidr: 10.41.0.0/16', 'cidr: 10.80.8.0/22'],
      ['networks: [eu, grounding]', 'networks: [foundry, grounding]'],
    ];
    expect(topologyFindings(rule, apart)).toEqual([]);
  });

  it('finds a range of a link, at the range', () => {
    expect(topologyFindings(rule, [carries('eu, us', '[172.16.0.0/16, 10.90.0.0/16]')])).toMatchObject([
      { path: 'links.eu-us.ranges[1]', message: expect.stringContaining('networks.foundry.cidr') },
    ]);
    expect(topologyFindings(rule, [carries('eu, us', '[172.16.0.0/16, 10.91.0.0/16]')])).toEqual([]);
  });

  it('finds ranges of two links, unless both carry the very same', () => {
    expect(topologyFindings(rule, [carries('eu, us', '[172.16.0.0/16]'), carries('eu, foundry', '[172.16.4.0/24]')])).toHaveLength(1);
    expect(topologyFindings(rule, [carries('eu, us', '[172.16.0.0/16]'), carries('eu, foundry', '[172.16.0.0/16]')])).toEqual([]);
  });
});

describe('IPv4 ranges', () => {
  it.each([
    ['10.0.0.0/8', '10.255.255.255/32', true],
    ['10.40.0.0/16', '10.41.0.0/16', false],
    ['10.40.7.9/16', '10.40.0.0/24', true],
    ['255.255.255.0/24', '0.0.0.0/24', false],
    ['0.0.0.0/0', '192.168.0.0/16', true],
  ])('%s and %s overlap: %s', (a, b, overlap) => {
    expect([rangesOverlap(a, b), rangesOverlap(b, a)]).toEqual([overlap, overlap]);
  });

  it.each([
    ['0.0.0.0/0', true],
    ['0.0.0.0/1', true],
    ['10.0.0.0/8', false],
    ['::/0', true],
    ['fc00::/7', false],
    ['2000::/3', true],
    ['10.0.0.1', false],
  ])('%s means the internet: %s', (range, internet) => {
    expect(isInternet(range)).toBe(internet);
  });
});
