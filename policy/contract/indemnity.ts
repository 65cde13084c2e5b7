import { contractUses } from '../../derived/contracts-of-hosts.js';
import { isEvidence } from '../../derived/evidence-text.js';
import { publishedIndemnity } from '../../facts/lifecycle.js';
import { traitsOf } from '../../hosts/traits.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'contract/indemnity',
  severity: 'error',
  title: 'Where a workload needs indemnity for what the model puts out, every host of it has one, with evidence.',
  why: 'No published list of indemnified services names Llama: providers indemnify their own models. Weights that you run yourself nobody indemnifies, and the licence has you indemnify Meta.',
  fix: 'Take terms.indemnity: false, and the risk, to whoever may accept it; or record the clause that was negotiated in contracts.<id>.indemnification.',
  source: 'Llama Community License Agreements, clause 5.c; lists of indemnified services of AWS and Google',

  *topology({ topology }) {
    for (const { workloadId, workload, hostId, host, contractId, contract } of contractUses(topology)) {
      if (!workload.terms.indemnity) continue;
      const { covered, evidence } = contract.indemnification;
      const needs = `${workloadId} needs indemnity, and`;
      if (traitsOf(host).operator === 'self') {
        yield {
          path: pathOf('workloads', workloadId, 'terms', 'indemnity'),
          message: `${needs} ${hostId} runs weights of your own: ${publishedIndemnity(host.kind)}.`,
        };
      } else if (!covered || !isEvidence(evidence)) {
        yield {
          path: pathOf('contracts', contractId, 'indemnification'),
          message: `${needs} ${contractId} of ${hostId} ${covered ? 'has no evidence of it' : 'covers none'}: ${publishedIndemnity(host.kind)}.`,
        };
      }
    }
  },
};
