import { judgeOf } from '../../hosts/judges.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'encryption/certificate-place',
  severity: 'error',
  title: 'The certificate of a fleet is of the account or project and of the region that its load balancer is in.',
  why: 'A load balancer takes no certificate of another account or region: the deployment fails after the nodes are paid for. A certificate that a foreign account holds would be answered for, and revoked, by somebody else.',
  fix: 'Name a certificate of the host’s own account or project, in its region.',
  source: 'Elastic Load Balancing User Guide, HTTPS listeners; Google Cloud, Certificate Manager',

  *topology({ topology }) {
    for (const [id, host] of sortedEntries(topology.hosts)) {
      const { machines } = judgeOf(host);
      if (machines !== 'none') yield* machines.certificate(topology, { id, host });
    }
  },
};
