import module from 'node:module';

/**
 * Vitest registers a loader that reports every import to its main process, for `--changed` alone. On Node 20 a loader is a thread that every import of every module
 * waits for: a third of what it takes to import the sources and both frameworks.
 */
module.register = () => {};
