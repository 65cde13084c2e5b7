import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/capacity/overflow-quota.js';
import { judge } from '../../../policy/engine.js';
import { asOf, type Edit, topologyWith } from '../../support/topologies.js';

const path = 'hosts.us-bedrock.quotaTokensPerMinute';
const quota = '    quotaTokensPerMinute: 12000000\n';
const declaring = (tokens: number): Edit => [quota, `    quotaTokensPerMinute: ${tokens}\n`];
const found = (edits: Edit[], file?: string) => judge([rule], topologyWith(edits, file), asOf, {});
const overflow = 'us-bedrock takes the overflow of global-assist';
// A node carries 10,853.5 output tokens a second (`blueprint size --engine vllm` at 1000/1000 under 2 s and 200 ms), 1,302,420 tokens a minute; peaks are 9,988,584
// (eu-production), 6,452,815 (global-assist) and 5,663,623 (variable). With twelve nodes 22,105,022 - 15,629,040 = 6,475,982 spill over or arrive, with eleven 7,778,402.

describe(rule.id, () => {
  it.each([
    ['the reference', [], undefined],
    ['a declared peak without overflow', [], 'examples/hosted-only.yaml'],
    [
      'a host that only serves as primary and declares nothing',
      [
        [quota, ''],
        ['route: [eu-fleet, us-bedrock]', 'route: [eu-fleet]'],
      ],
      undefined,
    ],
  ] as [string, Edit[], string | undefined][])('is silent about %s', (_, edits, file) => {
    expect(found(edits, file)).toEqual([]);
  });

  it('asks for no quota of nothing, where the fleet carries its peak without a node', () => {
    const small: Edit = ['load: {tokensPerYear: 1390000000000,', 'load: {tokensPerYear: 1000000000,'];
    const smaller: Edit = ['load: {tokensPerYear: 2500000000000,', 'load: {tokensPerYear: 1000000000,'];
    const only: Edit = ['    route: [us-bedrock]\n', '    route: [eu-fleet]\n'];
    expect(found([[quota, ''], small, smaller, only])).toEqual([]);
    expect(found([[quota, ''], only])).toHaveLength(1);
  });

  it('warns when none are declared, and says what is needed', () => {
    expect(found([[quota, '']])).toMatchObject([
      {
        path,
        severity: 'warning',
        message: `${overflow} and declares no quota. Tokens per minute needed: 6,476,000 at peak, 7,779,000 with one node lost.`,
      },
    ]);
  });

  it('warns when fewer are declared than a peak with one node lost asks for', () => {
    expect(found([declaring(7_779_000)])).toEqual([]);
    expect(found([declaring(7_778_999)])).toMatchObject([
      { path, message: `${overflow} and declares 7,778,999 tokens per minute. Needed: 6,476,000 at peak, 7,779,000 with one node lost.` },
    ]);
    const hosted: Edit = ['quotaTokensPerMinute: 25000000', 'quotaTokensPerMinute: 24000000'];
    expect(found([hosted], 'examples/hosted-only.yaml')).toMatchObject([
      { message: expect.stringContaining('serves assist, production, variable and declares 24,000,000') },
    ]);
  });

  it('asks for less where the fleet has a node that steps in', () => {
    const edits: Edit[] = [declaring(7_000_000), ['      count: 12\n', '      count: 13\n      spare: 1\n']];
    expect(found(edits)).toEqual([]);
  });

  it('warns when the approval grants less than is declared', () => {
    expect(found([['limit: 12000000', 'limit: 11999999']])).toMatchObject([{ path, message: expect.stringContaining('overflow-quota grants 11999999') }]);
  });
});
