import { IconAlertTriangle, IconClose } from "@douyinfe/semi-icons";
import LocaleProvider from "@douyinfe/semi-ui-19/lib/es/locale/localeProvider";
import semiEnglish from "@douyinfe/semi-ui-19/lib/es/locale/source/en_US";
import semiChinese from "@douyinfe/semi-ui-19/lib/es/locale/source/zh_CN";
import { type ReactElement, useMemo, useState } from "react";
import { useConsole } from "./api/use-console.ts";
import { ChatPanel } from "./chat/chat-panel.tsx";
import { ExchangePanel } from "./exchange/exchange-panel.tsx";
import { useMessages } from "./ui/i18n/language.tsx";
import { recall } from "./ui/remember.ts";
import { TopBar } from "./ui/top-bar.tsx";

export function App(): ReactElement {
  const [userId, chooseUser] = useState(() => recall("user"));
  const console = useConsole(userId);
  const { world, stream } = console;
  const { language, topBar } = useMessages();
  const [appId, setAppId] = useState<string>();
  const [chosenExchange, chooseExchange] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  const app = world.apps.find(({ app_id }) => app_id === appId) ?? world.apps[0];
  const people = useMemo(() => new Map(world.users.map(({ open_id, name }) => [open_id, name])), [world.users]);

  return (
    <LocaleProvider locale={language.code === "zh" ? semiChinese : semiEnglish}>
      <div className="page">
        <TopBar
          apps={world.apps}
          app={app}
          stream={stream}
          chooseApp={setAppId}
          change={async (subscription) => {
            if (app !== undefined) await console.setCallbacks(app.app_id, subscription);
          }}
          refused={setRefusal}
          quirks={console}
        />
        {refusal === undefined ? null : (
          <div className="refusal" role="alert">
            <IconAlertTriangle />
            <p>
              <strong>{topBar.refused}</strong> {refusal}
            </p>
            <button
              type="button"
              className="icon-button"
              aria-label={topBar.dismiss}
              onClick={() => setRefusal(undefined)}
            >
              <IconClose size="small" />
            </button>
          </div>
        )}
        <main className="panels">
          <ChatPanel
            console={console}
            people={people}
            userId={userId}
            chooseUser={chooseUser}
            onClick={() => chooseExchange(undefined)}
          />
          <ExchangePanel
            exchanges={world.exchanges}
            people={people}
            chosenId={chosenExchange}
            choose={chooseExchange}
          />
        </main>
      </div>
    </LocaleProvider>
  );
}
