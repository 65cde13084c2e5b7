import type { Finding } from '../../policy/finding.js';
import type { Rule } from '../../policy/rule.js';
import { type Change, type Json, terraformResourceOf, type Written } from './documents.js';
import { findingsAfter } from './findings.js';

/** The example with a fleet on Google. */
export const googleFleet = 'examples/eu-gce.yaml';

/** Findings of a rule after a hand edit of one of the example's modules, the fleet's unless said otherwise. */
export function onGoogleFleet(rule: Rule, change: Change, stack = 'google-fleet-eu-gce'): Finding[] {
  return findingsAfter(rule, stack, change, {}, googleFleet);
}

/** The template of the nodes in one zone, to be edited. */
export const template = (document: Written): Json => terraformResourceOf(document, 'google_compute_region_instance_template');

/** A part of its user data changed; it must be there exactly once. */
export const userData = (from: string, to: string) => (document: Written) => {
  const metadata = template(document).metadata;
  const places = metadata['user-data'].split(from).length - 1;
  if (places !== 1) throw new Error(`edit matches ${places} places, not one: ${from}`);
  metadata['user-data'] = metadata['user-data'].replace(from, () => to);
};
