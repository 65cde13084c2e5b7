import { createHmac, generateKeyPairSync } from 'node:crypto';
import { differs, holds } from '../scenario.js';
import type { Subject } from '../subject.js';
import { type Signer, tokenZone } from '../token-zone.js';

/**
 * Tokens of the identity provider in place of keys, through the real Envoy: one opens its workload and is in the line of spend by its team; what has ended, is for another
 * zone, is signed by nobody or by somebody else is 401, and no host gets a byte.
 */
export const tokens = async (subject: Subject, { token }: Signer): Promise<string[]> => {
  await subject.calm();
  const { workload } = tokenZone;
  const now = Math.floor(Date.now() / 1_000);
  const ask = (key: string) => subject.ask(workload, {}, { key });
  const taken = await ask(token());
  const [line] = taken.status === 200 ? (await subject.lines([taken])).filter(({ kind }) => kind === 'request') : [];
  const before = calls(subject);
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const refused: Readonly<Record<string, string>> = {
    'that has ended': token({ iat: now - 3_600, exp: now - 60 }),
    'for another zone': token({ aud: 'llama-gateway-us' }),
    'of another issuer': token({ iss: 'https://login.nordic.example/other' }),
    'that is signed by nobody': `${token({}, { alg: 'none' }).split('.').slice(0, 2).join('.')}.`,
    'that is signed by nobody, with something behind': `${token({}, { alg: 'none' }).split('.').slice(0, 2).join('.')}.AA`,
    'that is signed with a secret': secretly(token({}, { alg: 'HS256' })),
    'that is signed by somebody else': token({}, {}, stranger),
    'that opens nothing': token({ roles: [] }),
    'of another algorithm': token({}, { alg: 'PS256' }),
  };
  const seen = await Promise.all(Object.entries(refused).map(async ([what, each]) => [what, (await ask(each)).status] as const));
  return [
    ...differs('a token of the issuer', taken.status, 200),
    ...differs('its team in the line of spend', line?.['team'], 'stores-7'),
    ...seen.flatMap(([what, status]) => differs(`a token ${what}`, status, 401)),
    ...differs('calls of hosts with such tokens', calls(subject) - before, 0),
    ...differs('a key beside them', (await subject.ask(workload)).status, 200),
    ...holds(!logs(subject).includes(token().split('.')[0] ?? ''), 'the header of a token is in the log of Envoy'),
  ];
};

const calls = (subject: Subject) => subject.workloads.flatMap(({ route }) => route).reduce((sum, host) => sum + subject.callsOf(host).length, 0);
const logs = (subject: Subject) => JSON.stringify(subject.log());

function secretly(text: string): string {
  const signed = text.split('.').slice(0, 2).join('.');
  return `${signed}.${createHmac('sha256', 'secret').update(signed).digest('base64url')}`;
}
