import type { Rule } from '../rule.js';
import { rule as regime } from '../waivers/regime.js';
import { rule as unknown } from '../waivers/unknown.js';
import { rule as unused } from '../waivers/unused.js';

/** Rules of family waivers, in the order of their ids. */
export const waivers: readonly Rule[] = [regime, unknown, unused];
