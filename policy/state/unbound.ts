import { cloudOf } from '../../topology/schema/hosts.js';
import { entity, gatewayNetwork, sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'state/unbound',
  severity: 'warning',
  title: 'Every value that is born at deploy time and that another stack needs is known.',
  why: 'No synth looks anything up, so a stack that needs such a value leaves its consumer out until the value is committed. Everything deploys, and the first call is refused.',
  fix: 'Deploy the stack that is named, then record the value.',
  source: 'AWS IAM, outbound identity federation',

  *topology({ topology, outputs }) {
    const waiting = new Map<string, { account: string; cloud: 'google' | 'azure'; workloads: Set<string> }>();
    for (const [id, workload] of sortedEntries(topology.workloads)) {
      const network = topology.networks[gatewayNetwork(topology, workload) ?? ''];
      if (network?.cloud !== 'aws') continue;
      const { account } = network;
      if (entity(topology.accounts.aws, account).oidcIssuer !== undefined || outputs.issuers?.[account] !== undefined) continue;
      const hosts = workload.route.map((host) => entity(topology.hosts, host));
      // Google can also be shown a request that AWS signed, which needs no issuer.
      const withTokens = hosts.filter((host) => cloudOf(host) !== 'google' || topology.accounts.google[host.account]?.federation !== 'aws');
      for (const cloud of new Set(withTokens.map(cloudOf))) {
        if (cloud !== 'google' && cloud !== 'azure') continue;
        const key = `${account} ${cloud}`;
        const entry = waiting.get(key) ?? { account, cloud, workloads: new Set<string>() };
        waiting.set(key, { ...entry, workloads: entry.workloads.add(id) });
      }
    }
    for (const { account, cloud, workloads } of waiting.values()) {
      yield {
        path: `accounts.aws.${account}.oidcIssuer`,
        message: `The issuer of ${account} is not known, so ${consumers[cloud]} of ${[...workloads].join(', ')} is not synthesized and their calls to ${cloud} are refused.`,
        fix: `Deploy ${topology.name}-${account}-aws-identity, run "aws iam enable-outbound-web-identity-federation" in that account, and set accounts.aws.${account}.oidcIssuer to the IssuerIdentifier it prints (or issuers.${account} in the outputs file).`,
      };
    }
  },
};

const consumers = { google: 'the workload identity pool provider', azure: 'the federated identity credential' };
