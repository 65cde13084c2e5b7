import { pathToFileURL } from 'node:url';
import { TestRunner } from 'vitest';
import { compiledPath } from './place.mjs';

/** Imports a file of cases as it was compiled. Files import each other by Node itself. */
export default class CompiledRunner extends TestRunner {
  importFile(file) {
    return import(pathToFileURL(compiledPath(file)).href);
  }
}
