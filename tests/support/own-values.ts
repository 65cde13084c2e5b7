import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { withApprovals } from '../../topology/approvals-file.js';
import { parseSource } from '../../topology/document.js';
import { checkedTopology, type LoadedTopology } from '../../topology/load.js';
import { approvalsFile } from './topologies.js';

/**
 * A topology of the repository with a value of its own in each place. Two places that happen to hold the same documentation value get different ones, as a project
 * has another number than its organization. Digests stay: none but the all-zero ones of an example are approved.
 */
export function withOwnValues(file: string): LoadedTopology {
  return loadedFrom(file, own);
}

/** The same before its first deployment: no example, and no weights stored yet. */
export function beforeFirstDeployment(file: string): LoadedTopology {
  return loadedFrom(file, (text) => own(text).replace(/^(example: true|asOf: .*)\n/gm, ''));
}

function loadedFrom(file: string, change: (text: string) => string): LoadedTopology {
  const [topology = '', approvals = ''] = [file, approvalsFile(file)].map((path) => change(readFileSync(path, 'utf8')));
  return checkedTopology(withApprovals(parseSource(topology, file), parseSource(approvals, approvalsFile(file))), {}, []);
}

/** In this order: a field first, whose value may be that of another one; then what stands for one thing wherever it is. */
const replacements: readonly (readonly [pattern: RegExp, own: (found: string) => string])[] = [
  [/(?<=organization: ")\d{12}/g, (found) => digits(`organization ${found}`, 12)],
  [/(?<=number: ")\d{12}/g, (found) => digits(`number ${found}`, 12)],
  [/(?<=tenant: )0[0-9-]{35}/g, () => uuid('tenant')],
  [/(?<=(subscription: |\/subscriptions\/))0[0-9-]{35}/g, () => uuid('subscription')],
  // An id is quoted or within an ARN; a number without either is an amount, such as tokens a year.
  [/(?<!: )\b\d{12}\b/g, (found) => digits(found, 12)],
  [/\b(0{8}|1234abcd)(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, uuid],
  [/\b0{6}-0{6}-0{6}\b/g, () => '01A2B3-4C5D6E-7F8091'],
  [/(?<=(vpc|subnet|sg|tgw|vpce-svc)-)[0-9a-f]{17}\b/g, (found) => hex(found, 17)],
  [/\b([a-z-]+)\.example\b/g, (found) => found.replace('.', '-').concat('.com').replace('-example', '-group')],
];

function own(text: string): string {
  return replacements.reduce((changed, [pattern, value]) => changed.replace(pattern, (found: string) => value(found)), text);
}

function hex(of: string, length: number): string {
  return createHash('sha256').update(of).digest('hex').slice(0, length);
}

function digits(of: string, length: number): string {
  return `7${BigInt(`0x${hex(of, 40)}`)
    .toString()
    .slice(0, length - 1)}`;
}

function uuid(of: string): string {
  const all = hex(of, 32);
  return `${all.slice(0, 8)}-${all.slice(8, 12)}-4${all.slice(13, 16)}-8${all.slice(17, 20)}-${all.slice(20)}`;
}
