/**
 * CDK's CloudFormation validator is WebAssembly whose memory grows from 33 to 159 MiB in about two thousand small steps,
 * and V8 answers each with a garbage collection: half of a synthesis. One block as large as it ever needs, allocated and
 * given back before the first step, stays with the validator's allocator. Pages it never touches take no room.
 */
const reservedBytes = 192 * 1024 * 1024;

interface Allocator {
  readonly __wbindgen_malloc: (bytes: number, align: number) => number;
  readonly __wbindgen_free: (pointer: number, bytes: number, align: number) => void;
}

/** What `WebAssembly.Instance` is here: the library of types that this project compiles against does not declare it. */
type InstanceConstructor = new (module: object, imports?: object) => { readonly exports: object };

const host = globalThis as unknown as { readonly WebAssembly: { Instance: InstanceConstructor } };

/** Runs some work in which every WebAssembly instance with wasm-bindgen's allocator gets its memory at once. */
export function withReservedMemory<T>(work: () => T): T {
  const original = host.WebAssembly.Instance;
  host.WebAssembly.Instance = new Proxy(original, { construct: (target, [module, imports]) => reserved(target, module, imports) });
  try {
    return work();
  } finally {
    host.WebAssembly.Instance = original;
  }
}

function reserved(Instance: InstanceConstructor, module: object, imports: object | undefined): object {
  const instance = new Instance(module, imports);
  const { exports } = instance;
  if (!hasAllocator(exports)) return instance;
  try {
    exports.__wbindgen_free(exports.__wbindgen_malloc(reservedBytes, 1), reservedBytes, 1);
    return instance;
  } catch {
    // A machine that cannot give this much at once: an allocation that fails leaves the instance unusable, a new one grows in steps.
    return new Instance(module, imports);
  }
}

function hasAllocator(exports: object): exports is Allocator {
  return '__wbindgen_malloc' in exports && '__wbindgen_free' in exports;
}
