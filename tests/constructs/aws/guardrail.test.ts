import { describe, expect, it } from 'vitest';
import { definition, type Json, propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const bedrock = written('aws-bedrock-us-bedrock');

describe('a guardrail', () => {
  it('blocks every filter at the declared strength both ways, except attacks, which only a prompt can hold', () => {
    const filters = propertiesOf(bedrock, 'Guardrail').ContentPolicyConfig.FiltersConfig;
    expect(filters.map(({ Type, InputStrength, OutputStrength }: Json) => [Type, InputStrength, OutputStrength])).toEqual([
      ['HATE', 'HIGH', 'HIGH'],
      ['INSULTS', 'HIGH', 'HIGH'],
      ['MISCONDUCT', 'HIGH', 'HIGH'],
      ['PROMPT_ATTACK', 'HIGH', 'NONE'],
      ['SEXUAL', 'HIGH', 'HIGH'],
      ['VIOLENCE', 'HIGH', 'HIGH'],
    ]);
  });

  it('stays in its region: the tier that sends prompts elsewhere is not used', () => {
    expect(propertiesOf(bedrock, 'Guardrail')).toMatchObject({ ContentPolicyConfig: { ContentFiltersTierConfig: { TierName: 'CLASSIC' } } });
    expect(propertiesOf(bedrock, 'Guardrail').CrossRegionConfig).toBeUndefined();
  });

  it('keeps the versions that callers may still name', () => {
    expect(definition(bedrock, 'GuardrailVersion').DeletionPolicy).toBe('RetainExceptOnCreate');
  });
});
