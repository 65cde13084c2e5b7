import { rule as aupAttestation } from '../licence/aup-attestation.js';
import { rule as aupCoverage } from '../licence/aup-coverage.js';
import { rule as euMultimodal } from '../licence/eu-multimodal.js';
import { rule as guardModel } from '../licence/guard-model.js';
import { rule as guardrailContent } from '../licence/guardrail-content.js';
import { rule as guardrailStrength } from '../licence/guardrail-strength.js';
import type { Rule } from '../rule.js';

/** Rules of family licence, in the order of their ids. */
export const licence: readonly Rule[] = [aupAttestation, aupCoverage, euMultimodal, guardModel, guardrailContent, guardrailStrength];
