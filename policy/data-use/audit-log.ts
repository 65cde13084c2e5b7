import type { Rule } from '../rule.js';
import { azureAuditGaps } from './azure-audit.js';
import { googleAuditGaps } from './google-audit.js';

export const rule: Rule = {
  id: 'data-use/audit-log',
  severity: 'error',
  title: 'Who called which model, index and key is recorded without exception, and kept for a year in the region.',
  why: 'Data access logs are off by default on Google, and resource logs on Azure. Whoever is exempted from them, or deletes the sink that carries them, reads prompts and documents unseen; entries that stay in the default bucket of a Google project lie in no region at all. What single requests said is never part of it.',
  fix: 'Restore the audit configuration that the stacks make: all three log types and no exempted member on Google, the audit category on Azure, and the log that keeps them.',
  source: 'Cloud Audit Logs, data access; Cloud Logging, routing; Azure Monitor, diagnostic settings',

  *terraform(stacks, { topology }) {
    yield* googleAuditGaps(stacks, topology);
    yield* azureAuditGaps(stacks);
  },
};
