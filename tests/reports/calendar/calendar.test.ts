import { describe, expect, it } from 'vitest';
import { planned } from '../../../planner/cost/planned.js';
import type { End } from '../../../reports/calendar/end.js';
import { endsOf } from '../../../reports/calendar/ends.js';
import { calendarFormats } from '../../../reports/calendar/formats.js';
import { calendarIcs } from '../../../reports/calendar/ics.js';
import { asOf, type Edit, topologyWith } from '../../support/topologies.js';

const endsWith = (edits: readonly Edit[] = [], file = 'topology.yaml') => {
  const loaded = topologyWith(edits, file);
  return endsOf({ loaded, plan: planned(loaded.topology, asOf) });
};
const days = (ends: readonly End[]) => ends.map(({ kind, subject, on }) => `${on} ${kind} ${subject}`);

describe('what ends', () => {
  it('has each kind of record with its day', () => {
    expect(days(endsWith())).toEqual(
      expect.arrayContaining([
        '2026-01-26 stale price facts/prices.yaml, guardrails: us-bedrock',
        '2027-09-30 attestation approvals.acceptable-use',
        '2027-10-14 approval approvals.fleet-quota',
        '2028-12-31 contract contracts.aws-main',
        '2126-11-05 certificate gateway.authorities.in-house',
        'unknown certificate hosts.eu-fleet.endpoint',
        'unknown model hosts.dev-foundry llama-3.3-70b-instruct',
        'none key weights.signingKeyGeneration',
      ]),
    );
  });

  it('has the last day of what was bought and of a transition', () => {
    expect(days(endsWith([], 'examples/sovereign.yaml'))).toEqual(expect.arrayContaining([expect.stringMatching(/^\d{4}-\d\d-\d\d Capacity Block hosts\./)]));
    expect(days(endsWith([], 'examples/transition.yaml'))).toEqual(expect.arrayContaining([expect.stringMatching(/^\d{4}-\d\d-\d\d transition hosts\./)]));
  });

  it('has the day until which a provider promises a model, while it is ahead', () => {
    const loaded = topologyWith();
    const found = (day: string) => endsOf({ loaded, plan: planned(loaded.topology, day) }).find(({ subject }) => subject.startsWith('hosts.us-bedrock llama'));
    expect(found('2025-12-18')).toMatchObject({ on: '2025-12-19', title: expect.stringContaining('may be retired from here on') });
    expect(found('2025-12-19')).toMatchObject({ on: 'unknown', title: expect.stringContaining('it may be since 2025-12-19') });
  });

  it('has a separate licence of Meta where it ends', () => {
    const licence = (expires: string): Edit => [
      'separateLicence: none',
      `separateLicence: {number: m-1, grantedOn: 2025-01-01, expires: ${expires}, versions: ["3.3"], grants: [mau]}`,
    ];
    const subjects = (edit: Edit) => days(endsWith([edit])).filter((text) => text.includes('separateLicence'));
    expect(subjects(licence('2026-12-01'))).toEqual(['2026-12-01 approval licence.separateLicence']);
    expect(subjects(licence('none'))).toEqual([]);
  });

  it('has waivers and extensions', () => {
    const loaded = topologyWith([], 'examples/landing-zone.yaml');
    const waiver = { rule: 'tags/required', path: 'hosts.x', owner: 'finance', reason: 'why', granted: '2026-11-01', expires: '2026-12-24' };
    const ends = endsOf({
      loaded: { ...loaded, waivers: [{ ...waiver, location: { file: 'w.yaml', line: 7, column: 3 } }] },
      plan: planned(loaded.topology, asOf),
    });
    expect(ends.find(({ kind }) => kind === 'waiver')).toMatchObject({ subject: 'tags/required hosts.x', on: '2026-12-24', source: 'w.yaml:7' });
    expect(ends.some(({ kind }) => kind === 'extension')).toBe(true);
  });

  it('is in the order of its days, with what has none at the end', () => {
    const order = endsWith().map(({ on }) => on);
    const dated = order.filter((on) => /^\d/.test(on));
    expect(order.slice(0, dated.length)).toEqual([...dated].sort());
    expect(order.at(-1)).toBe('none');
  });
});

describe('the calendar file', () => {
  const end: End = {
    kind: 'contract',
    subject: 'contracts.main',
    on: '2026-12-31',
    title: 'Vertrag mit Müller & Söhne; ends, as agreed: '.repeat(3),
    action: 'Renew\\it',
    source: 'topology.yaml',
  };
  const text = calendarIcs([end, { ...end, on: 'unknown', subject: 'contracts.other' }], '2026-11-24', 'acme-prod');
  const unfolded = text.replaceAll('\r\n ', '');
  const field = (name: string) => unfolded.split('\r\n').find((line) => line.startsWith(name));

  it('ends every line with CRLF and folds at 75 octets', () => {
    const lines = text.split('\r\n');
    expect(lines.join('')).not.toMatch(/[\r\n]/);
    expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
    expect(lines.length).toBeGreaterThan(unfolded.split('\r\n').length);
  });

  it('has an event of a whole day for what has a day, stamped as of the day asked for', () => {
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(1);
    expect(field('DTSTART')).toBe('DTSTART;VALUE=DATE:20261231');
    expect(field('DTSTAMP')).toBe('DTSTAMP:20261124T000000Z');
  });

  it('escapes text', () => {
    expect(field('SUMMARY')).toContain('Söhne\\; ends\\, as agreed:');
    expect(field('DESCRIPTION')).toContain('Renew\\\\it\\ncontracts.main');
  });

  it('keeps the event of what is renewed, and has others for others', () => {
    const uid = (one: End, system = 'acme-prod') => /UID:(\S+)/.exec(calendarIcs([one], '2027-01-01', system).replaceAll('\r\n ', ''))?.[1];
    expect(uid({ ...end, on: '2029-12-31', title: 'other words' })).toBe(field('UID')?.slice(4));
    expect(uid({ ...end, subject: 'contracts.second' })).not.toBe(field('UID')?.slice(4));
    expect(uid(end, 'acme-test')).not.toBe(field('UID')?.slice(4));
  });

  it('is the same in every time zone', () => {
    const before = process.env['TZ'];
    process.env['TZ'] = 'America/Los_Angeles';
    expect(calendarIcs([end], '2026-11-24', 'acme-prod')).toContain('DTSTART;VALUE=DATE:20261231');
    process.env['TZ'] = before;
  });
});

it('says what has passed', () => {
  const ends = endsWith();
  expect(calendarFormats.text({ system: 'acme-prod', asOf, ends })).toMatch(/^As of 2026-11-24\nday +left +kind.*\n2026-01-26 {2}302 days ago {2}stale price/);
  expect(JSON.parse(calendarFormats.json({ system: 'acme-prod', asOf, ends })).ends[0]).toMatchObject({ on: '2026-01-26', days: -302 });
});
