import { type DeployTimeValue, deployTimeValues } from '../../derived/deploy-time-values.js';
import { stackName } from '../../derived/names.js';
import { missingWeights } from '../../derived/stored-weights.js';
import { type LackingBroker, lackingBrokers } from '../../derived/token-brokers.js';
import { dig } from '../../evidence/synthesized/stack.js';
import { cloudOf } from '../../hosts/schemas.js';
import type { Outputs } from '../../topology/outputs.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, gatewayNetwork, googlePrincipalOf, sortedEntries } from '../../topology/views.js';
import type { Rule, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'state/unbound',
  severity: 'warning',
  title: 'Every deploy-time value that something else needs is known.',
  why: 'No synth looks anything up, so what needs such a value is left out until the value is committed: the trust in another cloud, what the gateway is configured with, and hosts whose weights are not stored yet. Everything else deploys.',
  fix: 'Deploy the stack that is named, then record the value.',
  source: 'AWS IAM, outbound identity federation; docs/operations.md, deploy-time values',

  *topology({ topology, outputs }) {
    yield* unknownIssuers(topology, outputs);
    yield* unknownValues(topology, outputs);
    yield* absentWeights(topology, outputs);
  },
};

/** Hosts that wait for weights: nothing of them is synthesized, so that no capacity bills and no node starts in vain. */
function* absentWeights(topology: Topology, outputs: Outputs): Iterable<Violation> {
  for (const { host, account, region, model, manifest, recorded } of missingWeights(topology, outputs)) {
    const seen = recorded === undefined ? 'no manifest is recorded there' : `${recorded} is recorded there, of an earlier approval`;
    yield {
      path: pathOf('hosts', host),
      message: `Capacity and service of ${host} are not synthesized: the weights of ${model} (${manifest ?? 'none approved'}) are not known to be stored in ${account}, ${region}; ${seen}. What is deployed already stays as it is.`,
      fix: `Deploy the weights bucket, bring the weights in (docs/runbooks/weights.md), then record them: npm run blueprint -- weights record --model ${model} --account ${account} --region ${region} --manifest MANIFEST.sha256 --signature MANIFEST.sha256.sig --public-key key.der.`,
    };
  }
}

/** Issuers that other clouds have to trust before they let the gateway's roles in. */
function* unknownIssuers(topology: Topology, outputs: Outputs): Iterable<Violation> {
  const waiting = new Map<string, { account: string; cloud: keyof typeof consumers; workloads: Set<string> }>();
  for (const [id, workload] of sortedEntries(topology.workloads)) {
    const network = topology.networks[gatewayNetwork(topology, workload) ?? ''];
    if (network?.cloud !== 'aws') continue;
    const { account } = network;
    if (entity(topology.accounts.aws, account).oidcIssuer !== undefined || outputs.issuers?.[account] !== undefined) continue;
    const hosts = workload.route.map((host) => entity(topology.hosts, host));
    // Google can also be shown a request that AWS signed, or know the gateway by itself: neither needs an issuer.
    const ownOnGoogle = googlePrincipalOf(topology, workload) !== undefined;
    const withTokens = hosts.filter((host) => cloudOf(host) !== 'google' || !(ownOnGoogle || topology.accounts.google[host.account]?.federation === 'aws'));
    for (const cloud of new Set(withTokens.map(cloudOf))) {
      if (!isConsumer(cloud)) continue;
      const key = `${account} ${cloud}`;
      const entry = waiting.get(key) ?? { account, cloud, workloads: new Set<string>() };
      waiting.set(key, { ...entry, workloads: entry.workloads.add(id) });
    }
  }
  for (const { account, cloud, workloads } of waiting.values()) {
    yield {
      path: pathOf('accounts', 'aws', account, 'oidcIssuer'),
      message: `The issuer of ${account} is not known, so ${consumers[cloud]} of ${[...workloads].join(', ')} is not synthesized and their calls to ${cloud} are refused.`,
      fix: `Deploy ${stackName(topology, account, 'aws-identity')}, run "aws iam enable-outbound-web-identity-federation" in that account, and set accounts.aws.${account}.oidcIssuer to the IssuerIdentifier it prints (or issuers.${account} in the outputs file).`,
    };
  }
}

const consumers = {
  google: 'the workload identity pool provider',
  azure: 'the federated identity credential',
  databricks: 'the federation policy',
};

const isConsumer = (cloud: string): cloud is keyof typeof consumers => Object.hasOwn(consumers, cloud);

/** What is to be deployed again with the values of a stack, as a further sentence. */
function taken(brokers: readonly LackingBroker[], stack: string): string {
  const again = brokers.flatMap((broker) => (broker.after.includes(stack) ? [broker.stack] : []));
  return again.length === 0 ? '' : ` Then synthesize, and deploy ${again.join(', ')} again, which fetches no token for an application that it does not know.`;
}

/** What gateways have to be told of hosts: a finding for each stack that prints it, and for each way of finding what none prints. */
function* unknownValues(topology: Topology, outputs: Outputs): Iterable<Violation> {
  const missing = deployTimeValues(topology).filter(({ path }) => dig(outputs, ...path) === undefined);
  const brokers = lackingBrokers(topology, outputs);
  const keyOf = ({ stack, byHand = '' }: DeployTimeValue) => `${stack} ${byHand}`;
  for (const key of new Set(missing.map(keyOf))) {
    const values = missing.filter((value) => keyOf(value) === key);
    const [{ stack, origin, byHand } = { stack: '', origin: 'gateway' }] = values;
    const paths = [...new Set(values.map(({ path }) => path.join('.')))].sort();
    const workloads = [...new Set(values.map(({ workload }) => workload))].sort();
    yield {
      path: origin,
      message: `The gateway cannot be told how to call for ${workloads.join(', ')}: the outputs file lacks ${paths.join(', ')}.`,
      fix:
        byHand === undefined
          ? `Deploy ${stack}, then import its outputs: npm run blueprint -- outputs import <file>.${taken(brokers, stack)}`
          : `Deploy ${stack}. ${byHand} as ${paths.join(', ')} in the outputs file.`,
    };
  }
  // A gateway that exists is told by others, its broker by the outputs file alone.
  const told = new Set(missing.map(({ stack }) => stack));
  for (const broker of brokers) {
    const after = broker.after.filter((stack) => !told.has(stack));
    if (after.length === 0) continue;
    yield {
      path: pathOf('gateway'),
      message: `${broker.stack} cannot be told which applications it fetches tokens for: the outputs file lacks what ${after.join(', ')} prints.`,
      fix: `Deploy ${after.join(', ')}, then import the outputs: npm run blueprint -- outputs import <file>.${after.map((stack) => taken([broker], stack))[0]}`,
    };
  }
}
