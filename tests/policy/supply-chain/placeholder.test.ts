import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/supply-chain/placeholder.js';
import { parseSource } from '../../../topology/document.js';
import { checkedTopology } from '../../../topology/load.js';
import { asOf, topologyWith } from '../../support/topologies.js';

/** The reference topology with values that could be somebody’s, and a change. */
function real(from?: string, to = '') {
  const replacements: readonly (readonly [RegExp, string])[] = [
    [/^example: true\n/m, ''],
    [/111122223333/g, '590183712345'],
    [/444455556666/g, '731846209518'],
    [/777788889999/g, '861204937715'],
    [/123456789012/g, '731846209517'],
    [/210987654321/g, '731846209516'],
    [/000000-000000-000000/g, '01C4D2-7A9B31-E0F852'],
    [/00000000-0000-4?0?000-8?0?000-000000000000/g, '7d0c2b1e-93a4-4f6b-8a57-1c2d3e4f5a6b'],
    [/0{64}/g, '9f'.repeat(32)],
    [/0{40}/g, '3c'.repeat(20)],
    [/acme\.example/g, 'acme-manufacturing.com'],
  ];
  let text = replacements.reduce((changed, [pattern, value]) => changed.replace(pattern, value), topologyWith().source.text);
  if (from !== undefined) {
    if (text.split(from).length !== 2) throw new Error(`not once: ${from}`);
    text = text.replace(from, to);
  }
  return judge([rule], checkedTopology(parseSource(text, 'topology.yaml'), {}, []), asOf, {});
}

describe(rule.id, () => {
  it('accepts anything in an example', () => {
    expect(judge([rule], topologyWith(), asOf, {})).toEqual([]);
  });

  it('refuses a topology of real values that calls itself an example, and could then date itself', () => {
    expect(real('name: acme\n', 'name: acme\nexample: true\n')).toMatchObject([
      { severity: 'fatal', path: 'example', message: expect.stringContaining('not one value here') },
    ]);
  });

  it('accepts a topology of real values', () => {
    expect(real()).toEqual([]);
  });

  it.each([
    ['id: "590183712345"', 'id: "111122223333"', 'accounts.aws.prod.id'],
    ['id: "590183712345"', 'id: "000000000000"', 'accounts.aws.prod.id'],
    ['number: "731846209517"', 'number: "123456789012"', 'accounts.google.search.number'],
    ['billingAccount: 01C4D2-7A9B31-E0F852', 'billingAccount: 000000-000000-000000', 'accounts.google.search.billingAccount'],
    ['subscription: 7d0c2b1e-93a4-4f6b-8a57-1c2d3e4f5a6b', 'subscription: 00000000-0000-0000-0000-000000000000', 'accounts.azure.dev.subscription'],
    ['oidcIssuer: https://7d0c2b1e-93a4-4f6b-8a57-1c2d3e4f5a6b', 'oidcIssuer: https://00000000-0000-4000-8000-000000000000', 'accounts.aws.prod.oidcIssuer'],
    ['oidcIssuer: https://7d0c2b1e-93a4-4f6b-8a57-1c2d3e4f5a6b', 'oidcIssuer: https://7c1f3b52-9d0e-4a6b-8f21-3e5d6c7b8a90', 'accounts.aws.prod.oidcIssuer'],
    [`manifest: sha256:${'9f'.repeat(32)}`, `manifest: sha256:${'0'.repeat(64)}`, 'models.llama70.weights.manifest'],
    [`commit: "${'3c'.repeat(20)}"`, `commit: "${'0'.repeat(40)}"`, 'models.llama70.weights.commit'],
    [`image: vllm-openai:v0.32.0@sha256:${'9f'.repeat(32)}`, `image: vllm-openai:v0.32.0@sha256:${'0'.repeat(64)}`, 'hosts.eu-fleet.image'],
    [
      'in-house\n      certificateArn: arn:aws:acm:eu-north-1:590183712345:',
      'in-house\n      certificateArn: arn:aws:acm:eu-north-1:444455556666:',
      'hosts.eu-fleet.endpoint.certificateArn',
    ],
    ['notify: [finops@acme-manufacturing.com]', 'notify: [finops@acme.example]', 'finance.notify[0]'],
    ['documentationUrl: https://docs.acme-manufacturing.com/ai', 'documentationUrl: https://docs.example.com/ai', 'licence.documentationUrl'],
    ['owner: workplace', 'owner: todo', 'workloads.global-assist.owner'],
  ])('refuses %s as %s', (from, to, path) => {
    expect(real(from, to)).toMatchObject([{ path, severity: 'fatal' }]);
  });

  it.each([
    ['number: "731846209517"', 'number: "1234567890"'],
    ['documentationUrl: https://docs.acme-manufacturing.com/ai', 'documentationUrl: https://docs.acme-manufacturing.com/for.example'],
    ['documentationUrl: https://docs.acme-manufacturing.com/ai', 'documentationUrl: https://example.company.com/ai'],
    ['cidr: 10.41.0.0/16', 'cidr: 10.192.0.0/16'],
    ['owner: workplace', 'owner: todo-team'],
  ])('accepts %s as %s', (from, to) => {
    expect(real(from, to)).toEqual([]);
  });
});
