const { createHash } = require('node:crypto');
const { readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

/** What share of the modules has to be new for all of them to be written again. */
const worthWriting = 0.1;

/** Whether a text may load ES modules, which a script of its own cannot. A line of a comment does not: bundles have such lines. */
const loadsModules = (content) => !content.startsWith(loadsNoModules) && /\bimport\s*\(/.test(content) && /^(?!\s*(?:\/\/|\*)).*\bimport\s*\(/m.test(content);

/** The first line of a text that its maker made free of them, whatever its strings and the names of its methods say. */
const loadsNoModules = '// Loads no ES modules.';

module.exports = { loadsNoModules, rememberCompiled };

/**
 * Has every CommonJS module that is loaded from now on compiled from what an earlier run left in this directory: V8's code of a
 * module and of those of its functions that ran. To compile both frameworks takes an eighth of `synth`. Code is used only for a
 * text of the same SHA-256 and length by the same V8 with the same flags (V8 refuses others).
 */
function rememberCompiled(directory, name = 'compiled') {
  const file = join(directory, `${name}-${process.version}-${process.arch}.bin`);
  const known = readCompiled(file);
  const added = new Map();
  const original = Module.prototype._compile;
  Module.prototype._compile = function compile(content, filename, format) {
    if (format === 'module') return original.call(this, content, filename, format);
    const key = createHash('sha256').update(filename).update('\0').update(content).digest('base64');
    const cachedData = known.get(key);
    if (cachedData === undefined && loadsModules(content)) return original.call(this, content, filename, format);
    const script = new Script(Module.wrap(content.replace(/^#!.*/, '')), { filename, ...(cachedData && { cachedData }) });
    if (cachedData === undefined || script.cachedDataRejected) added.set(key, script);
    return script.runInThisContext().call(this.exports, this.exports, requireOf(this), this, filename, dirname(filename));
  };
  process.on('exit', () => {
    if (added.size <= known.size * worthWriting) return;
    writeCompiled(file, new Map([...known, ...[...added].map(([key, script]) => [key, script.createCachedData()])]));
  });
}

/** What Node gives a module for `require`. */
function requireOf(module) {
  return Object.assign((id) => module.require(id), {
    resolve: (request, options) => Module._resolveFilename(request, module, false, options),
    main: process.mainModule,
    extensions: Module._extensions,
    cache: Module._cache,
  });
}

/**
 * One file: the SHA-256 of the rest (32 bytes), the length of an index (4), the index as JSON `[key, bytes][]`, then the code in its order. V8 does not notice
 * every damage of what it is given.
 */
function readCompiled(file) {
  try {
    const all = readFileSync(file);
    if (!digestOf(all.subarray(32)).equals(all.subarray(0, 32))) return new Map();
    let start = 36 + all.readUInt32LE(32);
    return new Map(
      JSON.parse(all.toString('utf8', 36, start)).map(([key, bytes]) => {
        const code = all.subarray(start, start + bytes);
        start += bytes;
        return [key, code];
      }),
    );
  } catch {
    // There is none yet, or it cannot be read: everything is compiled, as without it.
    return new Map();
  }
}

/** Written aside and renamed: a run beside this one sees all of it or nothing. Where it cannot be written, the next run compiles again. */
function writeCompiled(file, entries) {
  const index = Buffer.from(JSON.stringify([...entries].map(([key, code]) => [key, code.length])));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(index.length);
  const rest = Buffer.concat([length, index, ...entries.values()]);
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, Buffer.concat([digestOf(rest), rest]));
    renameSync(draft, file);
  } catch {
    rmSync(draft, { force: true });
  }
}

function digestOf(bytes) {
  return createHash('sha256').update(bytes).digest();
}
