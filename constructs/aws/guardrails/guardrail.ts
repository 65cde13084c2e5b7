import { createHash } from 'node:crypto';
import { CfnGuardrail, CfnGuardrailVersion } from 'aws-cdk-lib/aws-bedrock';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

export interface GuardrailProps {
  /** Name, unique in its account and region. */
  readonly name: string;
  /** Key that encrypts the definition. */
  readonly key: IKey;
  /** Strength of the content filters on input and output. */
  readonly strength: 'low' | 'medium' | 'high';
  /** Types of the content filters, such as `VIOLENCE`. */
  readonly contentFilters: readonly string[];
  /** Topics that are refused, asked or answered. At least one. */
  readonly deniedTopics: readonly { readonly name: string; readonly definition: string; readonly examples: readonly string[] }[];
  /**
   * Identifiers to look for, such as `PASSWORD`, and what to do with them.
   * @default - personal data passes
   */
  readonly personalData?: { readonly identifiers: readonly string[]; readonly action: 'anonymize' | 'block' };
  /**
   * Scores that answers from documents must reach, 0 to 1.
   * @default - none
   */
  readonly grounding?: readonly { readonly type: string; readonly threshold: number }[];
}

const messages = {
  blockedInputMessaging: 'This request is outside the acceptable use of this assistant.',
  blockedOutputsMessaging: 'The answer was withheld because it is outside the acceptable use of this assistant.',
};

/** The standard tier would judge prompts in other regions. It is said, so that no new default decides it. */
const tierName = 'CLASSIC';

/** Bedrock guardrail with a published version: callers name the version, so an edit changes nothing until they do. */
export class Guardrail extends Construct {
  readonly guardrailArn: string;
  readonly guardrailId: string;
  readonly version: string;
  /** Digest of everything that a version holds. */
  readonly definition: string;

  constructor(scope: Construct, id: string, props: GuardrailProps) {
    super(scope, id);
    const content = { ...messages, ...policies(props) };
    const guardrail = new CfnGuardrail(this, 'Guardrail', { name: props.name, kmsKeyArn: props.key.keyArn, ...content });
    this.definition = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12);
    const version = new CfnGuardrailVersion(this, 'Version', {
      guardrailIdentifier: guardrail.attrGuardrailId,
      // A version is immutable; a changed definition changes this text, which replaces the version.
      description: `Definition ${this.definition}`,
    });
    // Callers name the old version until they take the new one.
    version.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.guardrailArn = guardrail.attrGuardrailArn;
    this.guardrailId = guardrail.attrGuardrailId;
    this.version = version.attrVersion;
  }
}

function policies({ strength, contentFilters, deniedTopics, personalData, grounding = [] }: GuardrailProps) {
  const both = { inputAction: 'BLOCK', outputAction: 'BLOCK' };
  return {
    contentPolicyConfig: {
      contentFiltersTierConfig: { tierName },
      filtersConfig: contentFilters.map((type) => {
        const inputStrength = strength.toUpperCase();
        // Prompt attacks only exist on the way in; the service demands NONE for the way out.
        if (type === 'PROMPT_ATTACK') return { type, inputStrength, outputStrength: 'NONE', inputAction: 'BLOCK' };
        return { type, inputStrength, outputStrength: inputStrength, ...both };
      }),
    },
    topicPolicyConfig: {
      topicsTierConfig: { tierName },
      topicsConfig: deniedTopics.map(({ name, definition, examples }) => ({ name, type: 'DENY', definition, examples: [...examples], ...both })),
    },
    ...(personalData !== undefined && {
      sensitiveInformationPolicyConfig: {
        piiEntitiesConfig: personalData.identifiers.map((type) => ({ type, action: personalData.action.toUpperCase() })),
      },
    }),
    ...(grounding.length > 0 && {
      contextualGroundingPolicyConfig: { filtersConfig: grounding.map(({ type, threshold }) => ({ type, threshold, action: 'BLOCK' })) },
    }),
  };
}
