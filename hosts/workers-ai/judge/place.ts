import type { Problem } from '../../../evidence/synthesized/problem.js';
import { renderedText } from '../../../evidence/synthesized/rendered-text.js';
import { record } from '../../../evidence/synthesized/stack.js';
import type { JudgedHost } from '../../shared/host-judge.js';
import type { WorkersAiHost } from '../schema.js';

/** In how far a module deploys to another account than the topology says, or signs in with something else than a token of the pipeline's environment. */
export function* placeProblems({ topology, host, stacks }: JudgedHost<WorkersAiHost>): Iterable<Problem> {
  const accountId = topology.accounts.cloudflare[host.account]?.accountId;
  for (const stack of stacks) {
    const found = record(stack.document['provider'])['cloudflare'];
    if (accountId === undefined || !Array.isArray(found) || found.length !== 1) {
      yield { stack, message: `${stack.name} has no single provider cloudflare of a known account.` };
      continue;
    }
    const settings = Object.keys(found[0] as object).sort();
    if (settings.length > 0)
      yield {
        stack,
        message: `${stack.name} has ${settings.join(', ')} in provider cloudflare. Allowed: nothing, so that the token is in the environment alone.`,
      };
    for (const resource of stack.resources) {
      const named = resource.properties['account_id'] === undefined ? 'none' : renderedText(resource.properties['account_id']);
      if (named !== accountId) yield { resource, message: `${resource.id} is made in account ${named}. Allowed: ${accountId}.` };
    }
  }
}
