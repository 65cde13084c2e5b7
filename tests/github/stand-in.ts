import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from '../support/documents.js';

export interface Comment {
  readonly id: number;
  readonly user: { readonly type: 'Bot' | 'User' };
  body: string;
}

export interface Pull {
  readonly number: number;
  readonly head: { readonly sha: string; readonly repo: { readonly full_name: string } };
}

export interface Issue {
  readonly number: number;
  readonly user: { readonly type: 'Bot' | 'User'; readonly login: string };
  readonly pull_request?: object;
  state: 'open' | 'closed';
  title: string;
  body: string;
}

/** As much of GitHub's API as publishing calls, with its paging: pages by Link header, at most as long as asked for. */
export class GitHubStandIn {
  readonly comments: Comment[] = [];
  readonly pulls: Pull[] = [];
  readonly issues: Issue[] = [];
  readonly requests: { readonly method: string; readonly path: string; readonly body: Json }[] = [];
  /** Status of uploads of findings. */
  scanning = 202;
  private server: Server | undefined;
  url = '';

  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk) => (text += chunk));
      request.on('end', () => {
        const url = new URL(request.url ?? '/', this.url);
        const body = text === '' ? undefined : JSON.parse(text);
        const path = url.pathname.replace('/repos/acme/llama', '');
        this.requests.push({ method: request.method ?? '', path, body });
        if (request.headers.authorization !== 'Bearer token-of-the-run') return void response.writeHead(401).end('{"message":"Bad credentials"}');
        const { status, content, link } = this.answer(request.method ?? '', path, url, body);
        response.writeHead(status, { 'content-type': 'application/json', ...(link !== undefined && { link }) }).end(JSON.stringify(content));
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server?.closeAllConnections();
    this.server?.close();
  }

  private answer(method: string, path: string, url: URL, body: Json): { status: number; content: unknown; link?: string } {
    const comment = /^\/issues\/comments\/(\d+)$/.exec(path);
    if (method === 'PATCH' && comment !== null) {
      const found = this.comments.find(({ id }) => id === Number(comment[1]));
      if (found === undefined) return { status: 404, content: { message: 'Not Found' } };
      found.body = body.body;
      return { status: 200, content: found };
    }
    if (method === 'POST' && path === '/code-scanning/sarifs') return { status: this.scanning, content: { message: 'code scanning' } };
    if (method === 'POST' && /^\/issues\/\d+\/comments$/.test(path)) {
      if (body.body.length >= 65_536) return { status: 422, content: { message: 'body is too long (maximum is 65536 characters)' } };
      const made: Comment = { id: 9_000 + this.comments.length, user: { type: 'Bot' }, body: body.body };
      this.comments.push(made);
      return { status: 201, content: made };
    }
    if (method === 'GET' && /^\/issues\/\d+\/comments$/.test(path)) return page(this.comments, url);
    if (method === 'GET' && path === '/pulls') return page(this.pulls, url);
    // The newest first, and only open ones unless asked for all.
    if (method === 'GET' && path === '/issues') {
      const [all, creator] = [url.searchParams.get('state') === 'all', url.searchParams.get('creator')];
      const asked = this.issues.filter(({ state, user }) => (all || state === 'open') && (creator ?? user.login) === user.login);
      return page(asked.toReversed(), url);
    }
    if (method === 'POST' && path === '/issues') {
      if (body.body.length >= 65_536) return { status: 422, content: { message: 'body is too long (maximum is 65536 characters)' } };
      const made: Issue = {
        number: this.issues.length + 1,
        user: { type: 'Bot', login: 'github-actions[bot]' },
        state: 'open',
        title: body.title,
        body: body.body,
      };
      this.issues.push(made);
      return { status: 201, content: made };
    }
    const issue = /^\/issues\/(\d+)$/.exec(path);
    if (method === 'PATCH' && issue !== null) {
      const found = this.issues.find(({ number }) => number === Number(issue[1]));
      if (found === undefined) return { status: 404, content: { message: 'Not Found' } };
      return { status: 200, content: Object.assign(found, body) };
    }
    return { status: 404, content: { message: 'Not Found' } };
  }
}

function page(items: readonly unknown[], url: URL): { status: number; content: unknown; link?: string } {
  const size = Math.min(Number(url.searchParams.get('per_page') ?? 30), 100);
  const number = Number(url.searchParams.get('page') ?? 1);
  const next = new URL(url);
  next.searchParams.set('page', String(number + 1));
  const more = items.length > number * size;
  return { status: 200, content: items.slice((number - 1) * size, number * size), ...(more && { link: `<${next}>; rel="next", <${url}>; rel="last"` }) };
}
