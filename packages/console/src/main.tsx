import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { LanguageProvider } from "./ui/i18n/language.tsx";
import "@douyinfe/semi-ui-19/lib/es/_base/base.css";
import "./ui/theme.css";
import "./ui/layout.css";

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <LanguageProvider>
        <App />
      </LanguageProvider>
    </StrictMode>,
  );
}
