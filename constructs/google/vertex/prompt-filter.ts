import { ModelArmorTemplate } from '@cdktf/provider-google/lib/model-armor-template/index.js';
import type { Construct } from 'constructs';

export interface PromptFilterProps {
  /** Project that it is made in. */
  readonly project: string;
  /** Region or multi-region that prompts are screened in. */
  readonly location: string;
  /** Id of the template in its location. */
  readonly templateId: string;
  /** Confidence from which a finding counts. */
  readonly confidence: 'LOW_AND_ABOVE' | 'MEDIUM_AND_ABOVE' | 'HIGH';
  /** Also looks for personal data, with the detectors that Google chose. */
  readonly personalData: boolean;
  /** Finance's labels. */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * What the gateway asks Model Armor before and after a call. Nothing here stands in the way by itself: Google's floor
 * settings reach Gemini only, so a Llama answer is screened when the gateway sends it and not otherwise.
 */
export class PromptFilter extends ModelArmorTemplate {
  constructor(scope: Construct, id: string, props: PromptFilterProps) {
    super(scope, id, {
      project: props.project,
      location: props.location,
      templateId: props.templateId,
      filterConfig: {
        piAndJailbreakFilterSettings: { filterEnforcement: 'ENABLED', confidenceLevel: props.confidence },
        maliciousUriFilterSettings: { filterEnforcement: 'ENABLED' },
        raiSettings: {
          raiFilters: ['DANGEROUS', 'HARASSMENT', 'HATE_SPEECH', 'SEXUALLY_EXPLICIT'].map((filterType) => ({ filterType, confidenceLevel: props.confidence })),
        },
        sdpSettings: { basicConfig: { filterEnforcement: props.personalData ? 'ENABLED' : 'DISABLED' } },
      },
      templateMetadata: {
        // Would write prompts and answers to Cloud Logging.
        logSanitizeOperations: false,
        logTemplateOperations: true,
        multiLanguageDetection: { enableMultiLanguageDetection: true },
        // A filter that fails is a filter that did not look.
        ignorePartialInvocationFailures: false,
        enforcementType: 'INSPECT_AND_BLOCK',
      },
      labels: { ...props.labels },
    });
  }
}
