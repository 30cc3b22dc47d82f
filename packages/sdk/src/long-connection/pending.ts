/** A promise and the ways to settle it. */
export interface Pending {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(reason: Error): void;
}

/** Promise.withResolvers(), which the oldest supported runtime lacks. */
export function createPending(): Pending {
  let resolve: () => void = () => undefined;
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<void>((resolvePromise, rejectPromise) => {
    resolve = resolvePromise;
    reject = rejectPromise;
  });
  return { promise, resolve, reject };
}
