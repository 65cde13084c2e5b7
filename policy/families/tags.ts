import type { Rule } from '../rule.js';
import { rule as format } from '../tags/format.js';
import { rule as oneWorkload } from '../tags/one-workload.js';
import { rule as required } from '../tags/required.js';
import { rule as unlabellable } from '../tags/unlabellable.js';

/** Rules of family tags, in the order of their ids. */
export const tags: readonly Rule[] = [format, oneWorkload, required, unlabellable];
