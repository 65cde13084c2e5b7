import { rule as ending } from '../lifecycle/ending.js';
import { rule as evaluated } from '../lifecycle/evaluated.js';
import { rule as fineTuneBase } from '../lifecycle/fine-tune-base.js';
import { rule as grantEnds } from '../lifecycle/grant-ends.js';
import { rule as legacy } from '../lifecycle/legacy.js';
import { rule as offered } from '../lifecycle/offered.js';
import { rule as retired } from '../lifecycle/retired.js';
import { rule as retiresBeforeMigration } from '../lifecycle/retires-before-migration.js';
import { rule as softwareEnds } from '../lifecycle/software-ends.js';
import { rule as transitionWindow } from '../lifecycle/transition-window.js';
import type { Rule } from '../rule.js';

/** Rules of family lifecycle, in the order of their ids. */
export const lifecycle: readonly Rule[] = [
  ending,
  evaluated,
  fineTuneBase,
  grantEnds,
  legacy,
  offered,
  retired,
  retiresBeforeMigration,
  softwareEnds,
  transitionWindow,
];
