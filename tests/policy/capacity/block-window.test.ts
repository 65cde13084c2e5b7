import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/capacity/block-window.js';
import { judge } from '../../../policy/engine.js';
import { resourceOf, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { googleFleet, onGoogleFleet, template } from '../../support/google-fleet.js';
import { evidenceOf, mutated } from '../../support/synthesized.js';
import { asOf, type Edit, topologyWith } from '../../support/topologies.js';

const sovereign = 'examples/sovereign.yaml';
const block = '{ reservationId: cr-0123456789abcdef0, availabilityZone: eu-north-1a, count: 2, start: 2026-11-16, end: 2027-04-26 }';
const found = (edits: Edit[], day = asOf) =>
  judge([rule], topologyWith(edits, sovereign), day, {}).map(({ path, message }) => [path.replace('hosts.fleet.capacity.', ''), message]);
const bought = (text: string): Edit => [`winter: ${block}`, text];
const winter = (from: string, to: string): Edit => bought(`winter: ${block.replace(from, to)}`);
const followed = (rest: string, id = 'spring'): Edit => bought(`winter: ${block}\n        ${id}: { reservationId: cr-0123456789abcdef1, count: 2, ${rest} }`);
const noOnDemand: Edit = ['onDemand: true', 'onDemand: false'];
const contractEnds = (day: string): Edit => ['end: 2028-12-31', `end: ${day}`];

describe(rule.id, () => {
  it('accepts a block with on-demand behind it', () => {
    expect(found([])).toEqual([]);
  });

  it('refuses a block that ends before the contract with nothing behind it', () => {
    expect(found([noOnDemand])).toEqual([
      ['blocks.winter.end', 'winter ends on 2027-04-26, before contract aws-main (2028-12-31); what is left then carries 2 of 4 nodes.'],
    ]);
  });

  it('accepts it when the contract ends first, when reservations carry every node, or when a block follows in time', () => {
    expect(found([noOnDemand, contractEnds('2027-04-26')])).toEqual([]);
    expect(found([noOnDemand, ['base: { availabilityZone: eu-north-1a, count: 2 }', 'base: { availabilityZone: eu-north-1a, count: 4 }']])).toEqual([]);
    const next = followed('availabilityZone: eu-north-1a, start: 2027-04-26, end: 2027-09-13');
    expect(found([noOnDemand, contractEnds('2027-09-13'), next])).toEqual([]);
  });

  it('refuses a follow-up that starts a day late', () => {
    const next = followed('availabilityZone: eu-north-1a, start: 2027-04-27, end: 2027-09-14');
    expect(found([noOnDemand, contractEnds('2027-09-14'), next]).map(([path]) => path)).toEqual(['blocks.winter.end']);
  });

  it('refuses days before the first block on which too few nodes are carried', () => {
    const later = winter('start: 2026-11-16, end: 2027-04-26', 'start: 2026-12-14, end: 2027-04-26');
    expect(found([noOnDemand, contractEnds('2027-04-26'), later])).toContainEqual([
      'blocks.winter.start',
      'winter starts on 2026-12-14; from 2026-11-24 until then reservations and blocks carry 2 of 4 nodes, and onDemand is false.',
    ]);
    expect(found([later]).map(([path]) => path)).not.toContain('blocks.winter.start');
  });

  it('refuses a follow-up in another zone, and accepts blocks side by side in two', () => {
    expect(found([followed('availabilityZone: eu-north-1b, start: 2027-04-25, end: 2027-09-12')])).toEqual([
      ['blocks.spring.availabilityZone', expect.stringContaining('spring follows winter and is in eu-north-1b')],
    ]);
    expect(found([followed('availabilityZone: eu-north-1b, start: 2026-11-16, end: 2027-04-26')])).toEqual([]);
  });

  it('refuses a zone in which the network has no subnet', () => {
    expect(found([winter('eu-north-1a', 'eu-north-1c')])).toEqual([
      ['blocks.winter.availabilityZone', 'winter is in eu-north-1c, where network north has no subnet. Its zones: eu-north-1a, eu-north-1b.'],
    ]);
  });

  it.each([
    ['2026-11-17', '1 day', true],
    ['2026-11-30', '14 days', true],
    ['2026-12-01', '15 days', false],
    ['2026-12-07', '21 days', true],
    ['2027-05-17', '182 days', true],
    ['2027-05-24', '189 days', false],
    ['2026-11-16', 'no day', false],
    ['2026-11-15', 'less than none', false],
  ])('judges an end on %s (%s)', (end, _, sold) => {
    expect(found([winter('2027-04-26', end)], '2026-11-10').map(([path]) => path)).toEqual(sold ? [] : ['blocks.winter.end']);
  });

  it('refuses a block that is over, and one larger than any sold', () => {
    expect(found([], '2027-04-26')).toEqual([]);
    expect(found([], '2027-04-27')).toEqual([['blocks.winter.end', 'winter ended on 2027-04-26; it is 2027-04-27.']]);
    expect(found([winter('count: 2', 'count: 65')]).map(([path]) => path)).toEqual(['blocks.winter.count']);
  });

  it('refuses less capacity than nodes, once', () => {
    expect(found([noOnDemand, winter('count: 2', 'count: 1')])).toEqual([
      ['hosts.fleet.capacity', 'Reservations and blocks carry at most 3 of 4 nodes at a time, and onDemand is false.'],
    ]);
  });

  it('says when nodes have to be drained', () => {
    expect(rule.fix).toContain('11:00 UTC on the last day, 30 minutes before the block ends at 11:30');
  });

  const after = (stack: string, change: (document: Written) => void) => {
    const loaded = topologyWith([], sovereign);
    return judge([rule], loaded, asOf, mutated(evidenceOf(loaded), stack, change)).map(({ message }) => message);
  };
  const group = (document: Written) => resourceOf(document, 'AWS::ResourceGroups::Group');

  it('accepts the templates as synthesized', () => {
    expect(after('aws-capacity-fleet', () => {})).toEqual([]);
  });

  it.each([
    [
      'a foreign block',
      'aws-capacity-fleet',
      (document: Written) => void group(document).Resources.push('arn:aws:ec2:eu-north-1:444455556666:capacity-reservation/cr-0fedcba9876543210'),
      'holds cr-0fedcba9876543210',
    ],
    [
      'a lost group',
      'aws-capacity-fleet',
      (document: Written) => void (group(document).Configuration = [{ Type: 'AWS::ResourceGroups::Generic' }]),
      'makes no reservation group',
    ],
    ['a lost block', 'aws-capacity-fleet', (document: Written) => void group(document).Resources.pop(), 'lacks cr-0123456789abcdef0'],
    ['a lost reservation', 'aws-capacity-fleet', (document: Written) => void group(document).Resources.shift(), 'CapacityReservationArn}'],
    [
      'a smaller reservation',
      'aws-capacity-fleet',
      (document: Written) => void (resourceOf(document, 'AWS::EC2::CapacityReservation').InstanceCount = 1),
      'reserves 1 in eu-north-1a',
    ],
    [
      'a group that targets nothing',
      'aws-fleet-fleet',
      (document: Written) => void delete resourceOf(document, 'AWS::AutoScaling::AutoScalingGroup').CapacityReservationSpecification,
      'no reservation group',
    ],
    [
      'a group that targets another',
      'aws-fleet-fleet',
      (document: Written) =>
        void (resourceOf(
          document,
          'AWS::AutoScaling::AutoScalingGroup',
        ).CapacityReservationSpecification.CapacityReservationTarget.CapacityReservationResourceGroupArns = [
          'arn:aws:resource-groups:eu-north-1:444455556666:group/other',
        ]),
      'group/other',
    ],
  ])('notices %s', (_, stack, change, message) => {
    expect(after(stack, change)).toEqual([expect.stringContaining(message)]);
  });

  it('accepts the reference output', () => {
    expect(findingsAfter(rule, 'aws-capacity-eu-fleet', () => {})).toEqual([]);
  });
});

describe('on Google', () => {
  it('accepts reservations that carry every node, and more', () => {
    expect(findings(rule, [], googleFleet)).toEqual([]);
    expect(findings(rule, [['zone: europe-west4-c, count: 1', 'zone: europe-west4-c, count: 2']], googleFleet)).toEqual([]);
  });

  it('refuses a node that none carries', () => {
    expect(findings(rule, [['count: 3', 'count: 4']], googleFleet)).toMatchObject([
      { severity: 'error', path: 'hosts.eu-gce.capacity.reservations', message: expect.stringContaining('carry 3 of 4 nodes') },
    ]);
  });

  const reservation = (document: Written) => terraformResourceOf(document, 'google_compute_reservation');
  const group = (document: Written) => terraformResourceOf(document, 'google_compute_instance_group_manager');
  it.each<[string, string, (document: Written) => void, string]>([
    ['one that anybody may use up', 'google-capacity-eu-gce', (document) => delete reservation(document).specific_reservation_required, 'may be used up'],
    ['one machine fewer', 'google-capacity-eu-gce', (document) => void (reservation(document).specific_reservation.count = 1), 'The stacks reserve 1 in'],
    [
      'nodes from anywhere',
      'google-fleet-eu-gce',
      (document) => void (template(document).reservation_affinity = { type: 'ANY_RESERVATION' }),
      'from no reservation',
    ],
    [
      "nodes from another host's",
      'google-fleet-eu-gce',
      (document) => void (template(document).reservation_affinity.specific_reservation.values = ['elsewhere']),
      'from elsewhere',
    ],
    ['one node more', 'google-fleet-eu-gce', (document) => void (group(document).target_size = 3), 'The groups run 1 in europe-west4-c, 3 in europe-west4-b'],
  ])('sees %s', (_, stack, change, message) => {
    expect(onGoogleFleet(rule, change, stack)).toMatchObject([{ severity: 'error', message: expect.stringContaining(message) }]);
  });
});
