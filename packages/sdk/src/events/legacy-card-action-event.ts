import type { CardAction } from "./callbacks.ts";

/**
 * `card.action.trigger_v1`: somebody used a component of a card, in an app with the legacy callback. The body is flat.
 *
 * @see https://open.feishu.cn/document/ukTMukTMukTM/uYzM3QjL2MzN04iNzcDN/configuring-card-callbacks/card-callback-structure
 */
export interface LegacyCardActionEvent<Value = unknown, Form = unknown> {
  /** The person who acted. */
  readonly open_id: string;
  /** Present with the scope `contact:user.employee_id:readonly`. */
  readonly user_id?: string;
  /** The tenant of this person. */
  readonly tenant_key: string;
  readonly open_message_id: string;
  readonly open_chat_id?: string;
  /** The credential for updating this card later, not the Verification Token. */
  readonly token: string;
  readonly timezone?: string;
  readonly action: CardAction<Value, Form>;
}
