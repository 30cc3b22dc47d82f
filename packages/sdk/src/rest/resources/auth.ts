import type { RequestOptions } from "../api-request.ts";
import { type ApisOf, tokenApi } from "./resource.ts";

interface OfApp {
  readonly data: { readonly app_id: string; readonly app_secret: string };
}

/** What the APIs of tokens answer: their fields are beside the code, not in `data`. `expire` is in seconds. */
type Issued<Fields> = Promise<{ readonly code: number; readonly msg: string } & Fields>;

/** Tokens of apps. */
export interface AppAccessTokenResource {
  /**
   * Issues the token of a store app, for its app ticket.
   *
   * @see https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/app_access_token
   */
  create(
    payload: { readonly data: OfApp["data"] & { readonly app_ticket: string } },
    options?: RequestOptions,
  ): Issued<{ readonly app_access_token: string; readonly expire: number }>;
  /**
   * Issues the token of a self-built app.
   *
   * @see https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/app_access_token_internal
   */
  internal(
    payload: OfApp,
    options?: RequestOptions,
  ): Issued<{ readonly app_access_token: string; readonly tenant_access_token: string; readonly expire: number }>;
}

/** Tokens of apps within tenants. */
export interface TenantAccessTokenResource {
  /**
   * Issues the token of a store app in one tenant, for the token of the app.
   *
   * @see https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/tenant_access_token
   */
  create(
    payload: { readonly data: { readonly app_access_token: string; readonly tenant_key: string } },
    options?: RequestOptions,
  ): Issued<{ readonly tenant_access_token: string; readonly expire: number }>;
  /**
   * Issues the token of a self-built app.
   *
   * @see https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/tenant_access_token_internal
   * @example
   * ```ts
   * const data = { app_id: appId, app_secret: appSecret };
   * const { tenant_access_token } = await client.auth.tenantAccessToken.internal({ data });
   * ```
   */
  internal(
    payload: OfApp,
    options?: RequestOptions,
  ): Issued<{ readonly tenant_access_token: string; readonly expire: number }>;
}

/** App tickets of store apps. */
export interface AppTicketResource {
  /**
   * Lets the platform push the app ticket again, as the event `app_ticket`.
   *
   * @see https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/app_ticket_resend
   */
  resend(payload: OfApp, options?: RequestOptions): Issued<unknown>;
}

/** The APIs of tokens, for code that hands tokens to others; the client gets its own by itself. */
export interface AuthResource {
  readonly appAccessToken: AppAccessTokenResource;
  readonly tenantAccessToken: TenantAccessTokenResource;
  readonly appTicket: AppTicketResource;
}

const auth = "/open-apis/auth/v3";

/** How the methods of {@link AppAccessTokenResource} are called over the wire. */
export const appAccessTokenApis: ApisOf<AppAccessTokenResource> = {
  create: tokenApi(`${auth}/app_access_token`),
  internal: tokenApi(`${auth}/app_access_token/internal`),
};

/** How the methods of {@link TenantAccessTokenResource} are called over the wire. */
export const tenantAccessTokenApis: ApisOf<TenantAccessTokenResource> = {
  create: tokenApi(`${auth}/tenant_access_token`),
  internal: tokenApi(`${auth}/tenant_access_token/internal`),
};

/** How the methods of {@link AppTicketResource} are called over the wire. */
export const appTicketApis: ApisOf<AppTicketResource> = { resend: tokenApi(`${auth}/app_ticket/resend`) };
