import { attemptScript } from './envoy/attempt.js';
import { bootstrap } from './envoy/bootstrap.js';
import { keysSource } from './keys-file.js';
import { policyFile } from './policy-file.js';
import { processesFile } from './processes-file.js';
import { tokensFile } from './tokens-file.js';
import { translatorFile } from './translator-file.js';
import { trusted } from './trust.js';
import type { ZonePlan } from './zone-plan.js';

/** Text of every file of a zone, by its path in `gateway.out/<zone>/`. */
export function zoneFiles(plan: ZonePlan): Readonly<Record<string, string>> {
  const translator = translatorFile(plan);
  return {
    'attempt.lua': attemptScript,
    'envoy.json': json(bootstrap(plan)),
    'keys.json': json(keysSource(plan)),
    'policy.json': json(policyFile(plan)),
    'processes.json': json(processesFile(plan)),
    'tokens.json': json(tokensFile(plan)),
    ...(translator !== 'none' && { 'translator.json': json(translator) }),
    ...Object.fromEntries(Object.entries(trusted(plan)).map(([name, certificate]) => [`trust/${name}.pem`, `${certificate.trim()}\n`])),
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
