import type { Verdict } from './tools.js';

/** What Vitest reports as JSON, as far as it is read here. */
export interface Report {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string; readonly failureMessages: readonly string[] }[];
  }[];
}

/** A failed case is a finding, and so is a file whose cases never ran; a case that was left out is skipped. */
export function verdictOf(oracle: string, { numPassedTests, testResults }: Report): Verdict {
  const cases = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = cases.filter(({ status }) => status === 'failed');
  const leftOut = cases.filter(({ status }) => status !== 'failed' && status !== 'passed');
  const broken = testResults.filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.some((one) => one.status === 'failed'));
  const findings = [
    ...failed.map(({ fullName, failureMessages }) => `${oracle}: ${fullName}: ${firstLine(failureMessages[0])}`),
    ...broken.map(({ name, message }) => `${oracle}: ${name}: ${firstLine(message)}`),
    ...(cases.length === 0 && broken.length === 0 ? [`${oracle}: no case ran`] : []),
  ];
  return {
    findings,
    judged: `${numPassedTests} of ${cases.length} cases of ${testResults.length} files passed`,
    ...(leftOut.length > 0 && { skipped: leftOut.map(({ fullName }) => fullName).join(', ') }),
  };
}

function firstLine(text = ''): string {
  return text.split('\n')[0] ?? '';
}
