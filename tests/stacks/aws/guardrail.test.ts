import { describe, expect, it } from 'vitest';
import { guardrailLimit, personalIdentifiers } from '../../../facts/guardrails.js';
import type { Outputs } from '../../../topology/outputs.js';
import { type Json, resourceOf, type Written } from '../../support/documents.js';
import { evidenceOf } from '../../support/synthesized.js';
import { type Edit, topologyWith } from '../../support/topologies.js';

const bedrock = (edits: readonly Edit[] = [], file = 'topology.yaml', outputs: Outputs = {}): Json =>
  evidenceOf(topologyWith(edits, file, outputs)).aws?.find(({ name }) => /aws-bedrock-(us-bedrock|import)/.test(name))?.document;
const guardrail = (...args: Parameters<typeof bedrock>) => resourceOf(bedrock(...args), 'AWS::Bedrock::Guardrail');
const definition = (...args: Parameters<typeof bedrock>): string => bedrock(...args).Outputs.GuardrailDefinition.Value;
const types = (filters: { Type: string }[]) => filters.map(({ Type }) => Type);
const older = 'llama-3-70b-instruct';

describe('the guardrail of a host', () => {
  it('holds what the use policy of its model forbids', () => {
    const { ContentPolicyConfig, TopicPolicyConfig } = guardrail();
    expect(types(ContentPolicyConfig.FiltersConfig)).toEqual(['HATE', 'INSULTS', 'MISCONDUCT', 'PROMPT_ATTACK', 'SEXUAL', 'VIOLENCE']);
    expect(TopicPolicyConfig.TopicsConfig).toHaveLength(18);
    for (const topic of TopicPolicyConfig.TopicsConfig) expect(topic).toMatchObject({ Type: 'DENY', InputAction: 'BLOCK', OutputAction: 'BLOCK' });
    expect(ContentPolicyConfig.FiltersConfig).toContainEqual({ Type: 'PROMPT_ATTACK', InputStrength: 'HIGH', OutputStrength: 'NONE', InputAction: 'BLOCK' });
  });

  it('is the same for an imported model of the same licence', () => {
    const { ContentPolicyConfig, TopicPolicyConfig } = guardrail([], 'examples/eu-import.yaml');
    expect({ ContentPolicyConfig, TopicPolicyConfig }).toEqual({
      ContentPolicyConfig: guardrail().ContentPolicyConfig,
      TopicPolicyConfig: guardrail().TopicPolicyConfig,
    });
  });

  it('says its tier and names no guardrail profile, so that nothing is judged in another region', () => {
    const { ContentPolicyConfig, TopicPolicyConfig, CrossRegionConfig } = guardrail();
    expect([ContentPolicyConfig.ContentFiltersTierConfig, TopicPolicyConfig.TopicsTierConfig]).toEqual([{ TierName: 'CLASSIC' }, { TierName: 'CLASSIC' }]);
    expect(CrossRegionConfig).toBeUndefined();
  });

  it('tells people in words that fit', () => {
    const { BlockedInputMessaging, BlockedOutputsMessaging } = guardrail();
    for (const message of [BlockedInputMessaging, BlockedOutputsMessaging])
      expect(message.length).toBeLessThanOrEqual(guardrailLimit('blockedMessageCharacters'));
  });

  it('looks for the identifiers of the most sensitive data that passes', () => {
    const entities = guardrail().SensitiveInformationPolicyConfig.PiiEntitiesConfig;
    expect(types(entities)).toEqual(personalIdentifiers(['customer']));
    expect(new Set(entities.map(({ Action }: { Action: string }) => Action))).toEqual(new Set(['ANONYMIZE']));
    const regulated = guardrail([['    regions: [us-east-2]\n    dataClass: customer', '    regions: [us-east-2]\n    dataClass: regulated']]);
    expect(types(regulated.SensitiveInformationPolicyConfig.PiiEntitiesConfig)).toEqual(personalIdentifiers(['regulated']));
    expect(guardrail([['personalData: anonymize', 'personalData: allow']]).SensitiveInformationPolicyConfig).toBeUndefined();
  });

  it('checks grounding where a grounded workload runs, and only there', () => {
    expect(guardrail().ContextualGroundingPolicyConfig).toBeUndefined();
    const grounded = guardrail([['class: variable', 'class: grounded']]);
    expect(grounded.ContextualGroundingPolicyConfig.FiltersConfig).toEqual([
      { Type: 'GROUNDING', Threshold: 0.7, Action: 'BLOCK' },
      { Type: 'RELEVANCE', Threshold: 0.7, Action: 'BLOCK' },
    ]);
  });

  it('is not made where the topology names one', () => {
    const document = bedrock([['zones:\n  eu: [EU27]', 'existing:\n  guardrails:\n    us-bedrock: {id: gr1abc2def3g, version: "7"}\n\nzones:\n  eu: [EU27]']]);
    expect(Object.values<Json>(document.Resources).filter(({ Type }) => Type.startsWith('AWS::Bedrock::Guardrail'))).toEqual([]);
    expect(acceptedBy(document)).toEqual(['arn:aws:bedrock:us-east-2:111122223333:guardrail/gr1abc2def3g:7']);
  });
});

