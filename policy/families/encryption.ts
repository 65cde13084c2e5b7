import { rule as atRest } from '../encryption/at-rest.js';
import { rule as certificatePlace } from '../encryption/certificate-place.js';
import { rule as inTransit } from '../encryption/in-transit.js';
import type { Rule } from '../rule.js';

/** Rules of family encryption, in the order of their ids. */
export const encryption: readonly Rule[] = [atRest, certificatePlace, inTransit];
