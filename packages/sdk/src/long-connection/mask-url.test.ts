import { describe, expect, it } from "vitest";
import { maskUrl } from "./mask-url.ts";

describe("maskUrl", () => {
  it("masks access_key, ticket and whatever it does not know", () => {
    const url =
      "wss://msg-frontier.feishu.cn/ws/v2?fpid=493&aid=552564&device_id=7&access_key=0123abcd&service_id=33&ticket=t-1&new=x";

    expect(maskUrl(url)).toBe(
      "wss://msg-frontier.feishu.cn/ws/v2?fpid=493&aid=552564&device_id=7&access_key=***&service_id=33&ticket=***&new=***",
    );
  });

  it("stays on one line and within its parameters, whatever is in them", () => {
    const address = "ws://host/?device_id=7%0Alarkwire%20error%26x&a%0Ab=1";

    expect(maskUrl(address)).toBe("ws://host/?device_id=7%0Alarkwire%20error%26x&a%0Ab=***");
  });

  it("shows no user name and password", () => {
    expect(maskUrl("ws://user:password@host/ws")).toBe("ws://host/ws");
  });

  it("shows nothing of what is no URL", () => {
    expect(maskUrl("ticket=1")).toBe("***");
  });
});
