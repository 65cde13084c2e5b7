import { describe, expect, it } from 'vitest';
import { splitRange } from '../../derived/google-ranges.js';

describe('splitRange', () => {
  it.each([
    ['10.80.0.0/20', '10.80.0.0/21', '10.80.8.1', '10.80.12.0/22'],
    ['10.0.0.0/8', '10.0.0.0/9', '10.128.0.1', '10.192.0.0/10'],
    ['192.168.255.0/24', '192.168.255.0/25', '192.168.255.129', '192.168.255.192/26'],
    ['10.80.3.7/20', '10.80.0.0/21', '10.80.8.1', '10.80.12.0/22'],
  ])('cuts %s into subnet %s, endpoint %s and proxies %s', (cidr, lower, upperHost, lastQuarter) => {
    expect(splitRange(cidr)).toEqual({ lower, upperHost, lastQuarter });
  });
});
