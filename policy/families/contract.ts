import { rule as baa } from '../contract/baa.js';
import { rule as discountEvidence } from '../contract/discount-evidence.js';
import { rule as dpa } from '../contract/dpa.js';
import { rule as expired } from '../contract/expired.js';
import { rule as expiring } from '../contract/expiring.js';
import { rule as indemnity } from '../contract/indemnity.js';
import { rule as noticePeriod } from '../contract/notice-period.js';
import { rule as parallelWindow } from '../contract/parallel-window.js';
import { rule as priceProtection } from '../contract/price-protection.js';
import { rule as regimeNamed } from '../contract/regime-named.js';
import { rule as regimeTerms } from '../contract/regime-terms.js';
import { rule as reviewAge } from '../contract/review-age.js';
import type { Rule } from '../rule.js';

/** Rules of family contract, in the order of their ids. */
export const contract: readonly Rule[] = [
  baa,
  discountEvidence,
  dpa,
  expired,
  expiring,
  indemnity,
  noticePeriod,
  parallelWindow,
  priceProtection,
  regimeNamed,
  regimeTerms,
  reviewAge,
];
