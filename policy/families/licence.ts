import { rule as accepted } from '../licence/accepted.js';
import { rule as aupAttestation } from '../licence/aup-attestation.js';
import { rule as aupCoverage } from '../licence/aup-coverage.js';
import { rule as derivedModels } from '../licence/derived-models.js';
import { rule as display } from '../licence/display.js';
import { rule as downstreamTerms } from '../licence/downstream-terms.js';
import { rule as euMultimodal } from '../licence/eu-multimodal.js';
import { rule as guardModel } from '../licence/guard-model.js';
import { rule as guardrailContent } from '../licence/guardrail-content.js';
import { rule as guardrailStrength } from '../licence/guardrail-strength.js';
import { rule as improve } from '../licence/improve.js';
import { rule as litigation } from '../licence/litigation.js';
import { rule as mau } from '../licence/mau.js';
import { rule as mauAzure } from '../licence/mau-azure.js';
import { rule as naming } from '../licence/naming.js';
import { rule as notice } from '../licence/notice.js';
import type { Rule } from '../rule.js';

/** Rules of family licence, in the order of their ids. */
export const licence: readonly Rule[] = [
  accepted,
  aupAttestation,
  aupCoverage,
  derivedModels,
  display,
  downstreamTerms,
  euMultimodal,
  guardModel,
  guardrailContent,
  guardrailStrength,
  improve,
  litigation,
  mau,
  mauAzure,
  naming,
  notice,
];
