import { isIngestStack } from '../../evidence/weights/ingest-stack.js';
import type { Rule } from '../rule.js';
import { ingestNamesProblems } from './ingest-names.js';
import { ingestPathProblems } from './ingest-paths.js';

export const rule: Rule = {
  id: 'network/ingest-egress',
  severity: 'fatal',
  title: 'The network that brings weights in holds the job alone, and reaches their source alone.',
  why: 'It is the only way to the internet in the whole system, and what runs there may write what every node will serve. A server placed beside the job, a connection to another network, a port or a name more than the download needs turns the supply of weights into the way in and the way out.',
  fix: 'Leave the network as it is emitted: one private subnet behind a NAT gateway, HTTPS only, names from facts/huggingface.yaml, nothing else in it. What else needs the internet belongs somewhere else.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall.html',

  *stack(stack, { topology }) {
    if (!isIngestStack(topology, stack)) return;
    for (const { message, resource } of [...ingestPathProblems(stack), ...ingestNamesProblems(stack)]) {
      yield { path: resource?.origin ?? 'weights.ingest', message, ...(resource === undefined ? { stack } : { resource }) };
    }
  },
};
