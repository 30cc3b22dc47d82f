import react from "@vitejs/plugin-react";
import { defineConfig, type UserConfig } from "vite";

const simulator = "http://127.0.0.1:4100";

const config: UserConfig = defineConfig({
  // Relative, so that the simulator can serve the page wherever it likes.
  base: "./",
  plugins: [react()],
  logLevel: "warn",
  build: {
    // Nothing may become a data: URL that the page's content security policy does not name.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ }],
        },
      },
    },
  },
  server: { proxy: { "/simulator/v1": simulator } },
});

export default config;
