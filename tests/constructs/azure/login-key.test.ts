import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { loginKey } from '../../../constructs/azure/fleet/login-key.js';

/** Ed25519 as RFC 8032 has it: the field, the order of the group, and the two numbers of the curve. */
const p = 2n ** 255n - 19n;
const order = 2n ** 252n + 27_742_317_777_372_353_535_851_937_790_883_648_493n;
const mod = (number: bigint) => ((number % p) + p) % p;
const d = mod(-121_665n * power(121_666n, p - 2n));
const rootOfMinusOne = power(2n, (p - 1n) / 4n);

type Point = readonly [x: bigint, y: bigint];

function power(base: bigint, exponent: bigint): bigint {
  let [result, factor] = [1n, mod(base)];
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = mod(result * factor);
    factor = mod(factor * factor);
  }
  return result;
}

/** By Euclid: faster than the power that says the same. */
function inverse(number: bigint): bigint {
  let [[rest, factor], [last, other]]: [[bigint, bigint], [bigint, bigint]] = [
    [mod(number), 1n],
    [p, 0n],
  ];
  while (rest > 1n)
    [[rest, factor], [last, other]] = [
      [last % rest, other - (last / rest) * factor],
      [rest, factor],
    ];
  return mod(factor);
}

/** RFC 8032, 5.1.3; undefined where no point has this encoding. */
function decoded(bytes: Buffer): Point | undefined {
  const number = BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
  const [sign, y] = [number >> 255n, number & ((1n << 255n) - 1n)];
  const square = mod((y * y - 1n) * power(d * y * y + 1n, p - 2n));
  let x = power(square, (p + 3n) / 8n);
  if (mod(x * x - square) !== 0n) x = mod(x * rootOfMinusOne);
  if (y >= p || mod(x * x - square) !== 0n || x === 0n) return undefined;
  return [(x & 1n) === sign ? x : p - x, y];
}

function sum([x1, y1]: Point, [x2, y2]: Point): Point {
  const k = mod(d * x1 * x2 * y1 * y2);
  return [mod((x1 * y2 + y1 * x2) * inverse(1n + k)), mod((y1 * y2 + x1 * x2) * inverse(1n - k))];
}

function times(factor: bigint, point: Point): Point {
  let [result, power]: [Point, Point] = [[0n, 1n], point];
  for (let left = factor; left > 0n; left >>= 1n) {
    if (left & 1n) result = sum(result, power);
    power = sum(power, power);
  }
  return result;
}

const inGroup = (point: Point | undefined) => point !== undefined && times(order, point).join() === '0,1';

describe('the key of a login that nobody has', () => {
  it('reads the curve as the standard does', () => {
    // RFC 8032, 7.1, test 1: a public key that somebody has.
    expect(inGroup(decoded(Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex')))).toBe(true);
    // A point of order 8, outside of the group.
    expect(inGroup(decoded(Buffer.from('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a', 'hex')))).toBe(false);
  });

  it('is the first point that the sentence leads to', () => {
    const digests = Array.from({ length: 200 }, (_, number) => createHash('sha256').update(`${loginKey.sentence} ${number}`).digest());
    const first = digests.find((digest) => inGroup(decoded(digest))) ?? Buffer.alloc(0);
    const field = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
    expect(loginKey.text).toBe(`ssh-ed25519 ${Buffer.concat([field(Buffer.from('ssh-ed25519')), field(first)]).toString('base64')}`);
  });
});
