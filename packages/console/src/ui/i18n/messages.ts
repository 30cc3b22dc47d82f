/** What a client code means, and what mends it where that is always the same. */
export interface ClientCodeTexts {
  readonly cause: string;
  readonly mend?: string;
}

/** Every sentence of the page, for one language. */
export interface Messages {
  readonly language: { readonly code: "en" | "zh"; readonly tag: string; readonly other: string };
  readonly topBar: {
    readonly app: string;
    readonly connections: (count: number) => string;
    readonly wayIn: string;
    readonly longConnection: string;
    readonly webhook: string;
    readonly requestUrl: string;
    readonly requestUrlHint: string;
    readonly editRequestUrl: string;
    readonly save: string;
    readonly refused: string;
    readonly toDark: string;
    readonly toLight: string;
    readonly toOtherLanguage: string;
    readonly stream: { readonly connecting: string; readonly live: string; readonly reconnecting: string };
    readonly dismiss: string;
  };
  readonly quirks: {
    readonly title: string;
    readonly hint: string;
    /** What each decides, by name; the simulator's own words where one is missing. */
    readonly about: Readonly<Record<string, string>>;
  };
  /** By code; the simulator's own words where one is missing. */
  readonly clientCodes: Readonly<Record<number, ClientCodeTexts>>;
  readonly chat: {
    readonly chat: string;
    readonly chats: string;
    readonly people: (count: number) => string;
    readonly whoClicks: string;
    readonly write: string;
    readonly bot: string;
    readonly updated: string;
    readonly empty: string;
    readonly emptyHint: string;
    readonly loading: string;
    readonly unreachable: string;
    readonly clientError: (code: number) => string;
    readonly cause: string;
    readonly mend: string;
    readonly deletedMessage: string;
    readonly onlyFor: (name: string) => string;
    readonly noPreview: (url: string, stays: boolean) => string;
    readonly unknownMessage: (type: string) => string;
    readonly close: string;
  };
  readonly card: {
    readonly card: string;
    readonly unknown: (tag: string) => string;
    readonly broken: string;
    readonly tooMuch: string;
    readonly template: (id: string) => string;
    readonly image: string;
    readonly confirm: string;
    readonly cancel: string;
    readonly required: string;
    readonly select: string;
    readonly pickDate: string;
    readonly pickTime: string;
    readonly enter: string;
    readonly send: string;
    readonly more: string;
    readonly everyone: string;
  };
  readonly exchange: {
    readonly region: string;
    readonly title: string;
    readonly subtitle: string;
    readonly list: string;
    readonly empty: string;
    readonly emptyHint: string;
    readonly callback: string;
    readonly answer: string;
    readonly body: string;
    readonly headers: string;
    readonly raw: string;
    readonly noAnswer: string;
    readonly waiting: string;
    readonly budget: string;
    readonly automatic: (at: string) => string;
    readonly status: (status: number) => string;
    readonly frameCode: (status: number) => string;
    readonly toast: string;
    readonly cardReplaced: string;
    readonly preview: string;
    readonly previewCard: string;
    readonly nothingChanged: string;
    readonly lateUpdate: (ok: boolean) => string;
    readonly lateCode: (code: number) => string;
    readonly cause: string;
    readonly mend: string;
    readonly copy: string;
    readonly copied: string;
    readonly showMore: (count: number) => string;
    readonly cut: (shown: string, total: string) => string;
    readonly none: string;
    readonly newest: string;
  };
}
