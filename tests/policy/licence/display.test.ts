import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/licence/display.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const service: Edit = ['  distribution: internal', '  distribution: service'];

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => {
    expect(topologyFindings(rule, [], file)).toEqual([]);
  });

  it('wants the words where others are served, of every version in use', () => {
    expect(topologyFindings(rule, [service], 'examples/hosted-only.yaml')).toMatchObject([
      {
        severity: 'error',
        path: 'licence.displayUrl',
        message: expect.stringMatching(
          /^hosts\.us-bedrock\.model is llama-3\.3-70b-instruct, and nothing displays "Built with Llama"\. Llama 3\.3 .*clause 1\.b\.i .*not legal advice/,
        ),
      },
    ]);
    const words = topologyFindings(rule, [service], 'examples/transition.yaml').map(({ message }) => /"(.*)"/.exec(message)?.[1]);
    expect(words).toEqual(['Built with Meta Llama 3', 'Built with Llama']);
  });

  it('takes either page', () => {
    for (const field of ['displayUrl', 'documentationUrl']) {
      expect(topologyFindings(rule, [service, [`  ${field}: none`, `  ${field}: https://acme.example/about`]], 'examples/hosted-only.yaml')).toEqual([]);
    }
  });

  it('wants them on Azure of what own staff use as well', () => {
    expect(topologyFindings(rule, [['  documentationUrl: https://docs.acme.example/ai', '  documentationUrl: none']])).toMatchObject([
      { path: 'licence.displayUrl', message: expect.stringContaining('any product that uses the model, internal ones included') },
    ]);
    expect(topologyFindings(rule, [], 'examples/eu-import.yaml')).toEqual([]);
  });
});