describe('versions', () => {
  const edits: [name: string, edit: Edit][] = [
    ['strength', ['guardrail: {strength: high', 'guardrail: {strength: low']],
    ['what becomes of personal data', ['personalData: anonymize', 'personalData: block']],
    ['the data class of a workload', ['    regions: [us-east-2]\n    dataClass: customer', '    regions: [us-east-2]\n    dataClass: regulated']],
    ['the class of a workload', ['class: variable', 'class: grounded']],
  ];

  it.each(edits)('are replaced by a change of %s', (_, edit) => {
    expect(definition([edit])).not.toBe(definition());
    expect(resourceOf(bedrock([edit]), 'AWS::Bedrock::GuardrailVersion').Description).toBe(`Definition ${definition([edit])}`);
  });

  it.each<[string, Edit]>([
    [
      'the model, where its licence demands the same',
      ['release: llama-3.3-70b-instruct\n    precision: fp8', 'release: llama-3.1-70b-instruct\n    precision: fp8'],
    ],
    ['a budget', ['usdPerMonth: 140000', 'usdPerMonth: 150000']],
    ['what the gateway hands over', ['personalData: anonymize}', 'personalData: anonymize, guarding: comprehensive}']],
  ])('stay through a change of %s', (_, edit) => {
    expect(definition([edit])).toBe(definition());
  });

  it('know nothing that the older licences do not demand', () => {
    // Circumventing safeguards came with 3.2; its filter was there for malware before.
    expect(definition([['release: llama-3.3-70b-instruct\n    precision: fp8', `release: ${older}\n    precision: fp8`]])).toBe(definition());
  });

  it('outlive their replacement and their stack, but not a failed creation', () => {
    const version = Object.values<Json>(bedrock().Resources).find(({ Type }) => Type === 'AWS::Bedrock::GuardrailVersion');
    expect(version).toMatchObject({ UpdateReplacePolicy: 'Retain', DeletionPolicy: 'RetainExceptOnCreate' });
  });

  it('may be named while the outputs file still says the one before', () => {
    const known = (deployed: string): Outputs => ({ hosts: { 'us-bedrock': { guardrail: { id: 'gr1abc2def3g', version: '4', definition: deployed } } } });
    const [current] = acceptedBy(bedrock());
    expect(acceptedBy(bedrock([], 'topology.yaml', known('0123456789ab')))).toEqual([current, expect.stringMatching(/GuardrailArn.*:4$/)]);
    expect(acceptedBy(bedrock([], 'topology.yaml', known(definition())))).toEqual([current]);
  });
});

/** Guardrails that the callers of a stack may name, as text. */
function acceptedBy(document: Written): string[] {
  const policy = Object.values<Json>(document.Resources).find(({ Type }) => Type === 'AWS::IAM::ManagedPolicy').Properties.PolicyDocument;
  const values = [policy.Statement[0].Condition.StringEquals['bedrock:GuardrailIdentifier']].flat();
  return values.map((value: Json) =>
    typeof value === 'string' ? value : value['Fn::Join'][1].map((part: Json) => part['Fn::GetAtt']?.join('.') ?? part).join(''),
  );
}
