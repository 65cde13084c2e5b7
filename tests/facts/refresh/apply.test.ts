import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { changedLines } from '../../../diff/lines.js';
import { apply } from '../../../facts/refresh/apply.js';
import type { NodeQuote, Quote, TokenQuote } from '../../../facts/refresh/source.js';
import { parseFacts } from '../../../facts/schema/parse.js';

const text = readFileSync('facts/prices.yaml', 'utf8');
const read = '2026-11-29';
const source = { id: 'aws-bulk', what: 'AWS: bulk', where: 'https://pricing.example' };
const node: NodeQuote = { list: 'gpus', host: 'aws', instance: 'p5.48xlarge', region: 'eu-north-1', term: 'on-demand', usdPerHour: 60.5 };
const tokens: TokenQuote = {
  list: 'tokens',
  host: 'bedrock',
  model: 'Llama 3.3 70B',
  release: 'llama-3.3-70b-instruct',
  region: 'us-east-2',
  input: 0.7,
  output: 0.75,
};
const applied = (quotes: readonly Quote[], from = source) => apply(text, from, quotes, read);
const diff = (quotes: readonly Quote[], from = source) => changedLines(text, applied(quotes, from).text).filter((line) => /^[-+]/.test(line));

describe('what a source says', () => {
  it('changes the values of its row, and names the source and the day', () => {
    expect(diff([node])).toEqual([
      '+   aws-bulk: {what: "AWS: bulk", where: "https://pricing.example", asOf: 2026-11-29}',
      '-   - {host: aws, instance: p5.48xlarge, gpu: H100, gpus: 8, region: eu-north-1, term: on-demand, usdPerHour: 58.8928, source: ec2-od, asOf: 2026-01}',
      '+   - {host: aws, instance: p5.48xlarge, gpu: H100, gpus: 8, region: eu-north-1, term: on-demand, usdPerHour: 60.5, source: aws-bulk, asOf: 2026-11-29}',
    ]);
  });

  it('adds a row after those of its host', () => {
    const added = diff([tokens]).at(-1);
    expect(added).toBe(
      '+   - {host: bedrock, model: Llama 3.3 70B, release: llama-3.3-70b-instruct, region: us-east-2, input: 0.7, output: 0.75, source: aws-bulk, asOf: 2026-11-29}',
    );
    expect(applied([tokens])).toMatchObject({ changed: 0, added: 1, faults: [] });
  });

  it('gives a price to a row that had none, and takes the doubts of another source away', () => {
    const lines = diff([{ ...node, region: 'us-east-1', term: 'savings-plan-1y', usdPerHour: 44.5 }]);
    expect(lines.at(-1)).toBe(
      '+   - {host: aws, instance: p5.48xlarge, gpu: H100, gpus: 8, region: us-east-1, term: savings-plan-1y, usdPerHour: 44.5, source: aws-bulk, asOf: 2026-11-29}',
    );
  });

  it('twice is once', () => {
    const once = applied([node, tokens]).text;
    expect(apply(once, source, [node, tokens], read)).toMatchObject({ text: once, changed: 0, added: 0 });
  });

  it('leaves comments and order, and is what the schema allows', () => {
    const after = applied([node, tokens]).text;
    expect(after.split('\n').filter((line) => line.startsWith('#'))).toEqual(text.split('\n').filter((line) => line.startsWith('#')));
    expect(() => parseFacts('prices', after)).not.toThrow();
  });

  it('changes no row that is flagged: what is told now is another one', () => {
    const quote: TokenQuote = { ...tokens, model: 'Llama 3 8B', release: 'llama-3-8b-instruct', region: 'us-gov-east-1', input: 0.3, output: 0.6 };
    expect(applied([quote])).toMatchObject({ changed: 0, added: 1 });
  });
});

describe('a planted fault', () => {
  const before: TokenQuote = { ...tokens, release: 'llama-3-70b-instruct', model: 'Llama 3 70B', region: 'us-east-1' };
  it.each([
    ['a zero', { ...node, usdPerHour: 0 }, 'zero'],
    ['no number', { ...node, usdPerHour: Number.NaN }, 'no price'],
    ['answers cheaper than prompts', { ...tokens, input: 1.41, output: 0.35 }, 'inverted'],
    ['more than twice', { ...node, usdPerHour: 118 }, 'jumped'],
    ['less than half', { ...node, usdPerHour: 29 }, 'jumped'],
    // 2.65 and 3.5 before.
    ['one of two values', { ...before, input: 2.65, output: 7.1 }, 'jumped'],
  ] as [string, Quote, string][])('%s is told, and changes nothing', (_, quote, kind) => {
    const { text: after, faults } = applied([quote]);
    expect(faults.map((fault) => fault.kind)).toEqual([kind]);
    expect(after).toBe(text);
  });

  it('of one quote keeps no other from being applied', () => {
    const { faults, changed } = applied([{ ...tokens, input: 0 }, node]);
    expect([faults.length, changed]).toEqual([1, 1]);
  });

  it('a row that its source has no more is told with its line, and stays', () => {
    const { text: after, faults } = applied([], { ...source, id: 'models-dev' });
    expect(after).toBe(text);
    const gone = faults.filter(({ subject }) => subject === 'bedrock meta.llama3-3-70b-instruct-v1:0 unspecified');
    expect(gone).toEqual([
      {
        kind: 'gone',
        subject: expect.any(String),
        message: expect.stringMatching(/^facts\/prices\.yaml:\d+ is from models-dev, which does not have it any more/),
      },
    ]);
    const line = Number(/:(\d+) /.exec(gone[0]?.message ?? '')?.[1]);
    expect(text.split('\n')[line - 1]).toContain('meta.llama3-3-70b-instruct-v1:0');
  });
});
