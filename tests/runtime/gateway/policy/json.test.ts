import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../../runtime/gateway/policy/json/parse.js';

const parse = (text: string) => parseJson(Buffer.from(text));

describe('JSON that every parser reads alike', () => {
  it('is read as JSON.parse reads it', () => {
    // Half of a pair in a text is refused, and so is a whole number that loses digits: neither is made here.
    const value = fc.jsonValue({ stringUnit: 'grapheme', maxDepth: 5 }).filter((each) => !/\d{16}|e\+/.test(JSON.stringify(each)));
    fc.assert(
      fc.property(value, fc.constantFrom(0, 2), (each, space) => {
        expect(parse(JSON.stringify(each, null, space))).toEqual(JSON.parse(JSON.stringify(each)));
      }),
    );
  });

  it('may have a name again in another object', () => {
    expect(parse('{"a":{"a":[{"a":1},{"a":2}]},"b":"a","c":"a"}')).toEqual({ a: { a: [{ a: 1 }, { a: 2 }] }, b: 'a', c: 'a' });
  });

  it.each(['{"a\\"":1,"a":2}', '{"a":"\\\\","b":"\\"}"}', '["\\ud83d\\ude00"]', '[1e300,-0.5,9007199254740991]', `${'['.repeat(64)}${']'.repeat(64)}`])(
    '%s is fine',
    (text) => {
      expect(parse(text)).toEqual(JSON.parse(text));
    },
  );

  it.each([
    ['{"a":1,"b":{"c":1,"c":2}}', 'has the name "c" twice in one object'],
    ['{"a\\\\":1,"a\\u005c":2}', 'has the name "a\\\\" twice in one object'],
    ['["\\ud83d\\ud83d"]', 'has half of a surrogate pair in a text'],
    ['{"\\udE00":1}', 'has half of a surrogate pair in a text'],
    ['[-1e999]', 'has the number -1e999, which loses digits'],
    ['{"a":[12345678901234567890]}', 'has the number 12345678901234567890, which loses digits'],
    ['{"a":1} x', 'is not JSON'],
    [`${'['.repeat(65)}${']'.repeat(65)}`, 'has lists and objects more than 64 deep'],
  ])('%s %s', (text, what) => {
    expect(() => parse(text)).toThrow(`The body ${what}`);
  });

  it('is read in a time that grows with its length alone', () => {
    const text = JSON.stringify({ a: '\\"'.repeat(500_000), b: 'x'.repeat(1_000_000) });
    const start = performance.now();
    parse(text);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
