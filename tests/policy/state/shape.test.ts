import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/state/shape.js';
import { type Change, type Json, resourceOf, terraformResourceOf } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { topologies } from '../../support/topologies.js';

const weights = 'aws-weights-eu-north-1';
const foundry = 'azure-foundry-dev-foundry';
const bucket = (document: Json): Json => resourceOf(document, 'AWS::S3::Bucket');
const definition = (document: Json): Json => Object.values<Json>(document.Resources).find(({ Type }) => Type === 'AWS::S3::Bucket');
const account = (document: Json): Json => terraformResourceOf(document, 'azurerm_cognitive_account');

type Case = readonly [what: string, change: (document: Json) => unknown, severity: 'fatal' | 'error', message: string];

describe(rule.id, () => {
  it.each(topologies.map(([, file]) => file))('reads all that %s emits', (file) => {
    expect(findings(rule, [], file)).toEqual([]);
  });

  const inTemplates: readonly Case[] = [
    ['Fn::If', (d) => (bucket(d).BucketName = { 'Fn::If': ['A', 'b', { Ref: 'AWS::NoValue' }] }), 'fatal', 'Fn::If'],
    ['Fn::Sub', (d) => (bucket(d).BucketName = { 'Fn::Sub': '${AWS::Region}' }), 'fatal', 'Fn::Sub'],
    [
      'Fn::FindInMap inside a join',
      (d) => (bucket(d).BucketName = { 'Fn::Join': ['', ['a', { 'Fn::FindInMap': ['A', 'b', 'c'] }]] }),
      'fatal',
      'Fn::FindInMap',
    ],
    ['Fn::Transform beside others', (d) => (bucket(d)['Fn::Transform'] = { Name: 'AWS::Include' }), 'fatal', 'Fn::Transform'],
    ['a reference to nothing', (d) => (bucket(d).BucketName = { Ref: 'Gone' }), 'fatal', '{"Ref":"Gone"}'],
    ['AWS::NoValue', (d) => (bucket(d).VersioningConfiguration = { Ref: 'AWS::NoValue' }), 'fatal', 'AWS::NoValue'],
    ['a dynamic reference', (d) => (bucket(d).BucketName = '{{resolve:ssm:/a}}'), 'fatal', 'dynamic reference {{resolve:ssm:/a}} at BucketName'],
    ['a condition on a resource', (d) => (definition(d).Condition = 'Never'), 'fatal', 'has Condition'],
    ['CreationPolicy', (d) => (definition(d).CreationPolicy = {}), 'fatal', 'has CreationPolicy'],
    ['a computed DeletionPolicy', (d) => (definition(d).DeletionPolicy = { 'Fn::If': ['A', 'Retain', 'Delete'] }), 'fatal', 'has DeletionPolicy'],
    ['waiting for what is not there', (d) => (definition(d).DependsOn = ['Gone']), 'fatal', 'waits for "Gone"'],
    ['a section of conditions', (d) => (d.Conditions = {}), 'fatal', 'has the section Conditions'],
    ['a macro', (d) => (d.Transform = 'AWS::LanguageExtensions'), 'fatal', 'has the section Transform'],
    ['a mapping', (d) => (d.Mappings = {}), 'fatal', 'has the section Mappings'],
    ['a parameter that whoever deploys fills in', (d) => (d.Parameters.Size = { Type: 'String', Default: 'x' }), 'fatal', 'parameter Size of type String'],
    [
      'a parameter of another topology',
      (d) => (d.Parameters.Size = { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/llama/other/weights/bucket' }),
      'fatal',
      'default "/llama/other/weights/bucket"',
    ],
    ['an export', (d) => (d.Outputs = { A: { Value: 'x', Export: { Name: 'a' } } }), 'fatal', 'output A with Export'],
    [
      'a nested stack',
      (d) => (d.Resources.Inner = { Type: 'AWS::CloudFormation::Stack', Properties: {} }),
      'fatal',
      'creates resources that the output does not show',
    ],
    ['a module', (d) => (d.Resources.Inner = { Type: 'Acme::Store::Bucket::MODULE', Properties: {} }), 'fatal', 'creates resources'],
    ['a type of somebody else', (d) => (d.Resources.Inner = { Type: 'Acme::Store::Bucket', Properties: {} }), 'fatal', 'creates resources'],
    ['a custom resource of somebody else', (d) => (d.Resources.Inner = { Type: 'Custom::Other', Properties: {} }), 'fatal', 'creates resources'],
    ['a loop', (d) => (d.Resources['Fn::ForEach::All'] = ['X', ['a'], {}]), 'fatal', 'is no resource with a name and a type'],
    ['notes that a service acts on', (d) => (definition(d).Metadata['AWS::CloudFormation::Init'] = {}), 'fatal', 'has Metadata AWS::CloudFormation::Init'],
    [
      'notes of a template that a service acts on',
      (d) => (d.Metadata = { 'AWS::ServerlessRepo::Application': {} }),
      'fatal',
      'AWS::ServerlessRepo::Application',
    ],
    ['a macro in notes', (d) => (definition(d).Metadata.Note = { 'Fn::Transform': { Name: 'AWS::Include' } }), 'fatal', 'has Metadata Fn::Transform'],
    ['a macro in notes of a template', (d) => (d.Metadata = { Note: [{ 'Fn::Transform': { Name: 'AWS::Include' } }] }), 'fatal', 'has Metadata Fn::Transform'],
  ];

  it.each(inTemplates)('notices in a template: %s', (_, change, severity, message) => {
    expect(findingsAfter(rule, weights, change as Change)).toMatchObject([{ severity, message: expect.stringContaining(message) }]);
  });

  it('passes over notes for people', () => {
    expect(findingsAfter(rule, weights, (document) => void Object.assign(document, { Metadata: { Note: 'Moved from us-east-1' } }))).toEqual([]);
  });

  const inModules: readonly Case[] = [
    ['a function', (d) => (account(d).location = '${lower("X")}'), 'fatal', 'has ${lower("X")} at location'],
    ['a choice', (d) => (account(d).location = '${var.a ? "x" : "y"}'), 'fatal', 'at location'],
    ['a directive', (d) => (account(d).location = '%{ if true }x%{ endif }'), 'fatal', '%{ if true }'],
    ['a reference to nothing', (d) => (account(d).location = '${azurerm_resource_group.Gone.location}'), 'fatal', 'azurerm_resource_group.Gone.location'],
    ['a variable that is not there', (d) => (account(d).location = '${var.gone}'), 'fatal', '${var.gone}'],
    ['count', (d) => (account(d).count = 0), 'fatal', 'has count'],
    ['for_each', (d) => (account(d).for_each = {}), 'fatal', 'has for_each'],
    ['dynamic blocks', (d) => (account(d).dynamic = {}), 'fatal', 'has dynamic'],
    ['a connection', (d) => (account(d).connection = {}), 'fatal', 'has connection'],
    ['another provider', (d) => (account(d).provider = 'azurerm.other'), 'fatal', 'has provider'],
    ['no provider of a resource', (d) => delete d.provider.azurerm, 'fatal', 'has 0 providers azurerm'],
    [
      'no provider of a resource, nor that it is required',
      (d) => {
        delete d.provider.azurerm;
        delete d.terraform.required_providers.azurerm;
      },
      'fatal',
      'has 0 providers azurerm',
    ],
    ['a second provider', (d) => d.provider.azurerm.push({ alias: 'other' }), 'fatal', 'has 2 providers azurerm'],
    ['a provisioner', (d) => (account(d).provisioner = [{ 'local-exec': { command: 'sleep 1' } }]), 'fatal', 'has the provisioner'],
    [
      'another command on the machine that deploys',
      (d) => (terraformResourceOf(d, 'terraform_data').provisioner[0]['local-exec'].command = 'sleep 1; curl x'),
      'fatal',
      'sleep 1; curl x',
    ],
    ['resources in a list', (d) => Object.assign(d, { resource: [d.resource], output: {} }), 'fatal', 'has resource as a list'],
    ['two resources of one name', (d) => (d.resource.azurerm_subnet = { Two: [{}, {}] }), 'fatal', 'has resource as a list'],
    ['locals', (d) => (d.locals = {}), 'fatal', 'has the block locals'],
    ['a module', (d) => (d.module = {}), 'fatal', 'has the block module'],
    ['removed', (d) => (d.removed = []), 'fatal', 'has the block removed'],
    ['an ephemeral', (d) => (d.ephemeral = {}), 'fatal', 'has the block ephemeral'],
    ['terraform.cloud', (d) => (d.terraform.cloud = {}), 'fatal', 'has terraform.cloud'],
    ['an output that hides', (d) => (d.output = { a: { value: 'x', sensitive: true } }), 'fatal', 'output a with sensitive'],
    ['waiting for what is not there', (d) => (account(d).depends_on = ['azurerm_subnet.Gone']), 'fatal', 'waits for "azurerm_subnet.Gone"'],
  ];

  it.each(inModules)('notices in a module: %s', (_, change, severity, message) => {
    expect(findingsAfter(rule, foundry, change as Change)).toMatchObject([{ severity, message: expect.stringContaining(message) }]);
  });

  it('is an error where no data and no grant passes', () => {
    const change: Change = (document) => void (resourceOf(document, 'AWS::CloudWatch::Dashboard').DashboardBody = { 'Fn::Sub': 'x' });
    expect(findingsAfter(rule, 'aws-fleet-eu-fleet', change)).toMatchObject([{ severity: 'error' }]);
  });

  it('takes a doubled sign for text', () => {
    const change: Change = (document) => void (account(document).location = '$${x} %%{y}');
    expect(findingsAfter(rule, foundry, change)).toEqual([]);
  });
});
