import { writeFileSync } from 'node:fs';

/** Preloaded into a measured process: leaves its peak resident set, in KiB, for the one who measures. */
process.on('exit', () => {
  writeFileSync(process.env.BENCH_MEMORY_FILE, String(process.resourceUsage().maxRSS));
});
