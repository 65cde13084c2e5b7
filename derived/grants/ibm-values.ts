import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import type { GrantContext, Values } from './blanks.js';

/** What may fill the blanks of a form in a module for an account of IBM Cloud. */
export function ibmValues(topology: Topology, { place }: GrantContext): Values {
  return { 'ibm account': [entity(topology.accounts.watsonx, place.alias).accountId] };
}
