import { admits, cloudflareEdge, copiesBy, copying, free, grantsNothing, none, onlyAs, paid, runs, schema, script, serves, settings } from '../answers.js';
import type { Rows } from '../row.js';

export const workers = {
  cloudflare_workers_custom_domain: {
    ...settings,
    tags: free,
    exposure: none('is where its Worker answers, on the internet as every API of a provider: the program there refuses whoever shows no secret'),
    principals: grantsNothing,
    replacement: schema,
  },
  cloudflare_workers_script: {
    data: serves('the only way to its model'),
    key: none('keeps its program and nothing else; the secret is in Secrets Store, which no key of a customer encrypts'),
    transport: cloudflareEdge,
    tags: paid,
    exposure: none('answers where custom domains, routes and workers.dev lead to it'),
    copies: copiesBy(
      onlyAs('observability.enabled', 'keeps logs of every call', false),
      onlyAs('logpush', 'sends logs of every call away', false),
      ...copying('sends every call to another Worker', 'tail_consumers'),
    ),
    principals: none('admits nobody; what it may use are its bindings, which capacity/emitted compares'),
    programs: runs(script('content')),
    replacement: schema,
  },
  cloudflare_workers_script_subdomain: {
    ...settings,
    tags: free,
    exposure: admits('workers-dev'),
    principals: grantsNothing,
    replacement: schema,
  },
} satisfies Rows;
