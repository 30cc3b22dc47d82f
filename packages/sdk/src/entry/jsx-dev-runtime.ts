export { Fragment, jsx as jsxDEV } from "../cards/jsx/jsx.ts";
export type { JSX } from "./jsx-runtime.ts";
