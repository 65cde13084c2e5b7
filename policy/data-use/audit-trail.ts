import { approvalOf } from '../../derived/approval-of.js';
import { regimeBasis, regimeFacts } from '../../facts/regimes.js';
import { cloudOf } from '../../hosts/schemas.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, hostsNamedBy, sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'data-use/audit-trail',
  severity: 'error',
  title: 'Where a regime asks who called what, the account of every host of the workload has an audit trail.',
  why: 'Audit logs of Google projects and Azure subscriptions that this topology owns are made and judged here. The trail of an AWS account belongs to the organisation, and no template here shows whether it is on.',
  fix: 'Record an approval of kind audit-trail with subject accounts.<cloud>.<alias> that names the trail, its retention and who reads it; or let this topology own the project or subscription.',
  source: '45 CFR 164.312(b); NIST SP 800-53 AU-2, AU-12; facts/regimes.yaml',

  *topology({ topology, asOf }) {
    for (const [id, workload] of sortedEntries(topology.workloads)) {
      const regime = workload.regimes.map(regimeFacts).find(({ auditTrail }) => auditTrail);
      if (regime === undefined) continue;
      for (const { host, field } of hostsNamedBy(workload)) {
        const account = accountOf(topology, host);
        if (account.judgedHere) continue;
        const { inForce, lapsed } = approvalOf(topology, 'audit-trail', account.path, asOf);
        if (inForce !== undefined) continue;
        const also = lapsed === undefined ? '' : `; approval ${lapsed} is not in force`;
        yield {
          path: pathOf('workloads', id, field),
          message: `${id} falls under ${regime.regime}, and nothing says that calls in ${account.path} of ${host} are recorded${also}. ${regimeBasis(regime)}.`,
        };
      }
    }
  },
};

/** The account of a host, and whether its audit logs are synthesized, which `data-use/audit-log` judges. */
function accountOf(topology: Topology, id: string): { readonly path: string; readonly judgedHere: boolean } {
  const host = entity(topology.hosts, id);
  const cloud = cloudOf(host);
  const path = pathOf('accounts', cloud, host.account);
  if (cloud === 'google') return { path, judgedHere: entity(topology.accounts.google, host.account).owns };
  if (cloud === 'azure') return { path, judgedHere: entity(topology.accounts.azure, host.account).owns };
  return { path, judgedHere: false };
}
