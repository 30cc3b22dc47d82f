import {
  type AppAccessTokenResource,
  type AppTicketResource,
  type AuthResource,
  appAccessTokenApis,
  appTicketApis,
  type TenantAccessTokenResource,
  tenantAccessTokenApis,
} from "./auth.ts";
import {
  type CardElementResource,
  type CardKitResource,
  type CardResource,
  cardApis,
  cardElementApis,
} from "./card-kit.ts";
import { type ChatResource, chatApis } from "./chat.ts";
import { type EphemeralResource, ephemeralApis } from "./ephemeral.ts";
import { type FileResource, fileApis, type ImageResource, imageApis } from "./file.ts";
import { type MessageResource, messageApis } from "./message.ts";
import { type OutboundIpResource, outboundIpApis } from "./outbound-ip.ts";
import { type Caller, createResource } from "./resource.ts";
import { type UrlPreviewResource, urlPreviewApis } from "./url-preview.ts";

/** The APIs that have types; all others are called with `client.request`. */
export interface Resources {
  readonly im: {
    readonly message: MessageResource;
    readonly image: ImageResource;
    readonly file: FileResource;
    readonly chat: ChatResource;
    readonly v2: { readonly urlPreview: UrlPreviewResource };
  };
  readonly cardkit: CardKitResource;
  readonly ephemeral: EphemeralResource;
  readonly event: { readonly outboundIp: OutboundIpResource };
  readonly auth: AuthResource;
}

/** The resources, calling through the caller. */
export function createResources(caller: Caller): Resources {
  return {
    im: {
      message: createResource<MessageResource>(caller, messageApis),
      image: createResource<ImageResource>(caller, imageApis),
      file: createResource<FileResource>(caller, fileApis),
      chat: createResource<ChatResource>(caller, chatApis),
      v2: { urlPreview: createResource<UrlPreviewResource>(caller, urlPreviewApis) },
    },
    cardkit: {
      card: createResource<CardResource>(caller, cardApis),
      cardElement: createResource<CardElementResource>(caller, cardElementApis),
    },
    ephemeral: createResource<EphemeralResource>(caller, ephemeralApis),
    event: { outboundIp: createResource<OutboundIpResource>(caller, outboundIpApis) },
    auth: {
      appAccessToken: createResource<AppAccessTokenResource>(caller, appAccessTokenApis),
      tenantAccessToken: createResource<TenantAccessTokenResource>(caller, tenantAccessTokenApis),
      appTicket: createResource<AppTicketResource>(caller, appTicketApis),
    },
  };
}
