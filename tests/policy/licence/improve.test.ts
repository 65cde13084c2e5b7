import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/licence/improve.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const file = 'examples/transition.yaml';
const trains = (models: string): Edit => ['  trainsOnOutputs: []', `  trainsOnOutputs: [${models}]`];

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, name) => {
    expect(topologyFindings(rule, [], name)).toEqual([]);
  });

  it('refuses outputs of Llama 3 that train another model, at their line', () => {
    expect(topologyFindings(rule, [trains('llama31, llama3')], file)).toMatchObject([
      {
        severity: 'error',
        path: 'licence.trainsOnOutputs[1]',
        file: 'examples/transition.approvals.yaml',
        message: expect.stringMatching(
          /^Outputs of llama3 \(llama-3-8b-instruct, Llama 3\) train another model; no separate licence of Meta is recorded\. Allowed: .*Meta Llama 3 Community License, clause 1\.b\.v .*not legal advice\.$/,
        ),
      },
    ]);
  });

  it('accepts those of 3.1, and of 3 where Meta granted it', () => {
    expect(topologyFindings(rule, [trains('llama31')], file)).toEqual([]);
    const granted: Edit = ['separateLicence: none', 'separateLicence: {number: m-1, grantedOn: 2025-01-01, expires: none, versions: ["3"], grants: [improve]}'];
    expect(topologyFindings(rule, [trains('llama3'), granted], file)).toEqual([]);
  });

  it('knows no model that the topology does not have', () => {
    expect(() => topologyFindings(rule, [trains('llama9')], file)).toThrow(/trainsOnOutputs\[0\]: received "llama9", which is no model/);
  });
});
