import { renderedText } from '../synthesized/rendered-text.js';
import type { SynthesizedStack } from '../synthesized/stack.js';

/** In how far a module deploys to another account than the topology says, or signs in with something else than a token of the pipeline's environment. */
export function* cloudflareDifferences({ document, resources }: SynthesizedStack, accountId: string | undefined): Iterable<string> {
  const found = (document['provider'] as Readonly<Record<string, unknown>> | undefined)?.['cloudflare'];
  if (accountId === undefined || !Array.isArray(found) || found.length !== 1) {
    yield 'has no single provider cloudflare of a known account';
    return;
  }
  const settings = Object.keys(found[0] as object);
  if (settings.length > 0) yield `has ${settings.sort().join(', ')} in provider cloudflare. Allowed: nothing, so that the token is in the environment alone`;
  for (const { id, properties } of resources) {
    const named = properties['account_id'] === undefined ? 'none' : renderedText(properties['account_id']);
    if (named !== accountId) yield `makes ${id} in account ${named}. Allowed: ${accountId}`;
  }
}
