import { type Locale, locales } from "../cards/parts/locale.ts";

/** The languages that a toast may be given in. */
export type ToastLocale = Locale;

/** The languages that a toast may be given in. */
export const toastLocales: ReadonlySet<string> = new Set(locales);

/** The languages that a link preview's title may be given in. */
export const previewLocales: ReadonlySet<string> = new Set([
  "zh_cn",
  "zh_tw",
  "zh_hk",
  "en_us",
  "ja_jp",
  "fr_fr",
  "hi_in",
  "id_id",
  "it_it",
  "ko_kr",
  "pt_br",
  "ru_ru",
  "th_th",
  "vi_vn",
  "de_de",
  "es_es",
] satisfies PreviewLocale[]);

/** The languages that a link preview's title may be given in. */
export type PreviewLocale =
  | "zh_cn"
  | "zh_tw"
  | "zh_hk"
  | "en_us"
  | "ja_jp"
  | "fr_fr"
  | "hi_in"
  | "id_id"
  | "it_it"
  | "ko_kr"
  | "pt_br"
  | "ru_ru"
  | "th_th"
  | "vi_vn"
  | "de_de"
  | "es_es";
