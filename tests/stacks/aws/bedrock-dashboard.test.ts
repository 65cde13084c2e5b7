import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule as complete } from '../../../policy/state/complete.js';
import { rule } from '../../../policy/state/unreviewed-type.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { evidenceOf, stacksOf, written } from '../../support/synthesized.js';
import { type Edit, topologyWith } from '../../support/topologies.js';

const example = 'examples/landing-zone.yaml';
const own = 'nordic-app-aws-extension-operations';
const types = 'types: [AWS::CloudWatch::Dashboard, AWS::Logs::QueryDefinition]';

describe('a stack of your own', () => {
  it('is named by its extension, in its account and region, with the tags of finance', () => {
    const stack = stacksOf('aws', topologyWith([], example)).find(({ name }) => name === own);
    expect(stack).toMatchObject({ account: '111122223333', region: 'us-east-2', origin: 'extensions.operations' });
    expect(stack?.resources.map(({ type }) => type).sort()).toEqual(['AWS::CloudWatch::Dashboard', 'AWS::Logs::QueryDefinition']);
    expect(JSON.stringify(written(own, example))).toContain('"cost-center"');
  });

  it('holds the types that its extension declares, and no other', () => {
    expect(findings(rule, [], example)).toEqual([]);
    expect(findings(rule, [[types, 'types: [AWS::CloudWatch::Dashboard]']], example)).toMatchObject([
      { path: 'extensions.operations', resource: 'Query', message: expect.stringContaining('AWS::Logs::QueryDefinition is in the stack of your own') },
    ]);
    // A type that the blueprint knows is no exception.
    const topic = findingsAfter(rule, own, (document) => void (document.Resources['Topic'] = { Type: 'AWS::SNS::Topic', Properties: {} }), {}, example);
    expect(topic).toMatchObject([{ path: 'extensions.operations', resource: 'Topic' }]);
  });

  it('allows its types in no other stack', () => {
    const query = { Type: 'AWS::Logs::QueryDefinition', Properties: { Name: 'x', QueryString: 'fields @message' } };
    const found = findingsAfter(rule, 'aws-network-us', (document) => void (document.Resources['Query'] = query), {}, example);
    expect(found).toMatchObject([{ resource: 'Query', message: expect.stringContaining('has no row in the catalogue') }]);
  });

  it('is a finding resource by resource once its extension has expired', () => {
    const edit: Edit = [`granted: 2026-10-01\n    expires: 2027-09-30\n    stack:`, `granted: 2025-11-24\n    expires: 2026-11-23\n    stack:`];
    expect(
      findings(rule, [edit], example)
        .map(({ resource }) => resource)
        .sort(),
    ).toEqual(['Page0C2E1A1B', 'Query'].map((id) => expect.stringContaining(id.slice(0, 4))));
  });

  it('is missed when the output lacks it', () => {
    const loaded = topologyWith([], example);
    const evidence = evidenceOf(loaded);
    const without = { ...evidence, aws: (evidence.aws ?? []).filter(({ name }) => name !== own) };
    expect(judge([complete], loaded, '2026-11-24', evidence)).toEqual([]);
    expect(judge([complete], loaded, '2026-11-24', without)).toMatchObject([{ path: 'extensions.operations', message: expect.stringContaining(own) }]);
  });
});
