import type { RecordedOutputs } from './host-outputs.js';

/** What names the guardrail of a host. */
export function guardrailOutputs(stack: string, host: string): RecordedOutputs {
  const owned = ['hosts', host, 'guardrail'];
  return {
    stack,
    owns: [owned],
    valuesOf: (name, value) => {
      const [, field] = /^Guardrail(Id|Version|Definition)$/.exec(name) ?? [];
      return field === undefined ? undefined : [{ path: [...owned, field.toLowerCase()], value }];
    },
  };
}
