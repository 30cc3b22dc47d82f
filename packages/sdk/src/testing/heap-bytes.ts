/** Bytes that are in use once all garbage has been collected, buffers included; for tests in Node. */
export function heapBytes(): number {
  // As in settle-io, by way of the global: this folder imports nothing of the runtime.
  process.getBuiltinModule("node:v8").setFlagsFromString("--expose-gc");
  const collect: () => void = process.getBuiltinModule("node:vm").runInNewContext("gc");
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
