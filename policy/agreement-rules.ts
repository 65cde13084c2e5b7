import { rule as baa } from './contract/baa.js';
import { rule as discountEvidence } from './contract/discount-evidence.js';
import { rule as dpa } from './contract/dpa.js';
import { rule as contractExpired } from './contract/expired.js';
import { rule as contractExpiring } from './contract/expiring.js';
import { rule as indemnity } from './contract/indemnity.js';
import { rule as noticePeriod } from './contract/notice-period.js';
import { rule as parallelWindow } from './contract/parallel-window.js';
import { rule as priceProtection } from './contract/price-protection.js';
import { rule as regimeTerms } from './contract/regime-terms.js';
import { rule as reviewAge } from './contract/review-age.js';
import { rule as licenceAccepted } from './licence/accepted.js';
import { rule as aupAttestation } from './licence/aup-attestation.js';
import { rule as aupCoverage } from './licence/aup-coverage.js';
import { rule as display } from './licence/display.js';
import { rule as downstreamTerms } from './licence/downstream-terms.js';
import { rule as euMultimodal } from './licence/eu-multimodal.js';
import { rule as guardModel } from './licence/guard-model.js';
import { rule as guardrailContent } from './licence/guardrail-content.js';
import { rule as guardrailStrength } from './licence/guardrail-strength.js';
import { rule as improve } from './licence/improve.js';
import { rule as mau } from './licence/mau.js';
import { rule as mauAzure } from './licence/mau-azure.js';
import { rule as naming } from './licence/naming.js';
import { rule as ending } from './lifecycle/ending.js';
import { rule as grantEnds } from './lifecycle/grant-ends.js';
import { rule as legacy } from './lifecycle/legacy.js';
import { rule as lifecycleOffered } from './lifecycle/offered.js';
import { rule as lifecycleRetired } from './lifecycle/retired.js';
import { rule as retiresBeforeMigration } from './lifecycle/retires-before-migration.js';
import { rule as transitionWindow } from './lifecycle/transition-window.js';
import type { Rule } from './rule.js';

/** Rules on what was agreed with others: contracts, licences, and what providers promise of their models. */
export const agreementRules: readonly Rule[] = [
  baa,
  discountEvidence,
  dpa,
  contractExpired,
  contractExpiring,
  indemnity,
  noticePeriod,
  parallelWindow,
  priceProtection,
  regimeTerms,
  reviewAge,
  licenceAccepted,
  aupAttestation,
  aupCoverage,
  display,
  downstreamTerms,
  euMultimodal,
  guardModel,
  guardrailContent,
  guardrailStrength,
  improve,
  mau,
  mauAzure,
  naming,
  ending,
  grantEnds,
  legacy,
  lifecycleOffered,
  lifecycleRetired,
  retiresBeforeMigration,
  transitionWindow,
];
