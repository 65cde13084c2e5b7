import { writeFileSync } from 'node:fs';

/** Preloaded into a measured process: leaves its processor time, in seconds, and peak resident set, in KiB, of all its threads. */
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeFileSync(process.env.BENCH_USAGE_FILE, JSON.stringify({ seconds: (userCPUTime + systemCPUTime) / 1e6, kibibytes: maxRSS }));
});
