import { describe, expect, it } from 'vitest';
import { programsOf } from '../../../evidence/scripts/programs.js';
import { cloudFormationStack, type Resource, terraformStack } from '../../../evidence/synthesized/stack.js';

function onAws(Type: string, Properties: object, assets = {}): Resource {
  const [resource] = cloudFormationStack(
    { name: 's', assets },
    { Resources: { One: { Type, Properties } }, Parameters: { P: { Default: '/llama/x' } } },
    {},
  ).resources;
  if (resource === undefined) throw new Error('no resource');
  return resource;
}
function machine(metadata: object): Resource {
  const [resource] = terraformStack('s', { resource: { google_compute_region_instance_template: { one: { metadata } } } }, {}).resources;
  if (resource === undefined) throw new Error('no resource');
  return resource;
}

describe('programs of a resource', () => {
  it('are texts with their references, and the parameters that they read', () => {
    const UserData = { 'Fn::Base64': { 'Fn::Join': ['', ['id ', { Ref: 'P' }, ' ', { Ref: 'Cluster' }]] } };
    expect(programsOf(onAws('AWS::EC2::LaunchTemplate', { LaunchTemplateData: { UserData } }))).toEqual([
      { at: 'LaunchTemplateData.UserData', part: '', text: 'id ${ssm:/llama/x} ${Cluster}' },
    ]);
  });

  it('are command lines under the name of their container, but those that another rule derives', () => {
    const containers = [
      { Name: 'a', Command: ['x'], EntryPoint: ['y'], HealthCheck: { Command: ['CMD', 'true'] } },
      { Name: 'b', Command: ['x'] },
    ];
    expect(programsOf(onAws('AWS::ECS::TaskDefinition', { ContainerDefinitions: containers }))).toEqual([
      { at: 'ContainerDefinitions.HealthCheck.Command', part: 'a', text: 'CMD\ntrue' },
    ]);
  });

  it('are leaves of a definition, in whatever order its keys are, and a number is no text', () => {
    const text = (definition: object) => programsOf(onAws('AWS::CodeBuild::Project', { Source: { BuildSpec: JSON.stringify(definition) } }))[0]?.text;
    expect(text({ b: ['x', { c: true }], a: {} })).toBe('a = {}\nb[0]: x\nb[1].c = true');
    expect(text({ a: {}, b: ['x', { c: true }] })).toBe(text({ b: ['x', { c: true }], a: {} }));
    expect(text({ c: 'true' })).not.toBe(text({ c: true }));
    expect(programsOf(onAws('AWS::CodeBuild::Project', { Source: { BuildSpec: 'version: 0.2' } }))).toMatchObject([{ unreadable: 'is no JSON' }]);
  });

  it('are archives by their files, and unreadable where none is there', () => {
    const code = (assets: object) => programsOf(onAws('AWS::Lambda::Function', { Code: { S3Bucket: 'b', S3Key: 'k.zip' } }, assets));
    expect(code({ 'k.zip': { files: { 'a.mjs': '11', 'b.mjs': '22' } } })).toMatchObject([{ at: 'Code', text: 'k.zip\na.mjs 11\nb.mjs 22' }]);
    for (const assets of [{}, { 'k.zip': { files: {} } }, { 'other.zip': { files: { a: '1' } } }])
      expect(code(assets)).toMatchObject([{ unreadable: expect.any(String) }]);
  });

  it('are none of a type that runs nothing', () => {
    expect(programsOf(onAws('AWS::S3::Bucket', { BucketName: '#!/bin/sh' }))).toEqual([]);
  });
});

describe('a machine on Google', () => {
  const userData = '#cloud-config\nwrite_files:\n  - path: /a\n    permissions: "0700"\n    content: id $${x}\nruncmd:\n  - /a\n';

  it('has its files, what happens at boot, and every other entry', () => {
    expect(programsOf(machine({ 'user-data': userData, 'enable-oslogin': 'TRUE', b: '1' }))).toEqual([
      { at: 'metadata', part: 'entries', text: 'b=1\nenable-oslogin=TRUE' },
      { at: 'metadata', part: 'boot', text: 'write /a {"permissions":"0700"}\nrun "/a"' },
      { at: 'metadata', part: '/a', text: 'id ${x}' },
    ]);
  });

  it.each([
    ['no configuration', '#!/bin/sh\n'],
    ['no YAML', '#cloud-config\n\t- :'],
    ['a comment', userData.replace('runcmd:', 'runcmd: # x')],
    ['an anchor', userData.replace('- /a', '- &x /a')],
    ['a key twice', `${userData}runcmd:\n  - id\n`],
    ['a merged key', userData.replace('runcmd:', '<<: {bootcmd: [id]}\nruncmd:')],
    ['an expression', userData.replace('$${x}', '${x}')],
    ['a directive of a template', userData.replace('$${x}', '%{ if x }')],
  ])('is unreadable with %s', (_, text) => {
    expect(programsOf(machine({ 'user-data': text })).filter(({ unreadable }) => unreadable !== undefined)).toHaveLength(1);
  });
});
