/** The languages that a toast may be given in. */
export const toastLocales: ReadonlySet<string> = new Set([
  "zh_cn",
  "en_us",
  "zh_hk",
  "zh_tw",
  "ja_jp",
  "id_id",
  "vi_vn",
  "th_th",
  "pt_br",
  "es_es",
  "ko_kr",
  "de_de",
  "fr_fr",
  "it_it",
  "ru_ru",
  "ms_my",
] satisfies ToastLocale[]);

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

/** The languages that a toast may be given in. */
export type ToastLocale =
  | "zh_cn"
  | "en_us"
  | "zh_hk"
  | "zh_tw"
  | "ja_jp"
  | "id_id"
  | "vi_vn"
  | "th_th"
  | "pt_br"
  | "es_es"
  | "ko_kr"
  | "de_de"
  | "fr_fr"
  | "it_it"
  | "ru_ru"
  | "ms_my";

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
