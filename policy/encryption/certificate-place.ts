import { isHost } from '../../hosts/schemas.js';
import { pathOf } from '../../topology/path.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'encryption/certificate-place',
  severity: 'error',
  title: 'The certificate of a fleet is of the account or project and of the region that its load balancer is in.',
  why: 'A load balancer takes no certificate of another account or region: the deployment fails after the nodes are paid for. A certificate that a foreign account holds would be answered for, and revoked, by somebody else.',
  fix: 'Name a certificate of the host’s own account or project, in its region.',
  source: 'Elastic Load Balancing User Guide, HTTPS listeners; Google Cloud, Certificate Manager',

  *topology({ topology: { hosts, accounts } }) {
    for (const [id, host] of sortedEntries(hosts)) {
      if (isHost(host, 'self-hosted-aws')) {
        const { id: account, partition } = entity(accounts.aws, host.account);
        const start = `arn:${partition}:acm:${host.region}:${account}:certificate/`;
        const { certificateArn } = host.endpoint;
        // One that is issued here is of the stack's own account and region.
        if (certificateArn === undefined || certificateArn.startsWith(start)) continue;
        yield { path: pathOf('hosts', id, 'endpoint', 'certificateArn'), message: `It is ${certificateArn}. Allowed: ${start}….` };
      } else if (isHost(host, 'self-hosted-google')) {
        const { project } = entity(accounts.google, host.account);
        const [, of, , place] = host.endpoint.certificate.split('/');
        if (of === project && place === host.region) continue;
        yield {
          path: pathOf('hosts', id, 'endpoint', 'certificate'),
          message: `It is ${host.endpoint.certificate}. Allowed: one of project ${project} in ${host.region}.`,
        };
      }
    }
  },
};
