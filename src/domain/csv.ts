/** Text for a cell of a CSV file that a spreadsheet may open. Pure. */

/**
 * The start of a cell, and what is one in a spreadsheet that parts cells at semicolons or tabs, as in much of Europe:
 * there the quotes around a cell do not hold it together.
 */
const formulas = /^(?=[\t\r])|(?<=^|[;\t\r\n])(?=[=+\-@＝＋－＠])/g;

/** The text with an apostrophe before everything that a spreadsheet would calculate; otherwise as it is. */
export function withoutFormulas(text: string): string {
  return text.replace(formulas, "'");
}
