import { rule as offered } from '../lifecycle/offered.js';
import { rule as retired } from '../lifecycle/retired.js';
import { rule as transitionWindow } from '../lifecycle/transition-window.js';
import type { Rule } from '../rule.js';

/** Rules of family lifecycle, in the order of their ids. */
export const lifecycle: readonly Rule[] = [offered, retired, transitionWindow];
