import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationValidatePlugin, type IPolicyValidationContext } from 'aws-cdk-lib/core';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { KeptVerdicts } from '../../synthesis/kept-verdicts.js';
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

let files = 0;
/** With a memory that begins empty. */
const anew = () => new RememberingValidation(new KeptVerdicts(join(directory, `verdicts-${files++}.json`)));

/** What is wrong where. */
const told = ({ violations }: ReturnType<CloudFormationValidatePlugin['validate']>) =>
  violations.flatMap(({ description, violatingResources }) => violatingResources.map(({ templatePath }) => `${description}: ${templatePath}`)).sort();

it('says of every template what CDK says of it, in the files of this application', () => {
  const validation = anew();
  validation.validate(context('base', { one: bucket('Sometimes'), two: right }));
  const head = context('head', { one: bucket('Sometimes'), two: bucket('Never'), three: bucket('Sometimes') });
  const verdict = validation.validate(head);
  expect(verdict.success).toBe(false);
  expect(told(verdict)).toHaveLength(3);
  expect(told(verdict)).toEqual(told(new CloudFormationValidatePlugin().validate(head)));
  expect(validation.validate(context('mended', { one: right })).success).toBe(true);
});

it('validates a template once for each account and region', () => {
  const validation = anew();
  validation.validate(context('first', { one: bucket('Sometimes'), two: right }));
  validation.validate(context('second', { one: bucket('Sometimes'), two: bucket('Never') }));
  validation.validate(context('third', { one: bucket('Sometimes') }, 'us-gov-west-1'));
  expect(asked.mock.calls.map(([{ stackTemplates }]) => stackTemplates.map(({ stackConstructPath }) => stackConstructPath))).toEqual([
    ['one', 'two'],
    ['two'],
    ['one'],
  ]);
});

describe('verdicts of an earlier run', () => {
  const file = join(directory, 'kept', 'verdicts.json');
  const run = () => new RememberingValidation(new KeptVerdicts(file));
  const templates = { one: bucket('Sometimes'), two: right };

  it('are told again as they were, without asking, by the version that gave them', () => {
    const first = run().validate(context('run-1', templates));
    asked.mockClear();
    const again = context('run-2', templates);
    const second = run().validate(again);
    expect(asked).not.toHaveBeenCalled();
    expect(JSON.stringify(second)).toBe(JSON.stringify(first).replaceAll('run-1', 'run-2'));
    expect(told(second)).toEqual([`Sometimes is none of the allowed: ${again.stackTemplates[0]?.templatePath}`]);
    expect(run().version).toBe(new CloudFormationValidatePlugin().version);
  });

  it('do not speak of what was edited since', () => {
    run().validate(context('run-3', { one: bucket('Never'), two: right }));
    expect(asked.mock.calls.map(([{ stackTemplates }]) => stackTemplates.map(({ stackConstructPath }) => stackConstructPath))).toEqual([['one']]);
  });

  it.each<[string, (text: string) => string]>([
    ['damaged', (text) => text.replace('Sometimes', 'Always')],
    ['cut off', (text) => text.slice(0, -40)],
    ['no file of ours', () => 'nothing'],
  ])('are asked for again where what was kept is %s', (name, damage) => {
    run().validate(context(`before-${name}`, templates));
    writeFileSync(file, damage(readFileSync(file, 'utf8')));
    asked.mockClear();
    run().validate(context(`after-${name}`, templates));
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('are asked for again in every run where none can be kept', () => {
    writeFileSync(join(directory, 'no-folder'), '');
    const nowhere = () => new RememberingValidation(new KeptVerdicts(join(directory, 'no-folder', 'verdicts.json')));
    expect(nowhere().validate(context('nowhere-1', templates)).success).toBe(false);
    expect(nowhere().validate(context('nowhere-2', templates)).success).toBe(false);
    expect(asked).toHaveBeenCalledTimes(2);
  });
});
