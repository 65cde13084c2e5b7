import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/network/gateway-front.js';
import { topologyFindings } from '../../support/findings.js';
import { gatewayText, topologies } from '../../support/topologies.js';

const certificate = 'arn:aws:acm:us-east-2:111122223333:certificate/00000000-0000-0000-0000-000000000000';

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => {
    expect(topologyFindings(rule, [], file)).toEqual([]);
  });

  it('wants an endpoint for a zone with workloads', () => {
    const before = gatewayText('us');
    const [found, ...others] = topologyFindings(rule, [[before, before.replace(/ {6}endpoint:[\s\S]*/, '')]]);
    expect([found?.path, found?.severity, others]).toEqual(['gateway.zones.us', 'error', []]);
  });

  it.each([
    'arn:aws:acm:eu-west-1:111122223333:certificate/11111111-2222-3333-4444-555555555555',
    'arn:aws:acm:us-east-2:444455556666:certificate/11111111-2222-3333-4444-555555555555',
  ])('refuses the certificate %s', (arn) => {
    const [found] = topologyFindings(rule, [[certificate, arn]]);
    expect(found?.message).toBe(`It is ${arn}. Allowed: arn:aws:acm:us-east-2:111122223333:certificate/….`);
  });
});
