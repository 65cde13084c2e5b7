import { describe, expect, it } from 'vitest';
import { additionsPage } from '../../reports/inventory/additions.js';
import { synthesisStatement } from '../../reports/statement.js';
import { readBlueprintFile } from '../../synthesis/blueprint-file.js';
import { landingZone } from '../support/siem.js';
import { outputOf } from '../support/synthesized.js';
import { topologyWith } from '../support/topologies.js';

describe('what an organisation adds', () => {
  it('is a page with owner, approval and end of each', () => {
    const text = additionsPage(topologyWith([], landingZone).topology);
    expect(text).toContain('  permissionsBoundary = landing-zone/WorkloadBoundary\n');
    expect(text).toContain(
      `
extension operations: operations-centre, 2026-10-01 to 2027-09-30, approved as operations-page by architecture@nordic.example on 2026-09-24 until 2027-09-30 (architecture board 2026-09-24, item 4)
  for the operations centre watches every platform on one kind of page
  the stack \`bedrock-dashboard\` in app, us-east-2
  the type \`AWS::CloudWatch::Dashboard\`
  the type \`AWS::Logs::QueryDefinition\`
`,
    );
  });

  it('says none where there is none', () => {
    expect(additionsPage(topologyWith().topology)).toBe('landing zone\n  none\n\nextensions\n  none\n');
  });

  it('is in what is attested', () => {
    const blueprint = readBlueprintFile(outputOf('aws', topologyWith([], landingZone))) ?? {};
    const { predicate } = JSON.parse(synthesisStatement([{ directory: 'cdk.out', sha256: '0', blueprint }]));
    expect(predicate.outputs[0].declared).toMatchObject({
      landingZone: { bootstrapQualifier: 'llmplat' },
      extensions: {
        operations: { owner: 'operations-centre', approval: { key: 'operations-page', grantedBy: 'architecture@nordic.example' }, expires: '2027-09-30' },
      },
    });
  });
});
