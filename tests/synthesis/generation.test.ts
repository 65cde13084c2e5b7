import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { generationOf } from '../../synthesis/generation.js';
import { journalName } from '../../synthesis/journal.js';
import { draftOf, publish, refuse, replaceOutputs, settleOutputs } from '../../synthesis/swap.js';
import { topologyWith } from '../support/topologies.js';

describe('a generation', () => {
  const of = (...arguments_: Parameters<typeof topologyWith>) => generationOf(topologyWith(...arguments_));

  it('is the same for the same topology, and another for any other', () => {
    expect(of()).toMatch(/^[0-9a-f]{16}$/);
    expect(of()).toBe(of());
    const others = [
      of([['count: 12\n', 'count: 13\n']]),
      of([['limit: 250', 'limit: 251']]),
      of([], 'topology.yaml', { issuers: { prod: 'https://x.example' } }),
    ];
    expect(new Set([of(), ...others]).size).toBe(4);
  });
});

describe('a run that is killed while it publishes', () => {
  const names = ['cdk.out', 'cdktf.out', 'gateway.out'] as const;
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'blueprint-generation-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));
  const at = (name: string) => join(directory, name);
  const write = (name: string, text: string) => {
    mkdirSync(at(name), { recursive: true });
    writeFileSync(join(at(name), 'content'), text);
  };
  const contents = () => names.map((name) => (existsSync(at(name)) ? readFileSync(join(at(name), 'content'), 'utf8') : 'none'));
  /** A process id that nobody has. */
  const gone = 999_999_999;
  const journal = (verdict: string, pid = gone) =>
    writeFileSync(at(journalName), JSON.stringify({ verdict, pid, moves: names.map((name) => [`.${name}.draft-${gone}`, name]) }));

  it.each([
    ['before its first move', []],
    ['with one output away', [['cdk.out', '.cdk.out.old']]],
    [
      'with one output moved',
      [
        ['cdk.out', '.cdk.out.old'],
        [`.cdk.out.draft-${gone}`, 'cdk.out'],
      ],
    ],
  ])('%s is completed by whoever comes next', (_, moves) => {
    for (const name of names) {
      write(name, 'old');
      write(`.${name}.draft-${gone}`, 'new');
    }
    for (const [from = '', to = ''] of moves) spawnSync('mv', [at(from), at(to)]);
    journal('publish');
    settleOutputs(directory);
    expect(contents()).toEqual(['new', 'new', 'new']);
    expect(readdirSync(directory).sort()).toEqual([...names]);
  });

  it('leaves nothing to deploy when it refused', () => {
    for (const name of names) write(name, 'old');
    write('cdk.refused', 'bad');
    for (const name of names.slice(1)) write(`.${name}.draft-${gone}`, 'bad');
    journal('refuse');
    settleOutputs(directory);
    expect(readdirSync(directory).sort()).toEqual(['cdk.refused', 'cdktf.refused', 'gateway.refused']);
  });

  it('had moved nothing if its journal is not whole, and a journal cannot lead out of its folder', () => {
    for (const text of ['{"verdict":"publ', JSON.stringify({ verdict: 'publish', pid: gone, moves: [['../../etc', 'cdk.out']] })]) {
      write('cdk.out', 'old');
      writeFileSync(at(journalName), text);
      const past = new Date(Date.now() - 60_000);
      spawnSync('touch', ['-d', past.toISOString(), at(journalName)]);
      settleOutputs(directory);
      expect([contents()[0], existsSync(at(journalName))]).toEqual(['old', false]);
    }
  });

  it.each([
    ['publish', publish, ['new', 'new', 'new']],
    ['refuse', refuse, ['none', 'none', 'none']],
  ])('%s takes all outputs together and strikes its journal out', (_, act, expected) => {
    for (const name of names) write(name, 'old');
    const moves = names.map((name) => ({ draft: draftOf(at(name)), target: at(name) }));
    for (const { draft } of moves) writeFileSync(join(draft, 'content'), 'new');
    act(moves);
    expect(contents()).toEqual(expected);
    expect(existsSync(at(journalName))).toBe(false);
  });

  it.each([
    ['publish', publish],
    ['refuse', refuse],
  ])('%s that fails at one output leaves all as they were, and no journal that completes half of it later', (_, act) => {
    for (const name of names) write(name, 'old');
    write('cdk.refused', 'bad');
    const moves = names.map((name) => ({ draft: draftOf(at(name)), target: at(name) }));
    for (const { draft } of moves) writeFileSync(join(draft, 'content'), 'new');
    // It came after the synthesis began.
    rmSync(at('gateway.out'), { recursive: true });
    writeFileSync(at('gateway.out'), 'a file of somebody else');
    expect(() => act(moves)).toThrow(/gateway\.out.*ENOTDIR/);
    expect([readFileSync(join(at('cdk.out'), 'content'), 'utf8'), readFileSync(join(at('cdktf.out'), 'content'), 'utf8')]).toEqual(['old', 'old']);
    expect(readFileSync(join(at('cdk.refused'), 'content'), 'utf8')).toBe('bad');
    expect(readFileSync(at('gateway.out'), 'utf8')).toBe('a file of somebody else');
    expect(
      readdirSync(directory)
        .filter((name) => !/^\..*\.draft-\d+$/.test(name))
        .sort(),
    ).toEqual([...names, 'cdk.refused'].sort());
  });

  it.each([
    ['a file', () => writeFileSync(at('cdktf.out'), 'of somebody else'), /cdktf\.out: .*a file/],
    ['a link', () => symlinkSync(tmpdir(), at('cdktf.out')), /cdktf\.out: .*a link/],
  ])('is not begun where %s is in place of an output', async (_, put, said) => {
    put();
    const fill = vi.fn(() => 'publish' as const);
    await expect(replaceOutputs({ aws: at('cdk.out'), terraform: at('cdktf.out') }, fill)).rejects.toThrow(said);
    expect(fill).not.toHaveBeenCalled();
    expect(readdirSync(directory)).toEqual(['cdktf.out']);
  });

  it('cannot publish into two folders as one', () => {
    expect(() =>
      publish([
        { draft: at('a'), target: at('x/cdk.out') },
        { draft: at('b'), target: at('y/cdktf.out') },
      ]),
    ).toThrow('several folders');
  });
});
