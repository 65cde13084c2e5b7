import { formOf, servedModels } from '../../hosts/schemas.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'supply-chain/weights-supplied',
  severity: 'error',
  title: 'Something brings weights to every host that serves them from a bucket: a job made here, or the role, service account or identity of one of your own.',
  why: 'Model servers have no route to the internet and serve only what is in the bucket, signed. Without a declared writer nothing fills it: the capacity is paid for while every node refuses to start. And until a writer is named, the key that signs manifests answers to whoever the account lets use it.',
  fix: 'Declare weights.ingest or weights.ingestRole for hosts on AWS, weights.ingestServiceAccount for fleets on Google, weights.ingestPrincipal for fleets on Azure.',
  source: 'docs/runbooks/weights.md, docs/runbooks/google-fleet.md, docs/runbooks/azure-fleet.md',

  *topology({ topology }) {
    const { ingest, ingestRole, ingestServiceAccount, ingestPrincipal } = topology.weights;
    const supplied = {
      aws: ingest !== undefined || ingestRole !== undefined,
      google: ingestServiceAccount !== undefined,
      azure: ingestPrincipal !== undefined,
    };
    for (const [id, host] of sortedEntries(topology.hosts)) {
      const { weights: cloud } = formOf(host);
      if (cloud === 'none' || supplied[cloud] || !('region' in host)) continue;
      yield {
        path: pathOf('hosts', id, 'model'),
        message: `${id} serves ${servedModels(host).join(' and ')} from a bucket of ${host.account} in ${host.region}, and nothing brings weights there: ${missing[cloud]}.`,
        fix: fixes[cloud](topology, host.region),
      };
    }
  },
};

const missing = {
  aws: 'the topology has neither weights.ingest nor weights.ingestRole',
  google: 'the topology has no weights.ingestServiceAccount',
  azure: 'the topology has no weights.ingestPrincipal',
} as const;

const fixes: Readonly<Record<keyof typeof missing, (topology: Topology, region: string) => string>> = {
  aws: (topology, region) => {
    const serving = new Set(Object.values(topology.hosts).map(({ account }) => account));
    const free = sortedEntries(topology.accounts.aws).find(([alias, { organization }]) => !serving.has(alias) && organization === undefined);
    const where = free === undefined ? 'an AWS account in which nothing serves, added to accounts.aws' : `${free[0]}, an account in which nothing serves`;
    return `Add weights.ingest: {account, image, regions: {${region}: {cidr, availabilityZone: ${region}a}}, startedBy}. account is ${where}; image, that of the job in its registry by digest; cidr, a private range of its own, such as 10.250.0.0/24; startedBy, ARNs of the roles that may start it. Or, for a job of your own, weights.ingestRole: the ARN of its role, in such an account.`;
  },
  google: () =>
    'Add weights.ingestServiceAccount: the e-mail address of the service account of your job, in a project in which nothing serves, such as weights-ingest@<project>.iam.gserviceaccount.com.',
  azure: () => 'Add weights.ingestPrincipal: the object id of the identity of your job, which runs in a subscription in which nothing serves.',
};
