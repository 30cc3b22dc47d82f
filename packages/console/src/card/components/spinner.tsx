import type { ReactElement } from "react";

export function Spinner(): ReactElement {
  return (
    <svg className="spinner" viewBox="0 0 16 16" width="14" height="14" fill="none" aria-hidden="true">
      <circle cx="8" cy="8" r="6.2" stroke="currentColor" strokeOpacity="0.22" strokeWidth="2" />
      <path d="M14.2 8A6.2 6.2 0 0 0 8 1.8" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
