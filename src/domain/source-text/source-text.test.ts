import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bodyFormats } from "../releases/release.ts";
import { countWords, readableText, sourceText } from "./source-text.ts";

/** What the field says where the text says `words`. */
function sourceOf(field: string, format: (typeof bodyFormats)[number], words: string): string {
  const source = sourceText(field, format);
  const start = source.text.indexOf(words);
  expect(start, source.text).toBeGreaterThanOrEqual(0);
  const span = source.spanOf({ start, end: start + words.length });
  return field.slice(span.start, span.end);
}

describe("reading a field", () => {
  it("leaves Markdown's marks out", () => {
    const field = "# The *news*\r\n\r\nA [link](https://a.example/x) and ~~old~~ `code`.\r\nMore.";
    expect(readableText(field, "markdown")).toBe("The news\n\nA link and old code. More.");
  });

  it("decodes entities and folds white space in HTML", () => {
    const field = "<p>Fish   &amp;\n chips</p><script>alert(1)</script><p>Caf&eacute;<br>opens</p>";
    expect(readableText(field, "html")).toBe("Fish & chips\n\nCafé\nopens");
  });

  it("takes every line for a paragraph where plain text has no blank line", () => {
    expect(readableText("One\nTwo\r\nThree", "text")).toBe("One\n\nTwo\n\nThree");
  });

  it("tells headings, items and quotations from paragraphs", () => {
    const { blocks } = sourceText("# H\n\nP\n\n- I\n\n> Q\n\n| a | b |\n|---|---|\n| c | d |", "markdown");
    expect(blocks.map(({ kind }) => kind)).toEqual([
      ...["heading", "paragraph", "item", "quote"],
      ...["cell", "cell", "cell", "cell"],
    ]);
  });
});

describe("the way back to the source", () => {
  it.each([
    ["emphasis inside", "The **best** deal", "best deal", "best** deal"],
    ["a word that the address repeats", "[a](https://a.example/deal) deal", " deal", " deal"],
    ["an entity", "Fish &amp; chips", "& chips", "&amp; chips"],
    ["an escape", "\\*Deal\\* today", "*Deal*", "\\*Deal\\*"],
    ["an emoji before", "🎉🎉 a *deal*", "deal", "deal"],
    ["Windows line ends", "One\r\n\r\nTwo\r\nthree *deal*", "three deal", "three *deal"],
    ["a quoted line", "> quoted\r\n> *deal* here", "deal here", "deal* here"],
    ["a nested item", "1. one\r\n   - two\r\n     deal", "deal", "deal"],
    ["unmatched marks", "2 * 3 ** deal [not a link", "deal [not", "deal [not"],
    ["code", "see `` a `deal` `` here", "a `deal`", "a `deal`"],
    ["the second of two equal cells", "| x | y |\n|---|---|\n| deal | deal |", "deal\n\ndeal", "deal | deal"],
    ["a heading with closing marks", "## A deal ##", "deal", "deal"],
  ])("survives %s in Markdown", (_, field, words, expected) => {
    expect(sourceOf(field, "markdown", words)).toBe(expected);
  });

  it.each([
    ["tags inside a word", "<p>The <b>d</b>eal</p>", "deal", "d</b>eal"],
    ["entities before and inside", "&#128512; caf&eacute; 😀 deal", "café 😀 deal", "caf&eacute; 😀 deal"],
    ["folded white space", "a\r\n   deal   or\n two", "deal or two", "deal   or\n two"],
    ["a comment before", "<!-- deal --> the deal", "deal", "deal"],
    ["unclosed elements", "<ul><li>one<li>deal", "deal", "deal"],
  ])("survives %s in HTML", (_, field, words, expected) => {
    expect(sourceOf(field, "html", words)).toBe(expected);
  });

  it("points between the ends of two paragraphs where a range covers both", () => {
    expect(sourceOf("One *two*\r\n\r\n**Three** four", "markdown", "two\n\nThree")).toBe(
      "two*\r\n\r\n**Three",
    );
  });

  it("keeps every span within the field, whatever the field is", () => {
    const piece = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom(
        "**",
        "_",
        "[a](b)",
        "\r\n",
        "\n\n",
        "> ",
        "- ",
        "&amp;",
        "<b>",
        "</p>",
        "|",
        "`",
        "\\",
        "#",
        "\t",
      ),
    );
    const fields = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(fields, fc.constantFrom(...bodyFormats), fc.nat(), fc.nat(), (field, format, a, b) => {
        const source = sourceText(field, format);
        const start = Math.min(a, b) % (source.text.length + 2);
        const { start: from, end } = source.spanOf({ start, end: start + (a % 7) });
        expect(from).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThanOrEqual(from);
        expect(end).toBeLessThanOrEqual(field.length);
      }),
      { numRuns: 500 },
    );
  });

  it("finds every plain word of Markdown and HTML where it stands", () => {
    const words = fc.array(
      fc.constantFrom("deal", "*deal*", "**sale**", "free", "&amp;", "`x`", "\n", "[a](b)", "<b>", "\n\n"),
    );
    fc.assert(
      fc.property(words, fc.constantFrom("markdown" as const, "html" as const), (pieces, format) => {
        const field = pieces.join(" ");
        const source = sourceText(field, format);
        for (const { 0: word, index } of source.text.matchAll(/deal|sale|free/g)) {
          const { start, end } = source.spanOf({ start: index, end: index + word.length });
          expect(field.slice(start, end)).toBe(word);
        }
      }),
    );
  });
});

