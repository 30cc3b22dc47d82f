// @ts-check
/**
 * @typedef {object} Text
 * @property {string} chart
 * @property {readonly string[]} head
 * @property {string} webhook
 * @property {string} frames
 * @property {string} pipeline
 * @property {(modules: readonly string[]) => string} import
 * @property {string} installed
 * @property {string} types
 * @property {(machine: { node: string, processor: string }) => string} note
 */

/** The words around the figures, by README. @type {Record<string, Text>} */
export const texts = {
  "README.md": {
    chart: "![Clicks answered per second: larkwire, the official SDK and the floor](docs/bench.svg)",
    head: ["", "larkwire", "official SDK", "floor", "÷ official", "÷ floor"],
    webhook: "webhook, signed and encrypted, per second",
    frames: "long connection, per second",
    pipeline: "pipeline without sockets, per second",
    import: (modules) => `import ${modules.map((name) => `\`${name}\``).join(" and ")}`,
    installed: "on disk, with dependencies",
    types: "memory of `tsc`, over an empty file",
    note: ({ node, processor }) =>
      `Medians of one \`npm run bench -- --write\` on two cores (${processor}, Node ${node}); ratios compare round by round. \`larkwire/ws\` imports \`ws\` when a client starts.`,
  },
  "README.zh.md": {
    chart: "![每秒应答的点击数：larkwire、官方 SDK 与下限](docs/bench.svg)",
    head: ["", "larkwire", "官方 SDK", "下限", "÷ 官方", "÷ 下限"],
    webhook: "Webhook，签名并加密，次/秒",
    frames: "长连接，次/秒",
    pipeline: "仅处理流程，不含套接字，次/秒",
    import: (modules) => `导入 ${modules.map((name) => `\`${name}\``).join(" 与 ")}`,
    installed: "安装体积，含依赖",
    types: "`tsc` 内存，超出空文件的部分",
    note: ({ node, processor }) =>
      `同一次 \`npm run bench -- --write\` 的中位数，两个核心（${processor}，Node ${node}）；比值逐轮计算。\`larkwire/ws\` 在客户端启动时才导入 \`ws\`。`,
  },
};
