import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { compileFunction } from 'node:vm';

const compiled = new Map();

/**
 * Exports of a CommonJS file that is evaluated anew, with variables of its own as in a process of its own. It is compiled once: to compile it, and then each
 * function that runs, takes longer than many a case. A file is never changed in place: its folder is named after its digest.
 */
export function evaluated(file) {
  const body =
    compiled.get(file) ?? compileFunction(readFileSync(file, 'utf8'), ['exports', 'require', 'module', '__filename', '__dirname'], { filename: file });
  compiled.set(file, body);
  const module = { exports: {} };
  body(module.exports, createRequire(file), module, file, dirname(file));
  return module.exports;
}
