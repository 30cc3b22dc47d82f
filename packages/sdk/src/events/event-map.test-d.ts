import { expectTypeOf } from "vitest";
import type { Events } from "./event-map.ts";
import type { UserId } from "./generated/shared.ts";
import type { Mention } from "./mention.ts";

// Required members are there; unmarked ones may be missing.
declare const received: Events["im.message.receive_v1"];
expectTypeOf(received.message.content).toEqualTypeOf<string>();
expectTypeOf(received.message.update_time).toEqualTypeOf<string | undefined>();
expectTypeOf(received.message.mentions).toEqualTypeOf<readonly Mention[] | undefined>();
expectTypeOf<Mention["id"]>().toEqualTypeOf<UserId>();
expectTypeOf<UserId>().toEqualTypeOf<{
  readonly union_id?: string;
  readonly user_id?: string;
  readonly open_id?: string;
}>();

// Enums stay open: known values are offered, others are taken.
expectTypeOf(received.message.chat_type).toEqualTypeOf<"p2p" | "group" | (string & {})>();
expectTypeOf<"topic">().toExtend<typeof received.message.chat_type>();
expectTypeOf<3>().toExtend<NonNullable<Events["mail.user_mailbox.event.message_received_v1"]["mailbox_type"]>>();
expectTypeOf<Events["auth.user_access_token.revoked_v4"]["open_id"]>().toEqualTypeOf<string>();

// Nothing can be assigned to what came.
// @ts-expect-error it is readonly
received.message.content = "";

// Objects in place, shared ones, and lists of both.
expectTypeOf<Events["application.bot.menu_v6"]>().toEqualTypeOf<{
  readonly operator?: { readonly operator_name?: string; readonly operator_id?: UserId };
  readonly event_key?: string;
  readonly timestamp?: number;
}>();
expectTypeOf<Events["calendar.calendar.changed_v4"]>().toEqualTypeOf<{ readonly user_id_list?: readonly UserId[] }>();
type Recorded = NonNullable<Events["drive.file.bitable_record_changed_v1"]["action_list"]>[number];
expectTypeOf<Pick<Recorded, "record_id">>().toEqualTypeOf<{ readonly record_id: string }>();
expectTypeOf<NonNullable<Recorded["after_value"]>[number]["field_value"]>().toEqualTypeOf<string>();
expectTypeOf<
  NonNullable<NonNullable<Events["vc.meeting.meeting_started_v1"]["operator"]>["id"]>
>().toEqualTypeOf<UserId>();

// Null, several types, and what nobody has documented.
expectTypeOf<Events["apaas.workspace.record_change_v1"]["before"]>().toEqualTypeOf<string | null | undefined>();
type Approval = NonNullable<Events["approval.approval.updated_v4"]["object"]>;
expectTypeOf<Approval["timestamp"]>().toEqualTypeOf<number | string | undefined>();
type Ticket = NonNullable<Events["helpdesk.ticket_message.created_v1"]["ticket"]>;
expectTypeOf<readonly unknown[]>().toExtend<NonNullable<Ticket["comments"]>>();
expectTypeOf<Ticket["agent_service_duration"]>().toEqualTypeOf<number | undefined>();
expectTypeOf<Events["contact.user_group.created_v3"]>().toEqualTypeOf<Readonly<Record<string, unknown>>>();

// Of a former state, only what has changed.
expectTypeOf<NonNullable<Events["contact.user.updated_v3"]["old_object"]>["open_id"]>().toEqualTypeOf<
  string | undefined
>();

// Schema 1.0.
expectTypeOf<Events["user_add"]>().toEqualTypeOf<{
  readonly type?: "user_add" | (string & {});
  readonly app_id?: string;
  readonly tenant_key?: string;
  readonly open_id?: string;
  readonly employee_id?: string;
  readonly union_id?: string;
}>();
expectTypeOf<Events["message"]["is_mention"]>().toEqualTypeOf<boolean | undefined>();
expectTypeOf<Events["work_approval"]["work_multi_imitate_users"]>().toEqualTypeOf<
  readonly unknown[] | null | undefined
>();
expectTypeOf<Events["leave_approvalV2"]["leave_detail"]>().toEqualTypeOf<
  readonly (string | readonly unknown[])[] | string | undefined
>();
type Resource = Exclude<NonNullable<Events["out_approval"]["i18n_resources"]>[number], string>;
expectTypeOf<Resource["texts"]>().toEqualTypeOf<Readonly<Record<string, string>> | undefined>();

// Callbacks are answered, they are no events.
expectTypeOf<
  Extract<
    keyof Events,
    "card.action.trigger" | "card.action.trigger_v1" | "url.preview.get" | "url_verification" | "profile.view.get"
  >
>().toBeNever();
