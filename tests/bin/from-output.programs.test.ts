import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { wholeText } from '../support/topologies.js';
import { run, runProcess } from './run.js';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'from-output-'));
  writeFileSync(join(directory, 'topology.yaml'), wholeText('examples/hosted-only.yaml'));
  // Prints the packages that a process has loaded when it ends.
  writeFileSync(
    join(directory, 'record.cjs'),
    `const Module = require('node:module');
const loaded = new Set();
const load = Module._load;
Module._load = function (request, ...rest) {
  loaded.add(request);
  return load.call(this, request, ...rest);
};
process.on('exit', () => process.stderr.write('loaded: ' + [...loaded].join(' ')));
`,
  );
  expect(run('blueprint', ['synth'], directory).code).toBe(0);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const loadedBy = (...args: string[]) => {
  const { code, stderr } = runProcess('blueprint', args, directory, { NODE_OPTIONS: `--require ${join(directory, 'record.cjs')}` });
  expect({ code, loaded: stderr.includes('loaded: ') }).toEqual({ code: 0, loaded: true });
  return stderr.slice(stderr.lastIndexOf('loaded: ') + 'loaded: '.length).split(' ');
};
const frameworks = /^(aws-cdk-lib|cdktf|constructs|@cdktf)(\/|$)/;

it('judging output by rules alone loads no framework', () => {
  expect(loadedBy('check', '--from-output', '--no-resynth').filter((name) => frameworks.test(name))).toEqual([]);
});

it('a synthesis does, and is seen to', () => {
  expect(loadedBy('check').some((name) => frameworks.test(name))).toBe(true);
});
