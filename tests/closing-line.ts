import type { Reporter, TestModule } from 'vitest/node';

/** Prints `N passed, N failed` at the end, the line that counters of test results read. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const brokenFiles = modules.filter((module) => module.state() === 'failed' && [...module.children.allTests('failed')].length === 0).length;
    const skipped = count('skipped');
    process.stdout.write(`${count('passed')} passed, ${count('failed') + brokenFiles + errors.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
  }
}
