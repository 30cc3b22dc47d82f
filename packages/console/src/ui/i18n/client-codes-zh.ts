import type { ClientCodeTexts } from "./messages.ts";

const notConfigured = {
  cause: "应用没有生效的回调地址，或没有客户端在线。",
  mend: "在开发者后台保存回调订阅并发布版本，保持客户端在线。",
};
const internal = { cause: "平台内部出错。", mend: "请重试；若一直如此，请反馈给平台。" };

/** Where the remedy depends on the case, it stays in the simulator's words. */
export const clientCodesZh: Readonly<Record<number, ClientCodeTexts>> = {
  200080: { cause: "平台调用应用时出错。", mend: internal.mend },
  200340: notConfigured,
  200341: { cause: "应用没有在 3 秒内应答。", mend: "先用 ctx.reply() 应答，再更新卡片。" },
  200342: { cause: "无法与请求地址建立 TCP 连接。", mend: "检查服务是否在监听，防火墙是否放行平台。" },
  200343: { cause: "请求地址的域名无法解析。", mend: "检查请求地址及其 DNS 记录。" },
  200345: notConfigured,
  200346: notConfigured,
  200347: notConfigured,
  200530: { cause: "表单内有组件没有 name，或有两个相同。", mend: "为表单内每个组件设置唯一且非空的 name。" },
  200671: { cause: "应用应答的状态码不是 200。", mend: "查看应用日志：签名被拒、路径有误，或处理函数抛出了异常。" },
  200672: { cause: "应答的结构有误。" },
  200673: { cause: "应答中的卡片有误。" },
  200830: { cause: "JSON 2.0 的卡片不能换成 JSON 1.0 的。", mend: '用带 "schema": "2.0" 的卡片应答。' },
  300000: internal,
};
