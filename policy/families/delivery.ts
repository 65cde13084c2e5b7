import { rule as admitted } from '../delivery/admitted.js';
import { rule as armed } from '../delivery/armed.js';
import { rule as heard } from '../delivery/heard.js';
import type { Rule } from '../rule.js';

/** Rules of family delivery, in the order of their ids. */
export const delivery: readonly Rule[] = [admitted, armed, heard];
