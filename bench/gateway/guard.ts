import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { envoyBinary } from '../../tests/oracles/gateway/gateway.js';
import type { Subject } from '../../tests/oracles/gateway/subject.js';
import { started, type Tools, tools, writtenZones } from '../../tests/oracles/gateway/zones.js';
import { pythonEnvironment } from '../../tests/support/python-environment.js';
import { approvalsFile } from '../../tests/support/topologies.js';

const file = 'examples/sovereign.yaml';
const [workload, guard, host] = ['case-files', 'screen', 'fleet'];
/** A stream of some 400 characters, which is a window, and what the guard's model takes for a verdict beside nothing. */
const answer = { tokens: 160, firstMs: 0, tokenMs: 5 };
const verdictMs = 100;
const [warm, measured] = [10, 60];

/** How the workload is guarded: edits of the topology. */
const modes: Readonly<Record<string, (text: string) => string>> = {
  none: (text) => text.replace(`    guard: ${guard}\n`, ''),
  before: (text) => guarded(text, 'before'),
  windows: (text) => guarded(text, 'windows'),
  buffered: (text) => guarded(text, 'buffered'),
};

/**
 * What Llama Guard adds to the first token of a stream, by mode: what the gateway itself takes, with a guard that answers at once, and with one that takes a while. What
 * its weights take on a GPU is not in it.
 */
export async function benchGuard(): Promise<void> {
  const environment = pythonEnvironment('envoy', 'gateway/local/requirements.txt');
  if ('missing' in environment) throw new Error(`Envoy cannot be installed: ${environment.missing}`);
  const all = tools(envoyBinary(environment.path));
  try {
    for (const [mode, edit] of Object.entries(modes)) {
      const subject = await guardedZone(mode, edit, all);
      try {
        for (const delay of mode === 'none' ? [0] : [0, verdictMs]) {
          const ms = await firstTokens(subject, mode === 'none' ? undefined : delay);
          process.stdout.write(
            `guard ${mode.padEnd(9)} verdict ${String(delay).padStart(3)} ms  first token: middle ${ms[Math.floor(ms.length / 2)]?.toFixed(1)} ms, 95th ${ms[Math.floor(ms.length * 0.95)]?.toFixed(1)} ms\n`,
          );
        }
      } finally {
        subject.close();
        await subject.local.stop();
      }
    }
  } finally {
    all.remove();
  }
}

function guarded(text: string, mode: string): string {
  return text.replace('gateway:\n  engine: envoy\n', `gateway:\n  engine: envoy\n  guard: {regulated: ${mode}}\n`);
}

async function guardedZone(mode: string, edit: (text: string) => string, all: Tools): Promise<Subject> {
  const text = readFileSync(file, 'utf8');
  const edited = edit(text);
  if (edited === text) throw new Error(`${file} has nothing to edit for the mode ${mode}`);
  const copy = join(all.directory, `guard-${mode}.yaml`);
  writeFileSync(copy, edited);
  writeFileSync(approvalsFile(copy), readFileSync(approvalsFile(file), 'utf8'));
  const [zone] = writtenZones(copy, all.directory);
  if (zone === undefined) throw new Error(`${copy} has no zone`);
  return started(zone, all);
}

/** Milliseconds to the first token of streams, one at a time, sorted. */
async function firstTokens(subject: Subject, delay: number | undefined): Promise<number[]> {
  await subject.calm();
  subject.model(host).pace = answer;
  if (delay !== undefined) subject.model(guard).pace = { tokens: 1, firstMs: delay, tokenMs: 0 };
  const found: number[] = [];
  for (let index = 0; index < warm + measured; index += 1) {
    const seen = await subject.ask(workload, { stream: true, max_tokens: answer.tokens });
    if (seen.status !== 200 || !seen.done) throw new Error(`status ${seen.status}: ${seen.text.slice(0, 200)}`);
    if (index >= warm) found.push(seen.tokenMs);
  }
  return found.sort((a, b) => a - b);
}
