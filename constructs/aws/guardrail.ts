import { createHash } from 'node:crypto';
import { CfnGuardrail, CfnGuardrailVersion } from 'aws-cdk-lib/aws-bedrock';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

export interface GuardrailProps {
  readonly name: string;
  readonly key: IKey;
  /** Strength of the content filters on input and output. */
  readonly strength: 'low' | 'medium' | 'high';
  readonly personalData: 'anonymize' | 'block' | 'allow';
}

const contentFilters = ['HATE', 'INSULTS', 'MISCONDUCT', 'SEXUAL', 'VIOLENCE'];
/** Identifiers whose disclosure harms a person; names and addresses stay, or no letter could be written. */
const personalIdentifiers = ['CREDIT_DEBIT_CARD_NUMBER', 'INTERNATIONAL_BANK_ACCOUNT_NUMBER', 'PASSWORD', 'PIN', 'US_SOCIAL_SECURITY_NUMBER'];

/** Bedrock guardrail with a published version: callers name the version, so an edit changes nothing until they do. */
export class Guardrail extends Construct {
  readonly guardrailArn: string;
  readonly version: string;

  constructor(scope: Construct, id: string, props: GuardrailProps) {
    super(scope, id);
    const strength = props.strength.toUpperCase();
    const definition = {
      contentPolicyConfig: {
        filtersConfig: [
          ...contentFilters.map((type) => ({ type, inputStrength: strength, outputStrength: strength })),
          // Prompt attacks only exist on the way in; the service demands NONE for the way out.
          { type: 'PROMPT_ATTACK', inputStrength: strength, outputStrength: 'NONE' },
        ],
      },
      ...(props.personalData !== 'allow' && {
        sensitiveInformationPolicyConfig: {
          piiEntitiesConfig: personalIdentifiers.map((type) => ({ type, action: props.personalData.toUpperCase() })),
        },
      }),
    };
    const guardrail = new CfnGuardrail(this, 'Guardrail', {
      name: props.name,
      blockedInputMessaging: 'This request is outside the acceptable use of this assistant.',
      blockedOutputsMessaging: 'The answer was withheld because it is outside the acceptable use of this assistant.',
      kmsKeyArn: props.key.keyArn,
      ...definition,
    });
    const digest = createHash('sha256').update(JSON.stringify(definition)).digest('hex').slice(0, 12);
    const version = new CfnGuardrailVersion(this, 'Version', {
      guardrailIdentifier: guardrail.attrGuardrailId,
      // A version is immutable; a changed definition changes this text, which replaces the version.
      description: `Definition ${digest}`,
    });
    this.guardrailArn = guardrail.attrGuardrailArn;
    this.version = version.attrVersion;
  }
}
