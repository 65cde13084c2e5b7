import { expect, it } from 'vitest';
import { stored } from './state.js';

it('a state holds a value of no fixed type with the type that it has', () => {
  const block = { attributes: { id: { type: 'string' }, input: { type: 'dynamic' }, output: { type: 'dynamic' }, triggers_replace: { type: 'dynamic' } } };
  const values = { id: 'one', input: null, output: ['a', 1], triggers_replace: { 0: 'id', on: true } };
  expect(stored(values, block)).toEqual({
    id: 'one',
    input: null,
    output: { value: ['a', 1], type: ['tuple', ['string', 'number']] },
    triggers_replace: { value: { 0: 'id', on: true }, type: ['object', { 0: 'string', on: 'bool' }] },
  });
});
