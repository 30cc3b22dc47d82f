import type { Transcript } from "./transcript.ts";

/** What came back when the platform asked an app. */
export type Attempt =
  | {
      readonly type: "answered";
      /** HTTP status, or `code` of the answer frame's payload. */
      readonly status: number;
      /** The reply as JSON text; `undefined` where the frame carried none. */
      readonly text: string | undefined;
      readonly received: Transcript;
    }
  | { readonly type: "late"; readonly detail?: string | undefined }
  | { readonly type: "failed"; readonly code: DeliveryFailure; readonly detail: string };

/** Why the question did not even get an answer: broken off, not configured, no TCP connection, no DNS record, bad form. */
export type DeliveryFailure = 200_080 | 200_340 | 200_342 | 200_343 | 200_530;
