export { type LambdaEvent, type LambdaResult, webhook } from "../webhook/adapters/lambda.ts";
export type { Receivers, WebhookOptions } from "../webhook/mount.ts";
