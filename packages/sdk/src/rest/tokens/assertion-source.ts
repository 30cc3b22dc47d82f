import { assertTo, type ClientAssertion } from "../../credentials.ts";
import { LarkwireError } from "../../errors.ts";
import { within } from "../policy/wait.ts";
import type { ApiTransport } from "../request.ts";
import type { TokenSource } from "./token-source.ts";

/** A source that has an assertion signed each time, for the host of an address. */
export function assertionSource(
  address: string,
  clientAssertion: ClientAssertion,
  { clock, timeoutMs }: Pick<ApiTransport, "clock" | "timeoutMs">,
): TokenSource {
  const toLate = (): LarkwireError =>
    new LarkwireError("ASSERTION_FAILED", `clientAssertion gave nothing within ${timeoutMs} ms`);
  const get = (): Promise<string> => within(clock, timeoutMs, toLate, () => assertTo(address, clientAssertion));
  return { get, replace: get };
}
