/** The languages that texts of cards and toasts may be given in. */
export const locales: readonly Locale[] = [
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
];

/** The languages that texts of cards and toasts may be given in. */
export type Locale =
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

/** One value for each language; a user whose language is missing sees another one that is there. */
export type Localized<Value> = { readonly [language in Locale]?: Value | undefined };
