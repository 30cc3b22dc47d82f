import {
  type Button,
  button,
  type Card,
  callback,
  card,
  column,
  columnSet,
  hr,
  type Markdown,
  markdown,
} from "larkwire/cards";

/** What somebody asks the team to pay for. */
export interface Expense {
  readonly title: string;
  readonly amount: string;
  readonly applicant: string;
}

/** The open request: approve, reject, or have the budget checked first. */
export function requestCard(expense: Expense): Card {
  const buttons = [
    choice("Approve", "primary_filled", { decision: "approved" }),
    choice("Reject", "danger", { decision: "rejected" }),
    choice("Check budget, then approve", "default", { check: "budget" }),
  ];
  return card({
    header: { title: "Expense request", subtitle: "Waiting for a decision", template: "blue" },
    elements: [
      details(expense),
      hr(),
      columnSet({ flex_mode: "flow", columns: buttons.map((each) => column({ elements: [each] })) }),
    ],
  });
}

/** The request after the decision; nothing is left to click. */
export function decidedCard(expense: Expense, decision: "approved" | "rejected", note: string): Card {
  const [subtitle, template] =
    decision === "approved" ? (["Approved", "green"] as const) : (["Rejected", "red"] as const);
  return card({
    header: { title: "Expense request", subtitle, template },
    elements: [details(expense), hr(), markdown(note)],
  });
}

function details({ title, amount, applicant }: Expense): Markdown {
  return markdown(`**${title}**\nAmount: ${amount}\nApplicant: ${applicant}`);
}

function choice(text: string, type: Button["type"], value: object): Button {
  return button({ text, type, behaviors: [callback(value)] });
}
