import type { Change } from './change.js';
import { differences } from './values.js';

/** Changes between the configurations of a gateway, file by file. */
export function gatewayChanges(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): Change[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort().flatMap((id): Change[] => {
    const [was, is] = [before[id], after[id]];
    const base = { cloud: 'gateway', stack: 'gateway', id, type: 'gateway configuration', why: '', origin: 'gateway' } as const;
    if (was === undefined) return [{ ...base, action: 'create', properties: [], risk: 'low' }];
    if (is === undefined) return [{ ...base, action: 'delete', properties: [], risk: 'high' }];
    const properties = differences(was, is);
    return properties.length === 0 ? [] : [{ ...base, action: 'update', properties, risk: 'medium' }];
  });
}
