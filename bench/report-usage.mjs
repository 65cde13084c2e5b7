import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

/** Preloaded into a measured process: leaves its processor time, in seconds, and peak resident set, in KiB, of all its threads. */
function report() {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeFileSync(process.env.BENCH_USAGE_FILE, JSON.stringify({ seconds: (userCPUTime + systemCPUTime) / 1e6, kibibytes: maxRSS }));
}

// Threads are preloaded as well; their time is in that of the process.
if (isMainThread) process.on('exit', report);
