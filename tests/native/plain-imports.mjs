import module from 'node:module';

/**
 * Vitest registers a loader that reports every import to its main process, for `--changed` alone. On Node 20 a loader is a thread that every import of every module
 * waits for: an eighth of the processor time of importing cases (ADR 121).
 */
module.register = () => {};
