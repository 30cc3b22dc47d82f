// All that the pure layers may know of the host. Anything else (timers, fetch, process, Buffer) does not compile there.

declare class TextEncoder {
  encode(text?: string): Uint8Array;
  encodeInto(text: string, target: Uint8Array): { read: number; written: number };
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: Uint8Array): string;
}

interface AbortSignal {
  readonly aborted: boolean;
}

declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}

declare function btoa(data: string): string;

declare class URL {
  constructor(url: string);
  static canParse(url: string): boolean;
  readonly hash: string;
  readonly host: string;
  readonly protocol: string;
  readonly searchParams: { get(name: string): string | null };
}
