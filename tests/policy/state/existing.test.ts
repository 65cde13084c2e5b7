import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/state/existing.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const file = 'examples/landing-zone.yaml';
/** An approval whose subject is another. */
const about = (from: string, to: string): Edit => [`    kind: existing-resource\n    subject: ${from}\n`, `    kind: existing-resource\n    subject: ${to}\n`];

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, topology) => expect(topologyFindings(rule, [], topology)).toEqual([]));

  it.each([
    ['existing.keys.fleet', 'lets CloudWatch Logs, CloudWatch, EventBridge and SNS of its region, and the service-linked role of Auto Scaling'],
    ['existing.keys.us-bedrock', 'lets roles of its account use it'],
    ['existing.keys.gce', 'lets the service agents of Compute Engine and Secret Manager use it'],
    ['existing.keys.grounding', 'lets the service agents of Vertex AI Search and Cloud Storage use it'],
    ['existing.keys.dev-foundry', 'lets the identity that reads it'],
    ['existing.roles.chat', 'is taken by arn:aws:iam::111122223333:role/workloads/llama/llama-gateway-nordic-eu alone'],
    ['existing.buckets.aws.app.eu-north-1', 'is written by arn:aws:iam::222222222222:role/workloads/llama/llama-weights-ingest-nordic-eu-north-1 alone'],
    ['existing.buckets.google.gpu.europe-west4', 'is written by weights-ingest@nordic-llama-supply.iam.gserviceaccount.com alone'],
    ['existing.dnsZones.corp', 'is private, and seen by the networks of the gateways'],
    ['existing.dnsZones.gpu', 'is private'],
    ['existing.perimeters.gpu', 'surrounds the project, is enforced'],
    ['existing.egressProxies.lz', 'reaches https://login.microsoftonline.com and nothing else'],
    ['existing.ingestProxies.eu-north-1', 'lets nothing through but the domains listed'],
  ])('asks for an approval of %s, at its line, and says what to check', (subject, check) => {
    const other = subject === 'existing.roles.chat' ? 'existing.dnsZones.gpu' : 'existing.roles.chat';
    expect(topologyFindings(rule, [about(subject, other)], file)).toMatchObject([
      {
        path: subject,
        severity: 'error',
        message: expect.stringContaining(check),
        fix: expect.stringContaining(`kind existing-resource with subject ${subject}`),
      },
    ]);
  });

  it('takes no approval that has ended', () => {
    const ended: Edit = [
      'reference: access review 2026-09, IAM-12\n    grantedBy: iam@nordic.example\n    grantedOn: 2026-10-01\n    expires: 2027-09-30',
      'reference: access review 2026-09, IAM-12\n    grantedBy: iam@nordic.example\n    grantedOn: 2026-10-01\n    expires: 2026-11-01',
    ];
    expect(topologyFindings(rule, [ended], file)).toMatchObject([
      { path: 'existing.roles.chat', message: expect.stringContaining('the approval role-chat is not in force on 2026-11-24') },
    ]);
  });

  it('lists the domains that a proxy does not let through', () => {
    const closed: Edit = ['domains: [huggingface.co, "*.hf.co"]', 'domains: [huggingface.co, "*.cdn.hf.co"]'];
    const [found, ...others] = topologyFindings(rule, [closed], file);
    expect(others).toEqual([]);
    expect(found?.path).toBe('existing.ingestProxies.eu-north-1.domains');
    // *.cdn.hf.co covers aws.cdn.hf.co and *.aws.cdn.hf.co, and neither cdn-lfs.hf.co nor xethub.
    expect(found?.message).toContain('needs *.xethub-eu.hf.co, *.xethub.hf.co, cdn-lfs-eu-1.hf.co, cdn-lfs-us-1.hf.co, cdn-lfs.hf.co.');
  });
});
