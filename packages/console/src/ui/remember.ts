type Preference = "language" | "theme" | "user";

/** What somebody chose on this page before. Storage may be switched off: then nothing is remembered. */
export function recall(preference: Preference): string | undefined {
  try {
    return localStorage.getItem(`larkwire.${preference}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(preference: Preference, value: string): void {
  try {
    localStorage.setItem(`larkwire.${preference}`, value);
  } catch {
    // The choice holds for as long as the page is open.
  }
}
