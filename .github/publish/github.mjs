/** The part of GitHub's API that publishing needs, over plain HTTP: this runs without an installation. */
export class GitHub {
  /** @param {{ api: string, repository: string, token: string }} access */
  constructor({ api, repository, token }) {
    this.root = `${api}/repos/${repository}`;
    this.token = token;
  }

  /** @returns {Promise<{ body: any, next: string | undefined }>} */
  async request(method, path, content) {
    const url = path.startsWith('http') ? path : `${this.root}${path}`;
    const response = await fetch(url, {
      method,
      headers: { accept: 'application/vnd.github+json', authorization: `Bearer ${this.token}`, 'x-github-api-version': '2022-11-28' },
      ...(content !== undefined && { body: JSON.stringify(content) }),
      signal: AbortSignal.timeout(60_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${new URL(url).pathname}: GitHub answered ${response.status}: ${text.slice(0, 300)}`);
    return { body: text === '' ? undefined : JSON.parse(text), next: /<([^>]+)>;\s*rel="next"/.exec(response.headers.get('link') ?? '')?.[1] };
  }

  /** Every item of a list, over all its pages. */
  async *all(path) {
    for (let page = path; page !== undefined; ) {
      const { body, next } = await this.request('GET', page);
      yield* body;
      page = next;
    }
  }
}
