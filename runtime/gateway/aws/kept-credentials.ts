/** Credentials as the SDK takes them. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** Milliseconds before their end at which credentials are no longer given out: a request that is signed now must still arrive. */
const margin = 60_000;

/**
 * Keeps credentials and fetches new ones at two thirds of their life, in the background. Those it has are given out until a minute before
 * they end, whatever becomes of the renewal; then callers wait for a fetch and get its error.
 */
export function keptCredentials(fetch: () => Promise<Credentials>, now: () => number = Date.now): () => Promise<Credentials> {
  let kept: { readonly value: Credentials; readonly renewAt: number } | undefined;
  let running: Promise<Credentials> | undefined;
  const renew = (): Promise<Credentials> => {
    running ??= fetch()
      .then((value) => {
        const start = now();
        kept = { value, renewAt: start + ((value.expiration.getTime() - start) * 2) / 3 };
        return value;
      })
      .finally(() => {
        running = undefined;
      });
    return running;
  };
  return async () => {
    if (kept === undefined || now() >= kept.value.expiration.getTime() - margin) return renew();
    // Its error reaches whoever asks after these have ended.
    if (now() >= kept.renewAt) renew().catch(() => undefined);
    return kept.value;
  };
}
