import { z } from 'zod';
import { jurisdiction, name, partition, row, text } from './row.js';

/** Fields of a contract that a regime may want an answer in, other than `none`. */
export const contractTerm = z.enum(['deprecationNoticeDays', 'parallelAvailabilityDays', 'slaAvailability']);

export const regimes = {
  regimes: row('A legal regime that a workload may fall under', {
    regime: name,
    what: text.describe('What data it is about, as a person who fills in a topology asks'),
    addenda: z.array(name).describe('Addenda that the contract of every host of such a workload must have'),
    terms: z.array(contractTerm).describe('What those contracts must promise'),
    jurisdictions: z.array(jurisdiction).min(1).describe('Where its data may be without a transfer of its own; ANY where the regime does not say'),
    transfers: z.enum(['approval', 'never']).describe('Elsewhere: with an approval of kind transfer, or not at all'),
    partitions: z.array(partition).describe('Partitions of AWS that hosts must be in; none where any cloud will do'),
    auditTrail: z.boolean().describe('Whether it must be known who called what'),
    unwaivable: z.array(name).describe('Rules of encryption and logging that no waiver silences on hosts of such a workload'),
    basis: text.describe('Articles or controls that say so'),
  }),
  addenda: row('An addendum to a contract', { addendum: name, what: text }),
};
