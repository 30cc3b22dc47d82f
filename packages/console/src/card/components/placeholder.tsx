import type { ReactElement, ReactNode } from "react";

/** Stands for what this page does not draw, visibly and with its name. */
export function Placeholder({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <div className="card-placeholder" data-testid="card-placeholder">
      {children}
    </div>
  );
}
