import { describe, expect, it } from 'vitest';
import { type Json, propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const fleet = written('aws-fleet-eu-fleet');
const attributes = Object.fromEntries(propertiesOf(fleet, 'FrontLoadBalancer').LoadBalancerAttributes.map(({ Key, Value }: Json) => [Key, Value]));

describe('an internal load balancer', () => {
  it('is reached inside only, over TLS 1.2 or later, and cannot be deleted by mistake', () => {
    expect(propertiesOf(fleet, 'FrontLoadBalancer').Scheme).toBe('internal');
    expect(propertiesOf(fleet, 'FrontHttps')).toMatchObject({ Port: 443, Protocol: 'HTTPS', SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09' });
    expect(attributes).toMatchObject({ 'deletion_protection.enabled': 'true', 'access_logs.s3.enabled': 'true' });
  });

  it('lets two paths through, each as a whole, and answers every other itself', () => {
    expect(propertiesOf(fleet, 'FrontHttps').DefaultActions).toMatchObject([{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }]);
    expect(propertiesOf(fleet, 'FrontPaths')).toMatchObject({
      Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/v1/chat/completions', '/v1/models'] } }],
      Actions: [{ Type: 'forward' }],
    });
  });

  it('refuses malformed requests, and waits as long as the longest answer', () => {
    expect(attributes).toMatchObject({
      'routing.http.drop_invalid_header_fields.enabled': 'true',
      'routing.http.desync_mitigation_mode': 'strictest',
      'idle_timeout.timeout_seconds': '900',
    });
  });

  it('keeps its access logs for 400 days, with the key of S3: no other can be used', () => {
    expect(propertiesOf(fleet, 'FrontAccessLogs')).toMatchObject({
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
      LifecycleConfiguration: { Rules: [{ ExpirationInDays: 400, Status: 'Enabled' }] },
    });
  });
});
