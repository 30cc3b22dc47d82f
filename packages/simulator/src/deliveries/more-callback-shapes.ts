/** Callbacks that the platform's schemas do not have, as shapes of event-shapes.json. */
export const moreCallbackShapes = {
  /** @see https://open.feishu.cn/document/ukTMukTMukTM/uYzM3QjL2MzN04iNzcDN/configuring-card-callbacks/card-callback-structure */
  "card.action.trigger_v1": {
    open_id: "string:open_id",
    user_id: "string:user_id",
    open_message_id: "string",
    open_chat_id: "string",
    tenant_key: "string",
    token: "string",
    action: { value: {}, tag: "string=button", option: "string", timezone: "string=Asia/Shanghai" },
  },
  /** Go's SDK names it, and nobody says what is in it: who looks, and where. */
  "profile.view.get": {
    operator: {
      tenant_key: "string",
      user_id: "string:user_id",
      union_id: "string:union_id",
      open_id: "string:open_id",
    },
    host: "string",
    context: { open_id: "string:open_id" },
  },
} as const;
