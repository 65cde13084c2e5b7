import { describe, expect, it } from 'vitest';
import { topologyWith } from '../support/topologies.js';

const notify = '  notify: [finops@acme.example]\n';
const refused = (text: string) => {
  try {
    topologyWith([[notify, `${notify}  allocation: ${text}\n`]]);
  } catch (error) {
    return String((error as Error).message);
  }
  return 'nothing';
};

describe('the job that says what workloads cause', () => {
  it.each([
    ['an account that is not there', '{account: prd}', 'finance.allocation.account'],
    ['a zone without a gateway', '{account: prod, spendLogs: {de: {logGroup: x}}}', 'received the zone de. Allowed: zones with a gateway, any, eu, us.'],
    [
      'a log of another account',
      '{account: supply, spendLogs: {eu: {logGroup: x}}}',
      'received a log of the account prod (aws), which a job in supply cannot ask',
    ],
    ['a log group that none can be', '{account: prod, spendLogs: {eu: {logGroup: "a b"}}}', 'the name of a log group'],
  ])('is refused with %s', (_, text, message) => expect(refused(text)).toContain(message));

  it('is taken with the logs of its account', () => expect(refused('{account: prod, spendLogs: {eu: {logGroup: /llama/eu}}}')).toBe('nothing'));
});
