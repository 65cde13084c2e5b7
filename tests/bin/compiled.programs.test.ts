import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';

const directory = mkdtempSync(join(tmpdir(), 'blueprint-compiled-'));
const main = join(directory, 'main.mjs');
afterAll(() => rmSync(directory, { recursive: true }));

beforeEach(() => {
  for (const name of readdirSync(directory)) rmSync(join(directory, name));
  writeFileSync(
    main,
    `import { createRequire } from 'node:module';
import { rememberCompiled } from ${JSON.stringify(pathToFileURL(resolve('bin/compiled.cjs')).href)};
rememberCompiled(${JSON.stringify(directory)});
createRequire(import.meta.url)('./all.cjs');`,
  );
  const names = Array.from({ length: 25 }, (_, index) => `part${index}.cjs`);
  for (const [index, name] of names.entries()) module(name, `#!/usr/bin/env node\nconst one = () => ${index};\nmodule.exports = one();`);
  module('later.mjs', 'export default 400;');
  module(
    'all.cjs',
    `const sum = ${JSON.stringify(names)}.map((name) => require('./' + name)).reduce((a, b) => a + b);
import('./later.mjs').then(({ default: more }) => console.log(sum + more, require.resolve('./part1.cjs') === __dirname + '/part1.cjs', module.exports === exports));`,
  );
});

function module(name: string, text: string): void {
  writeFileSync(join(directory, name), text);
}

function run(): string {
  const { stdout, stderr } = spawnSync(process.execPath, [main], { encoding: 'utf8' });
  return stdout + stderr;
}

function kept(): string {
  const [name = '', ...others] = readdirSync(directory).filter((entry) => entry.startsWith('compiled-'));
  expect(others).toEqual([]);
  return join(directory, name);
}

/** Modules whose code was kept. */
function keptModules(): number {
  const all = readFileSync(kept());
  return JSON.parse(all.toString('utf8', 36, 36 + all.readUInt32LE(32))).length;
}

describe('compiled code that is kept for the next run', () => {
  // 0 + 1 + … + 24 = 300, and 400 from the module that is loaded later.
  it('changes nothing in what runs, and is written once', () => {
    expect(run()).toBe('700 true true\n');
    const before = statSync(kept()).ino;
    expect(run()).toBe('700 true true\n');
    expect(statSync(kept()).ino).toBe(before);
  });

  it('leaves out what may load ES modules, unless only a comment says so', () => {
    run();
    expect(keptModules()).toBe(25);
    rmSync(kept());
    module('part4.cjs', "// import('./x')\n/**\n * import('./x')\n */\nmodule.exports = 4;");
    module('part5.cjs', "module.exports = 5; if (module.parent === null) import('./x');");
    expect(run()).toBe('700 true true\n');
    expect(keptModules()).toBe(24);
  });

  it('takes its maker at its word where a text only looks so', () => {
    module('part5.cjs', "// Loads no ES modules.\nmodule.exports = 5; ({ import: (name) => name }).import('./x');");
    module('part6.cjs', "module.exports = 6; ({ import: (name) => name }).import('./x');");
    expect(run()).toBe('700 true true\n');
    expect(keptModules()).toBe(24);
  });

  it('is not used for another text of the same length', () => {
    run();
    module('part3.cjs', readFileSync(join(directory, 'part3.cjs'), 'utf8').replace('=> 3', '=> 5'));
    expect(run()).toBe('702 true true\n');
  });

  it.each([
    ['is empty', () => ''],
    ['ends in the middle', (code: Buffer) => code.subarray(0, code.length / 2)],
    ['has one other byte', (code: Buffer) => Buffer.from(code.map((byte, index) => (index === code.length - 900 ? byte ^ 1 : byte)))],
  ])('is left alone and written again when it %s', (_, damage) => {
    run();
    const whole = readFileSync(kept());
    writeFileSync(kept(), damage(whole));
    expect(run()).toBe('700 true true\n');
    expect(readFileSync(kept()).length).toBeGreaterThan(whole.length * 0.9);
  });
});
