import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change } from '../../../../gateway/local/pointed.js';
import { holds, type Scenario } from '../scenario.js';

/** What a local run may change of the emitted files: where addresses lead. By the member that is changed, and the form of what was there. */
const allowed: readonly (readonly [RegExp, RegExp])[] = [
  [/^envoy\.json\/static_resources\/(listeners|clusters)\/.*\/socket_address\/(address|port_value)$/, /^[\w.-]+$/],
  [/^envoy\.json\/.*\/(path|filename)$/, /^\/(run|etc)\/gateway\/|^\/run\/gateway\/secrets$|^\/etc\/ssl\/certs\/ca-certificates\.crt$/],
  [/^policy\.json\/(listen|egress|keys)$/, /^\/run\/gateway\//],
  [/^keys\.json\/file$/, /^\/run\/gateway\//],
  [/^(keys|tokens|translator)\.json\/(.*\/)?(\w*[eE]ndpoint|taskCredentials)$/, /^https?:\/\/[\w.-]+(\/[\w/.-]+)?$/],
  [/^tokens\.json\/.*\/secret$/, /^https:\/\/[\w-]+\.vault\.azure\.net\/secrets\/[\w-]+$/],
  [/^tokens\.json\/.*\/proxy$/, /^https?:\/\/[\w.-]+:\d+$/],
  [/^tokens\.json\/(directory|certificate)$/, /^\/run\/gateway\//],
  [/^tokens\.json\/.*\/through\/authority$/, /^\/etc\/gateway\/trust\//],
  [/^translator\.json\/listen\/\d+$/, /^\/run\/gateway\//],
];

/** The files that run are those that were emitted, byte for byte, but for where addresses lead. */
export const changes: Scenario = {
  name: 'emitted files run as they are',
  judge: async ({ local, task }) => {
    const { place } = task;
    const names = ['envoy.json', 'policy.json', 'keys.json', 'tokens.json', ...(local.files.translator === undefined ? [] : ['translator.json'])];
    return [
      ...names.flatMap((name) => {
        const restored = place.changes
          .filter(({ at }) => at.startsWith(`${name}/`))
          .reduce((file, change) => put(file, change, name), read(join(place.etc, name)));
        const emitted = readFileSync(join(local.files.directory, name), 'utf8');
        return holds(`${JSON.stringify(restored, null, 2)}\n` === emitted, `${name}: more was changed than what is told`);
      }),
      ...place.changes
        .filter(({ at, was }) => !allowed.some(([member, form]) => member.test(at) && form.test(String(was))))
        .map(({ at, was }) => `${at}: "${was}" was changed`),
    ];
  },
};

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

/** Puts back what was there. */
function put(file: unknown, { at, was }: Change, name: string): unknown {
  const keys = at
    .slice(name.length + 1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = keys.pop() ?? '';
  const parent = keys.reduce((value, key) => (value as Record<string, unknown>)[key], file) as Record<string, unknown>;
  parent[last] = was;
  return file;
}
