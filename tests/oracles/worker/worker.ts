import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Verdict } from '../tools.js';
import { calls, secret } from './calls.js';
import { served, workerd } from './workerd.js';

/** The Worker in front of Workers AI in the runtime of Workers, as it is deployed: bytes, compatibility date and names of bindings. What it is bound to is a stand. */
export async function worker(): Promise<Verdict> {
  const found = workerd();
  if ('missing' in found) return { findings: [], judged: '', skipped: found.missing };
  const directory = mkdtempSync(join(tmpdir(), 'blueprint-workerd-'));
  try {
    const { origin, said, stop } = await served(found.command, directory);
    try {
      const findings: string[] = [];
      for (const { what, path = '/v1/chat/completions', headers, body, status, says, never } of calls) {
        const sent = { authorization: `Bearer ${secret}`, 'content-type': 'application/json', 'x-forwarded-proto': 'https', ...headers };
        const response = await fetch(`${origin}${path}`, { method: 'POST', headers: sent, body });
        const text = await response.text();
        const wrong = [
          ...(response.status === status ? [] : [`is answered ${response.status}. Allowed: ${status}`]),
          ...says.filter((one) => !one.test(text)).map((one) => `is answered without ${one}`),
          ...(never?.test(text) === true ? [`is answered with ${never}`] : []),
        ];
        findings.push(...wrong.map((one) => `worker: ${what} ${one}: ${text.slice(0, 300)}`));
      }
      if (said() !== '') findings.push(`worker: printed ${said().slice(0, 300)}. Allowed: nothing`);
      return { findings, judged: `${calls.length} calls of the Worker in workerd` };
    } finally {
      stop();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
