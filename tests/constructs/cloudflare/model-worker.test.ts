import { expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const module = written('cloudflare-workers-ai-edge', 'examples/any-zone.yaml');

it('a Worker has the model and the secret of its callers by name, and logs nothing', () => {
  const { content, ...script } = inModule(module, 'cloudflare_workers_script');
  expect(script).toMatchObject({
    account_id: '00000000000000000000000000000000',
    script_name: 'afar-edge',
    main_module: 'worker.js',
    compatibility_date: '2026-09-01',
    bindings: [
      { name: 'AI', type: 'ai' },
      { name: 'CALLER', type: 'secrets_store_secret', store_id: '00000000000000000000000000000002', secret_name: 'afar-edge' },
      { name: 'MODEL', type: 'plain_text', text: '@cf/meta/llama-3.3-70b-instruct-fp8-fast' },
    ],
    observability: { enabled: false },
    logpush: false,
  });
  // Text of Terraform, in which both begin an expression.
  expect(content).not.toMatch(/[$%]\{/);
});

it('it answers at its own name, and not before workers.dev and previews are closed', () => {
  const service = expect.stringMatching(/^\$\{cloudflare_workers_script\.\w+\.script_name\}$/);
  expect(inModule(module, 'cloudflare_workers_script_subdomain')).toMatchObject({ script_name: service, enabled: false, previews_enabled: false });
  expect(inModule(module, 'cloudflare_workers_custom_domain')).toMatchObject({
    hostname: 'llama.edge.example',
    service,
    zone_id: '00000000000000000000000000000001',
    depends_on: [expect.stringMatching(/^cloudflare_workers_script_subdomain\./)],
  });
});
