/**
 * The release that a provider's name of a model means: `Llama 3.3 70B` is llama-3.3-70b-instruct. Undefined where none begins so, or several do: a
 * latency-optimised variant is another offer, and a guess would be a wrong price.
 */
export function releaseOf(name: string, releases: readonly string[]): string | undefined {
  const wanted = plain(name.replace(/[\s-]instruct$/i, ''));
  // A name without its size stands for many.
  if (!/\d+b$/.test(wanted)) return undefined;
  const found = releases.filter((release) => plain(release).startsWith(wanted));
  return found.length === 1 ? found[0] : undefined;
}

const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
