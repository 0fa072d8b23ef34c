/** What the demo shows: a line for each thing that happens and, on a terminal, a line below for each release under way. */

import { stripVTControlCharacters, styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

export interface View {
  /** A line of the demo itself. */
  say(text?: string): void;
  /** A line about an example, with the time at which it happened. */
  tell(name: string, text: string, at?: Date): void;
  /** Keeps a line below about an example that is under way; `undefined` takes it away. */
  show(name: string, status: (() => string) | undefined): void;
  /** Lets somebody else write without tearing the lines below. */
  aside(write: () => void): void;
  paint(style: Style, text: string): string;
  close(): void;
}

/** Opens the view on the standard output: colours and moving lines only on a terminal that wants them. */
export function openView(out: NodeJS.WriteStream = process.stdout): View {
  const isTerminal = out.isTTY && process.env.TERM !== "dumb";
  const hasColours = isTerminal && !process.env.NO_COLOR;
  const paint = (style: Style, text: string) =>
    hasColours ? styleText(style, text, { validateStream: false }) : text;
  const below = linesBelow(isTerminal ? out : undefined, paint);
  const say = (text = "") => below.without(() => out.write(`${text}\n`));
  const columns = () => (isTerminal ? (out.columns ?? 80) : Number.POSITIVE_INFINITY);
  return {
    say,
    tell: (name, text, at = new Date()) => {
      const time = paint("gray", at.toISOString().slice(11, 23));
      say(wrap(`${time}  ${paint("cyan", label(name))}  ${text}`, columns()));
    },
    show: below.set,
    aside: below.without,
    paint,
    close: below.close,
  };
}

/** `03 rowing-medals`, in a column. */
export function label(name: string): string {
  return name.replace("-", " ").padEnd(22);
}

/** Where the text of a line about an example begins, and two more. */
const hang = " ".repeat(40);

/** Breaks a long line between words; a terminal would break it within them. */
function wrap(text: string, columns: number): string {
  const lines = [""];
  for (const word of text.split(/(?<=\S)(?= )/u)) {
    const line = `${lines.pop()}`;
    if (stripVTControlCharacters(line + word).length <= columns) lines.push(line + word);
    else lines.push(line, hang + word.trimStart());
  }
  return lines.join("\n");
}

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const redrawMs = 100;

interface Below {
  set(name: string, status: (() => string) | undefined): void;
  without(write: () => void): void;
  close(): void;
}

function linesBelow(out: NodeJS.WriteStream | undefined, paint: View["paint"]): Below {
  const lines = new Map<string, () => string>();
  if (!out) return { set: () => undefined, without: (write) => write(), close: () => undefined };
  let drawn = 0;
  const erase = () => {
    if (drawn > 0) out.write(`\x1b[${drawn}A\x1b[0J`);
    drawn = 0;
  };
  const draw = () => {
    const frame = frames[Math.floor(Date.now() / redrawMs) % frames.length];
    for (const [name, status] of lines) {
      // A line that wraps would be two to erase.
      const text = `${label(name)}  ${status()}`.slice(0, Math.max(20, (out.columns ?? 80) - 4));
      out.write(`${paint("yellow", `${frame}`)} ${text}\n`);
      drawn += 1;
    }
  };
  const without = (write: () => void) => {
    erase();
    write();
    draw();
  };
  const timer = setInterval(() => lines.size > 0 && without(() => undefined), redrawMs);
  timer.unref();
  return {
    set: (name, status) => {
      if (status) lines.set(name, status);
      else lines.delete(name);
      without(() => undefined);
    },
    without,
    close: () => {
      clearInterval(timer);
      lines.clear();
      erase();
    },
  };
}
