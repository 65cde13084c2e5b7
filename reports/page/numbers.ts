/** Money and shares as a page writes them: grouped, with a true minus, nothing that is not known as a number. */

const minus = '−';

/** Whole dollars: `$6,190,811`, `−$40,000`, `not known`. */
export function usd(value: number | 'unknown'): string {
  if (value === 'unknown') return 'not known';
  const whole = Math.round(Math.abs(value)).toLocaleString('en-US');
  return `${value < 0 && whole !== '0' ? minus : ''}$${whole}`;
}

/** Dollars to three digits: `$8.48M`, `$118k`, `$950`. */
export function shortUsd(value: number | 'unknown'): string {
  if (value === 'unknown') return 'not known';
  const size = Math.abs(value);
  const [divisor, unit] = size >= 999_500 ? [1e6, 'M'] : size >= 999.5 ? [1e3, 'k'] : [1, ''];
  const scaled = size / divisor;
  const digits = unit === '' || scaled >= 100 ? 0 : scaled >= 10 ? 1 : 2;
  return `${value < 0 ? minus : ''}$${scaled.toFixed(digits)}${unit}`;
}

/** A fraction: `46.9%`, `−112%`. */
export function share(value: number | 'unknown'): string {
  if (value === 'unknown') return 'not known';
  const percent = Math.abs(value) * 100;
  return `${value < 0 ? minus : ''}${percent.toFixed(percent >= 100 ? 0 : 1)}%`;
}

/** Tokens of a year: `2.50T`, `167B`. */
export function tokens(value: number): string {
  const [divisor, unit] = value >= 999.5e9 ? [1e12, 'T'] : value >= 999.5e6 ? [1e9, 'B'] : [1e6, 'M'];
  const scaled = value / divisor;
  return `${scaled.toFixed(scaled >= 100 ? 0 : scaled >= 10 ? 1 : 2)}${unit}`;
}

/** A price of one unit, to six digits and without zeros that say nothing. */
export function unitPrice(value: number | 'unknown'): string {
  return value === 'unknown' ? 'not known' : `$${Number(value.toFixed(6))}`;
}
