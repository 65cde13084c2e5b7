import { describe, expect, it } from 'vitest';
import { type Json, propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

describe('the stack of an imported model', () => {
  it('holds a model, its guardrail, and a right for each workload on its route', () => {
    const stack = written('aws-bedrock-import-eu-import', 'examples/eu-import.yaml');
    expect(propertiesOf(stack, 'ModelInvoke')).toMatchObject({ Roles: ['llama-platform-eu-import-claims'] });
    expect(Object.values(stack.Resources).filter(({ Type }) => Type === 'AWS::Bedrock::Guardrail')).toHaveLength(1);
    expect(Object.values(stack.Resources).filter(({ Type }) => Type === 'Custom::BedrockImportedModel')).toHaveLength(1);
  });

  it('reads the bucket of weights by the parameter of the weights stack', () => {
    const stack = written('aws-bedrock-import-eu-import', 'examples/eu-import.yaml');
    expect(Object.values<Json>(stack.Parameters).map(({ Default }) => Default)).toEqual(expect.arrayContaining(['/llama/eu-import/weights/bucket']));
  });
});
