import { createHash } from 'node:crypto';
import { Allowed } from '../../evidence/expected/differences.js';

/**
 * SHA-256 of the program that looks at a server's progress, on each cloud, with `<fleet>` and `<port>` where fleet and port are. It is
 * runtime/progress.ts that writes the program; after a change of it, `tests/policy/data-use/model-server.test.ts` refuses every fleet until its digest is here.
 */
const digests = {
  aws: '0bf826f276c358d2839eb2b97ad5a67db831803500b10fd14704bc0998188ac2',
  google: '0d66dc0e8f69d001506d479edac0a6884d938e0a725cb6c15919eed286e438a8',
};

/** The program that reads the metrics of its own server and writes one line of numbers. */
export function progressForm(cloud: keyof typeof digests, fleet: string, port: number): Allowed {
  return new Allowed('the program of runtime/progress.ts', (text) => digestOf(text, fleet, port) === digests[cloud]);
}

function digestOf(text: string, fleet: string, port: number): string {
  const common = text.trimEnd().replaceAll(JSON.stringify(fleet), '"<fleet>"').replaceAll(`127.0.0.1:${port}/`, '127.0.0.1:<port>/');
  return createHash('sha256').update(common).digest('hex');
}
