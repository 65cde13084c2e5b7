import { describe, expect, it } from 'vitest';
import { rule as emitted } from '../../../policy/capacity/emitted.js';
import { rule as principals } from '../../../policy/identity/principals.js';
import { rule as offered } from '../../../policy/lifecycle/offered.js';
import { rule as egressProxy } from '../../../policy/residency/egress-proxy.js';
import type { Rule } from '../../../policy/rule.js';
import type { Json } from '../../support/documents.js';
import { findings, findingsAfter, topologyFindings } from '../../support/findings.js';
import type { Edit } from '../../support/topologies.js';
import { called } from '../called.js';

const file = 'examples/any-zone.yaml';
const changed = (rule: Rule, change: (document: Json) => void) =>
  findingsAfter(rule, 'oci-generative-ai-chicago', change, {}, file)
    .map(({ message }) => message)
    .join('\n');
const after = (rule: Rule, change: (policy: Json) => void) => changed(rule, ({ resource }) => change(Object.values<Json>(resource.oci_identity_policy)[0]));
/** One word of the statement for another. */
const instead = (from: string, to: string) => (policy: Json) => {
  expect(policy.statements[0]).toContain(from);
  policy.statements[0] = policy.statements[0].replace(from, to);
};

describe('GenerativeAiStack', () => {
  it.each([emitted, principals].map((rule) => [rule.id, rule] as const))('is as %s wants it', (_, rule) => {
    expect(findings(rule, [], file)).toEqual([]);
  });

  const faults: readonly (readonly [string, (policy: Json) => void])[] = [
    ['any key', instead(`, request.principal.id='ocid1.generativeaiapikey.oc1.us-chicago-1.${'0'.repeat(60)}'`, '')],
    ['any principal', instead("request.principal.type='generativeaiapikey', ", '')],
    ['any model', instead(", target.model.id='meta.llama-3.3-70b-instruct'", '')],
    ['another model', instead('meta.llama-3.3-70b-instruct', 'xai.grok-4')],
    ['any one condition', instead('where all', 'where any')],
    ['the whole family', instead('generative-ai-chat', 'generative-ai-family')],
    ['more than use', instead('use generative', 'manage generative')],
    ['the whole tenancy', instead(`compartment id ocid1.compartment.oc1..${'0'.repeat(60)}`, 'tenancy')],
    ['a second statement', ({ statements }) => statements.push('allow group a to manage all-resources in tenancy')],
    ['another compartment', (policy) => (policy.compartment_id = `ocid1.compartment.oc1..${'1'.repeat(60)}`)],
  ];

  it.each(faults)('capacity/emitted and identity/principals refuse a policy for %s', (_, change) => {
    expect(after(emitted, change)).toMatch(/statements|compartment_id/);
    expect(after(principals, change)).toMatch(/statements|compartment_id/);
  });

  it('capacity/emitted refuses another name, a second policy, and arguments besides', () => {
    expect(after(emitted, (policy) => (policy.name = 'other'))).toContain('name');
    expect(after(emitted, (policy) => (policy.version_date = '2020-01-01'))).toContain('has version_date');
    const twice = ({ resource }: Json) => (resource.oci_identity_policy.Second = Object.values(resource.oci_identity_policy)[0]);
    expect(changed(emitted, twice)).toContain('has 2 of oci_identity_policy');
  });
});

describe('a host on OCI Generative AI', () => {
  it('is no host of a workload whose zone has borders', () => {
    const found = topologyFindings(egressProxy, [['  any: [ANY]', '  any: [US]']], file).map(({ message }) => message);
    expect(found.join()).toContain('No private path leads to chicago: oci-generative-ai is called over the internet, and promises no zone.');
  });

  it.each<[string, Edit, string]>([
    [
      'a release',
      ['release: llama-3.3-70b-instruct', 'release: llama-3.1-405b-instruct'],
      'llama-3.1-405b-instruct is not offered on demand on OCI Generative AI.',
    ],
    ['a region', ['region: us-chicago-1', 'region: us-phoenix-1'], 'is not offered on demand in us-phoenix-1. Allowed: ap-osaka-1, eu-frankfurt-1'],
    ['a region of another key', ['region: us-chicago-1', 'region: uk-london-1'], 'The key of the host is of us-chicago-1, and opens nothing in uk-london-1.'],
  ])('serves what is offered, and not %s besides', (_, edit, says) => {
    expect(
      topologyFindings(offered, [edit], file)
        .map(({ message }) => message)
        .join(),
    ).toContain(says);
  });

  it('is called in its region, through the proxy of the zone, with a secret that the role of the workload reads', () => {
    const name = 'inference.generativeai.us-chicago-1.oci.oraclecloud.com';
    expect(called('drafts', 'chicago', file).targets).toMatchObject([
      {
        server: {
          endpoint: { address: name, port: 443, name, trust: { by: 'public' }, through: { name: 'prompts.afar.internal' } },
          path: '/openai/v1/chat/completions',
          credential: { kind: 'aws-secret', secret: 'arn:aws:secretsmanager:us-east-2:333344445555:secret:afar/chicago-AbCdEf' },
        },
        body: { model: 'meta.llama-3.3-70b-instruct', priority: 'refused' },
        contextTokens: 128_000,
        answerTokens: 4_000,
        price: { input: 0.72, output: 0.72 },
      },
    ]);
  });

  it('takes no tools, which Llama refuses there', () => {
    expect(called('drafts', 'chicago', file).targets[0]?.fields).not.toHaveProperty('tools');
  });
});
