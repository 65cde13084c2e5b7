import { expect, it } from 'vitest';
import { factAges } from '../../facts/ages.js';
import { table } from '../../facts/read.js';

it('every list has its oldest and newest day, and how many rows nobody confirmed', () => {
  const ages = factAges('2026-11-24', 90);
  const guardrails = ages.find(({ file, list }) => file === 'facts/prices.yaml' && list === 'guardrails');
  expect(guardrails).toMatchObject({ rows: 4, oldest: '2025-10-28', newest: '2026-05-14', old: 4, thirdParty: 4, unconfirmed: 0 });
  expect(ages.map(({ oldest }) => oldest)).toEqual(ages.map(({ oldest }) => oldest).sort());
});

it('a row is old from the day after the last one allowed', () => {
  const row = table('prices', 'guardrails').length;
  const of = (asOf: string) => factAges(asOf, 90).find(({ list }) => list === 'guardrails')?.old;
  // 2025-10-28 and 90 days is 2026-01-26; the fourth row is of 2026-05-14.
  expect([of('2026-01-26'), of('2026-01-27'), of('2026-11-24')]).toEqual([0, row - 1, row]);
});
