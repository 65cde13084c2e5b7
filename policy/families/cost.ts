import { rule as allocated } from '../cost/allocated.js';
import { rule as billed } from '../cost/billed.js';
import { rule as breakEven } from '../cost/break-even.js';
import { rule as budget } from '../cost/budget.js';
import { rule as cheaperHosted } from '../cost/cheaper-hosted.js';
import { rule as stalePrice } from '../cost/stale-price.js';
import { rule as suspectPrice } from '../cost/suspect-price.js';
import { rule as target } from '../cost/target.js';
import { rule as watched } from '../cost/watched.js';
import type { Rule } from '../rule.js';

/** Rules of family cost, in the order of their ids. */
export const cost: readonly Rule[] = [allocated, billed, breakEven, budget, cheaperHosted, stalePrice, suspectPrice, target, watched];
