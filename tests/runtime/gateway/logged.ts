import { afterEach, beforeEach, vi } from 'vitest';

/** Keeps what the cases of a file log, instead of printing it. */
export function logged(): () => string {
  let lines: string[] = [];
  beforeEach(() => {
    lines = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
      lines.push(String(line));
      return true;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  return () => lines.join('');
}
