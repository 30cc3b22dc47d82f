import type { ExchangeView } from "../console-api/contract.ts";

/** A question to an app and what became of it. */
export type Exchange = ExchangeView;
