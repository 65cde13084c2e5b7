import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/data-use/no-training-term.js';
import { judge } from '../../../policy/engine.js';
import { asOf, type Edit, topologyWith } from '../../support/topologies.js';

const found = (...edits: Edit[]) => judge([rule], topologyWith(edits), asOf, {});
const inContract = (name: string, from: string, to: string): Edit => {
  const text = topologyWith().source.text;
  const start = text.indexOf(`  ${name}:\n    provider`);
  const block = text.slice(start, text.indexOf('addenda', start));
  return [block, block.replace(from, to)];
};
const approval = (expires: string): Edit => [
  'approvals:\n',
  `approvals:\n  term: {kind: no-training-term, subject: hosts.us-bedrock, reference: service terms 50.3, grantedBy: legal, grantedOn: 2026-10-01, expires: ${expires}}\n`,
];
const training = inContract('aws-main', 'training: false', 'training: true');

describe(rule.id, () => {
  it('accepts hosted models under a contract that forbids training', () => {
    expect(found()).toEqual([]);
  });

  it.each([
    ['training', training, 'contracts.aws-main.data.training'],
    [
      'sharing with the model provider',
      inContract('google-main', 'sharedWithModelProvider: false', 'sharedWithModelProvider: true'),
      'contracts.google-main.data.sharedWithModelProvider',
    ],
    ['a contract that has ended', inContract('azure-main', 'end: 2028-12-31', 'end: 2026-11-23'), 'contracts.azure-main.term.end'],
    ['a contract that has not begun', inContract('azure-main', 'start: 2026-01-01', 'start: 2026-11-25'), 'contracts.azure-main.term.start'],
    ['no contract', ['    quotaTokensPerMinute: 12000000\n    contract: aws-main\n', '    quotaTokensPerMinute: 12000000\n'], 'hosts.us-bedrock.contract'],
    [
      'a contract with somebody else',
      ['    quotaTokensPerMinute: 12000000\n    contract: aws-main\n', '    quotaTokensPerMinute: 12000000\n    contract: azure-main\n'],
      'hosts.us-bedrock.contract',
    ],
  ] as const)('refuses %s', (_, edit, path) => {
    expect(found(edit as Edit)).toMatchObject([{ path, severity: 'fatal' }]);
  });

  it('refuses a contract without data terms', () => {
    const { text } = topologyWith().source;
    const start = text.indexOf('    data:\n', text.indexOf('  google-main:'));
    const terms = text.slice(text.lastIndexOf('  google-main:', start), text.indexOf('    addenda', start));
    expect(found([terms, `${terms.slice(0, terms.indexOf('    data:'))}    data: none\n`])).toMatchObject([{ path: 'contracts.google-main.data' }]);
  });

  it('accepts the last day of a contract', () => {
    expect(found(inContract('azure-main', 'end: 2028-12-31', `end: ${asOf}`))).toEqual([]);
  });

  it('takes an approval in force instead, and no other', () => {
    expect(found(training, approval(asOf))).toEqual([]);
    expect(found(training, approval('2026-11-23'))).toMatchObject([{ message: expect.stringContaining('approval term is not in force') }]);
  });
});
