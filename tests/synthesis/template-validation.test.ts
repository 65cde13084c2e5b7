import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationValidatePlugin, type IPolicyValidationContext } from 'aws-cdk-lib/core';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { RememberingValidation } from '../../synthesis/template-validation.js';

const directory = mkdtempSync(join(tmpdir(), 'blueprint-validation-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** What CDK hands a plugin for some templates of one application. */
function context(app: string, templates: Readonly<Record<string, object>>, region = 'eu-north-1'): IPolicyValidationContext {
  mkdirSync(join(directory, app));
  const stackTemplates = Object.entries(templates).map(([name, template]) => {
    const templatePath = join(directory, app, `${name}.template.json`);
    writeFileSync(templatePath, JSON.stringify(template));
    return { templatePath, stackConstructPath: name, accountId: '111122223333', region };
  });
  return { templatePaths: [], stackTemplates, appConstruct: undefined as never };
}

const bucket = (status: string) => ({ Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { VersioningConfiguration: { Status: status } } } } });
const right = bucket('Enabled');

/** As CDK's plugin reports: what is wrong alike in several templates is one violation. The real one takes seconds to start. */
const asked = vi.spyOn(CloudFormationValidatePlugin.prototype, 'validate').mockImplementation(({ stackTemplates }) => {
  const violations = new Map<string, { ruleName: string; description: string; severity: string; violatingResources: object[] }>();
  for (const { templatePath } of stackTemplates) {
    const status = JSON.parse(readFileSync(templatePath, 'utf8')).Resources.Bucket.Properties.VersioningConfiguration.Status;
    if (status === 'Enabled') continue;
    const found = violations.get(status) ?? { ruleName: 'E3030', description: `${status} is none of the allowed`, severity: 'error', violatingResources: [] };
    violations.set(status, found);
    found.violatingResources.push({ resourceLogicalId: 'Bucket', templatePath, locations: [] });
  }
  return { success: violations.size === 0, violations: [...violations.values()] as never };
});
afterEach(() => asked.mockClear());
afterAll(() => asked.mockRestore());

/** What is wrong where. */
const told = ({ violations }: ReturnType<CloudFormationValidatePlugin['validate']>) =>
  violations.flatMap(({ description, violatingResources }) => violatingResources.map(({ templatePath }) => `${description}: ${templatePath}`)).sort();

it('says of every template what CDK says of it, in the files of this application', () => {
  const validation = new RememberingValidation();
  validation.validate(context('base', { one: bucket('Sometimes'), two: right }));
  const head = context('head', { one: bucket('Sometimes'), two: bucket('Never'), three: bucket('Sometimes') });
  const verdict = validation.validate(head);
  expect(verdict.success).toBe(false);
  expect(told(verdict)).toHaveLength(3);
  expect(told(verdict)).toEqual(told(new CloudFormationValidatePlugin().validate(head)));
  expect(validation.validate(context('mended', { one: right })).success).toBe(true);
});

it('validates a template once for each account and region', () => {
  const validation = new RememberingValidation();
  validation.validate(context('first', { one: bucket('Sometimes'), two: right }));
  validation.validate(context('second', { one: bucket('Sometimes'), two: bucket('Never') }));
  validation.validate(context('third', { one: bucket('Sometimes') }, 'us-gov-west-1'));
  expect(asked.mock.calls.map(([{ stackTemplates }]) => stackTemplates.map(({ stackConstructPath }) => stackConstructPath))).toEqual([
    ['one', 'two'],
    ['two'],
    ['one'],
  ]);
});
