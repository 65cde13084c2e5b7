import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/encryption/certificate-place.js';
import { topologyFindings } from '../../support/findings.js';

/** What stands before the fleet's; gateways have certificates too. */
const own = '      authority: in-house\n      certificateArn: ';

describe(rule.id, () => {
  it('accepts certificates of the fleet’s own account and region', () => {
    expect(topologyFindings(rule)).toEqual([]);
    expect(topologyFindings(rule, [], 'examples/eu-gce.yaml')).toEqual([]);
  });

  it.each([
    ['another account', 'arn:aws:acm:eu-north-1:444455556666'],
    ['another region', 'arn:aws:acm:us-east-1:111122223333'],
    ['another partition', 'arn:aws-us-gov:acm:eu-north-1:111122223333'],
  ])('refuses one of %s', (_, start) => {
    expect(topologyFindings(rule, [[`${own}arn:aws:acm:eu-north-1:111122223333`, `${own}${start}`]])).toMatchObject([
      {
        severity: 'error',
        path: 'hosts.eu-fleet.endpoint.certificateArn',
        message: expect.stringContaining('Allowed: arn:aws:acm:eu-north-1:111122223333:certificate/'),
      },
    ]);
  });

  it.each([
    ['project', 'certificate: projects/acme-llama-gpu/', 'certificate: projects/acme-other/'],
    ['location', '/locations/europe-west4/certificates', '/locations/europe-west1/certificates'],
  ])('refuses one of another %s', (_, from, to) => {
    expect(topologyFindings(rule, [[from, to]], 'examples/eu-gce.yaml')).toMatchObject([{ path: 'hosts.eu-gce.endpoint.certificate' }]);
  });
});
