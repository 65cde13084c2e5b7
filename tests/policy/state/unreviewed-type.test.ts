import { describe, expect, it } from 'vitest';
import { unanswered } from '../../../catalogue/review.js';
import { aspects } from '../../../catalogue/row.js';
import { rowOf } from '../../../catalogue/rows.js';
import { rule } from '../../../policy/state/unreviewed-type.js';
import type { Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { topologies } from '../../support/topologies.js';

const foundry = 'azure-foundry-dev-foundry';
const addTerraform = (type: string) => (document: Written) => void (document.resource[type] = { Extra: {} });

describe(rule.id, () => {
  it.each(topologies.map(([, file]) => file))('knows all that %s emits', (file) => {
    expect(findings(rule, [], file)).toEqual([]);
  });

  it('notices a type of AWS that nobody has described', () => {
    const add = (document: Written) => void (document.Resources.Extra = { Type: 'AWS::DynamoDB::Table', Properties: {} });
    expect(findingsAfter(rule, 'aws-fleet-eu-fleet', add)).toMatchObject([
      { severity: 'error', resource: 'Extra', message: expect.stringContaining('AWS::DynamoDB::Table has no row in the catalogue') },
    ]);
  });

  it.each([
    ['azurerm_made_up', 'azurerm_made_up has no row'],
    ['databricks_token', 'databricks_token has no row'],
    ['ibm_is_vpc', 'ibm_is_vpc has no row'],
    ['cloudflare_r2_bucket', 'cloudflare_r2_bucket has no row'],
    ['oci_core_vcn', 'oci_core_vcn has no row'],
    ['alicloud_vpc', 'a provider that clouds/ does not know'],
    ['random_password', 'a provider that clouds/ does not know'],
  ])('notices %s in a module', (type, message) => {
    expect(findingsAfter(rule, foundry, addTerraform(type))).toMatchObject([{ resource: `${type}.Extra`, message: expect.stringContaining(message) }]);
  });

  it('notices a module of another cloud as a whole', () => {
    const replace = (document: Written) => {
      document.resource = { alicloud_vpc: { Net: {} } };
      document.provider = { alicloud: [{}] };
    };
    const messages = findingsAfter(rule, foundry, replace).map(({ message }) => message);
    expect(messages).toContainEqual(expect.stringContaining('is a module of no provider that clouds/ describes'));
    expect(messages).toHaveLength(2);
  });

  it('notices each aspect that a row leaves out, as code without types could', () => {
    const whole = rowOf('AWS::S3::Bucket');
    expect(unanswered('AWS::S3::Bucket', whole)).toEqual([]);
    for (const aspect of aspects) expect(unanswered('AWS::S3::Bucket', { ...whole, [aspect]: undefined })).toEqual([aspect]);
  });
});
