import { Component, type ReactNode } from "react";

interface Properties {
  readonly children: ReactNode;
  readonly fallback: ReactNode;
}

/** Keeps a failure while drawing where it happened. */
export class ErrorBoundary extends Component<Properties, { readonly failed: boolean }> {
  override readonly state: { readonly failed: boolean } = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}
