/** What somebody asks the team to pay for. */
export interface Expense {
  readonly title: string;
  readonly amount: string;
  readonly applicant: string;
}

const callback = (value: object): object[] => [{ type: "callback", value }];

const details = ({ title, amount, applicant }: Expense): object => ({
  tag: "markdown",
  content: `**${title}**\nAmount: ${amount}\nApplicant: ${applicant}`,
});

/** The open request: approve, reject, or have the budget checked first. */
export function requestCard(expense: Expense): object {
  return {
    schema: "2.0",
    header: {
      title: { tag: "plain_text", content: "Expense request" },
      subtitle: { tag: "plain_text", content: "Waiting for a decision" },
      template: "blue",
    },
    body: {
      elements: [
        details(expense),
        { tag: "hr" },
        {
          tag: "column_set",
          flex_mode: "flow",
          columns: [
            button("Approve", "primary_filled", { decision: "approved" }),
            button("Reject", "danger", { decision: "rejected" }),
            button("Check budget, then approve", "default", { check: "budget" }),
          ],
        },
      ],
    },
  };
}

function button(text: string, type: string, value: object): object {
  return {
    tag: "column",
    width: "auto",
    elements: [{ tag: "button", text: { tag: "plain_text", content: text }, type, behaviors: callback(value) }],
  };
}

/** The request after the decision; nothing is left to click. */
export function decidedCard(expense: Expense, decision: "approved" | "rejected", note: string): object {
  const approved = decision === "approved";
  return {
    schema: "2.0",
    header: {
      title: { tag: "plain_text", content: "Expense request" },
      subtitle: { tag: "plain_text", content: approved ? "Approved" : "Rejected" },
      template: approved ? "green" : "red",
    },
    body: { elements: [details(expense), { tag: "hr" }, { tag: "markdown", content: note }] },
  };
}
