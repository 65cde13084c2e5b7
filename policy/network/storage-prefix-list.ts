import { s3PrefixList } from '../../facts/ec2.js';
import { hostsOn } from '../../hosts/select.js';
import { traitsOf } from '../../hosts/traits.js';
import { pathOf } from '../../topology/path.js';
import { entity } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'network/storage-prefix-list',
  severity: 'error',
  title: 'The prefix list of S3 is known wherever nodes fetch weights.',
  why: 'Security groups of nodes let connections out to private endpoints and to S3 alone, and S3 is named by a list whose id differs by region. Without the id no node can fetch weights, image layers or packages, and none would ever join.',
  fix: 'Set s3PrefixList of the network to what `aws ec2 describe-managed-prefix-lists --filters Name=prefix-list-name,Values=com.amazonaws.<region>.s3` prints.',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html',

  *topology({ topology }) {
    const fetching = hostsOn(topology, 'aws').filter(([, host]) => traitsOf(host).nodes(host) !== 'none');
    for (const network of new Set(fetching.map(([, host]) => host.network))) {
      const { region, s3PrefixList: declared } = entity(topology.networks, network);
      const known = s3PrefixList(region);
      const path = pathOf('networks', network);
      if (declared === undefined && known === undefined) yield { path, message: `The facts do not have the id of com.amazonaws.${region}.s3.` };
      if (declared !== undefined && known !== undefined && declared !== known) {
        yield {
          path: pathOf('networks', network, 's3PrefixList'),
          message: `com.amazonaws.${region}.s3 is ${declared} here and ${known} in facts/ec2.yaml.`,
          fix: 'Remove s3PrefixList, or correct the facts.',
        };
      }
    }
  },
};
