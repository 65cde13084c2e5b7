import { describe, expect, it } from 'vitest';
import { digestOf, recognised } from '../../../evidence/scripts/recognised.js';

const pieces = { 'export MODEL="<MODEL>"\n': 'export MODEL="llama70"\n', '--port=<port> ': '--port=8000 ' };
const text = 'export MODEL="llama70"\nserve --port=8000 \nserve --port=8000 again\n';
const reviewed = digestOf('export MODEL="<MODEL>"\nserve --port=<port> \nserve --port=<port> again\n');

describe('a program with pieces of the topology', () => {
  it('has the digest of its text with a blank for each, wherever it is', () => {
    expect(recognised(text, { pieces })).toEqual({ sha256: reviewed });
    expect(recognised(text, { pieces: {} })).toEqual({ sha256: digestOf(text) });
  });

  it.each([
    ['another value', text.replace('llama70', 'other'), 'has `export MODEL="other"`. Allowed: `export MODEL="llama70"`'],
    ['no such line', text.replace('export MODEL', 'set MODEL'), 'has something else. Allowed: `export MODEL="llama70"`'],
    ['the blank itself', text.replace('llama70', '<MODEL>'), 'has `export MODEL="<MODEL>"`, a blank that is filled in only where it is reviewed'],
    ['the blank beside the value', `${text}export MODEL="<MODEL>"\n`, 'has `export MODEL="<MODEL>"`, a blank'],
  ])('is not recognised with %s', (_, edited, differs) => {
    expect(recognised(edited, { pieces })).toEqual({ differs: expect.stringContaining(differs) });
  });

  it.each([
    ['a line twice', `export MODEL="llama70"\n${text}`],
    ['a value elsewhere, too', text.replace('again', '--port=8000 again')],
    ['a space more', text.replace('serve', 'serve ')],
    ['one of two values changed', text.replace('--port=8000 again', '--port=9000 again')],
  ])('has another digest with %s', (_, edited) => {
    const found = recognised(edited, { pieces });
    expect('sha256' in found && found.sha256 !== reviewed).toBe(true);
  });
});
