import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import { afterAll, describe, expect, it } from 'vitest';
import { ActionGroup } from '../../../constructs/azure/notices/action-group.js';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const outdir = mkdtempSync(join(tmpdir(), 'action-group-'));
afterAll(() => rmSync(outdir, { recursive: true }));

describe('an action group', () => {
  it('mails those whom finance names', () => {
    expect(inModule(written('azure-foundry-dev-foundry'), 'azurerm_monitor_action_group')).toMatchObject({
      short_name: 'acme',
      location: 'global',
      email_receiver: [{ name: 'finops@acme.example', email_address: 'finops@acme.example', use_common_alert_schema: true }],
    });
  });

  it('refuses a short name that Azure would refuse', () => {
    const stack = new TerraformStack(new App({ outdir }), 'stack');
    expect(() => new ActionGroup(stack, 'Group', { name: 'x', resourceGroupName: 'x', shortName: 'thirteen-char', notify: ['a@b.example'] })).toThrow(
      'Short name of an action group: received "thirteen-char". Allowed: 12 characters.',
    );
  });
});