describe("links, images and elements", () => {
  it("finds marked-up links and typed addresses, once each", () => {
    const field = "[one](https://a.example) https://b.example/x. <https://c.example> www.d.example";
    expect(sourceText(field, "markdown").links.map(({ href }) => href)).toEqual([
      ...["https://a.example", "https://b.example/x", "https://c.example", "https://www.d.example"],
    ]);
  });

  it("tells the elements of HTML with their attributes", () => {
    const { elements } = sourceText('<p onclick="x()">a</p><iframe src="y"></iframe>', "html");
    expect(elements).toMatchObject([{ name: "p", attributes: { onclick: "x()" } }, { name: "iframe" }]);
  });

  it("points to an element as it was typed", () => {
    const field = "Text <script src=x>1</script>";
    const [script] = sourceText(field, "text").elements;
    expect(field.slice(script?.start, script?.end)).toBe("<script src=x>");
  });
});

describe("quotations", () => {
  const quoted = (field: string) => {
    const { text, quotations } = sourceText(field, "markdown");
    return quotations.map(({ start, end }) => text.slice(start, end));
  };

  it("finds curly, straight and block quotations", () => {
    expect(quoted('He said “we won” and "I ran".\n\n> Our words')).toEqual([
      "“we won”",
      '"I ran"',
      "Our words",
    ]);
  });

  it("runs an open quotation to the end of its paragraph", () => {
    expect(quoted("“We won.\n\n“We ran,” she said.")).toEqual(["“We won.", "“We ran,”"]);
  });

  it.each([
    ["‘I rowed them over,’ said Tom Reed. The dogs’ home isn’t far.", ["‘I rowed them over,’"]],
    [
      "‘I don’t know the dogs’ names,’ he said. ‘It’s rock ’n’ roll.’",
      ["‘I don’t know the dogs’ names,’", "‘It’s rock ’n’ roll.’"],
    ],
    [
      "'We won,' said Tom, 'and we don't mind the dogs' home.'",
      ["'We won,'", "'and we don't mind the dogs' home.'"],
    ],
    [
      "The ‘green heart’ of town, its ‘trustees’ and the 'friends' of it.",
      ["‘green heart’", "‘trustees’", "'friends'"],
    ],
    ["‘We won.\n\n‘We ran,’ she said.", ["‘We won.", "‘We ran,’"]],
    ["She said: ‘We won. It was hard.", ["‘We won. It was hard."]],
  ])("finds those between single marks in %j", (field, found) => expect(quoted(field)).toEqual(found));

  it.each([
    [
      "He said ‘we heard “don’t sell the dogs’ home,” and left,’ and left.",
      ["‘we heard “don’t sell the dogs’ home,” and left,’"],
    ],
    ["He said “that ‘we’ is ours”.", ["“that ‘we’ is ours”"]],
    ['He said \'"we" is "ours"\' twice.', ['\'"we" is "ours"\'']],
  ])("takes one within another for a part of it in %j", (field, found) =>
    expect(quoted(field)).toEqual(found),
  );

  it.each([
    "Rock ‘n’ roll of the ‘90s, the dogs’ home, don‘t, ‘em and ‘tis.",
    "Rock ’n’ roll of the ’90s, the dogs’ home, don’t, O’Brien’s and goin’ home.",
    "Rock 'n' roll of the '90s, the dogs' home, don't, O'Brien's, 'em and 'tis.",
    "Class of ‘98 beat the boys’ team, class of '99 the girls' one.",
    "'Twas the night, sang the boys' choir.",
    "A 5' 6' tall boy, and a trustees' meeting ' here ' of the parents'.",
  ])("takes no apostrophe for a mark in %j", (field) => expect(quoted(field)).toEqual([]));

  it("prints the marks of a q, as browsers do", () => {
    const field = "<p>He said <q>we won <q>it</q>, too</q> and left.</p><p>She <q>ran</p><p>far.</p>";
    const { text, quotations, spanOf } = sourceText(field, "html");
    expect(text).toBe("He said “we won ‘it’, too” and left.\n\nShe “ran”\n\nfar.");
    expect(quotations.map(({ start, end }) => text.slice(start, end))).toEqual([
      "“we won ‘it’, too”",
      "“ran”",
    ]);
    const { start, end } = spanOf(quotations[0] ?? { start: 0, end: 0 });
    expect(field.slice(start, end)).toBe("<q>we won <q>it</q>, too</q>");
  });

  it("does not take inches for a quotation", () => {
    expect(quoted('A 6" pipe and a 12" pipe')).toEqual([]);
  });
});

describe("counting words", () => {
  it.each([
    ["Twenty-two runners won £1,500 at St. Mary’s.", 7],
    ["", 0],
    ["— …", 0],
  ])("counts %j", (text, count) => expect(countWords(text)).toBe(count));

  it("counts words of a script without spaces", () => {
    expect(countWords("东京今天举行新闻发布会")).toBeGreaterThan(3);
  });
});
