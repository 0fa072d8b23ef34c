import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bodyFormats } from "../releases/release.ts";
import { bodyHtml } from "./body-html.ts";

/** What attackers send (OWASP's XSS filter evasion list, and what Markdown adds to it). */
const attacks = [
  "<script>alert(1)</script>",
  "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
  "<scr<script>ipt>alert(1)</scr</script>ipt>",
  "<img src=x onerror=alert(1)>",
  "<img src='javascript:alert(1)'>",
  "<p onclick='alert(1)'>click</p>",
  "<a href='javascript:alert(1)'>x</a>",
  "<a href='JaVaScRiPt:alert(1)'>x</a>",
  "<a href='java\tscript:alert(1)'>x</a>",
  "<a href='&#106;avascript:alert(1)'>x</a>",
  "<a href=' javascript:alert(1)'>x</a>",
  "<a href='vbscript:msgbox(1)'>x</a>",
  "<a href='data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='>x</a>",
  "<a href='https://ok.example' onmouseover='alert(1)'>x</a>",
  "<svg onload=alert(1)><script>alert(1)</script></svg>",
  "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
  "<iframe src='https://evil.example'></iframe>",
  "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
  "<object data='x'></object><embed src='x'>",
  "<style>body{background:url(javascript:alert(1))}</style>",
  "<p style='background:url(javascript:alert(1))'>x</p>",
  "<link rel=stylesheet href=//evil.example/x.css>",
  "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
  "<base href='https://evil.example/'>",
  "<form action='https://evil.example'><input name=q><button>go</button></form>",
  "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
  "<!--><img src=x onerror=alert(1)>-->",
  "<![CDATA[<script>alert(1)</script>]]>",
  "<template><script>alert(1)</script></template>",
  "<textarea></textarea><script>alert(1)</script>",
  "<a href='https://ok.example'><script>alert(1)</script></a>",
  "[x](javascript:alert(1))",
  "[x](<javascript:alert(1)>)",
  "[x](data:text/html,<script>alert(1)</script>)",
  "![x](javascript:alert(1))",
  '[x](https://ok.example "onmouseover=alert(1)")',
  "<javascript:alert(1)>",
  '"><script>alert(1)</script>',
];

/** Tags with their attributes, as a browser would see them; text between them does nothing. */
const tagsOf = (html: string) => html.match(/<[^>]*>/g) ?? [];
const dangerous =
  /<\/?(?:script|svg|math|iframe|style|object|embed|link|meta|base|form|input|img|template)\b|\son\w+\s*=|\sstyle\s*=|srcdoc|(?:href|src)\s*=\s*["']?\s*(?:javascript|vbscript|data):/i;

describe("a body as HTML", () => {
  for (const format of bodyFormats) {
    it.each(attacks)(`from ${format} carries no attack: %s`, (attack) => {
      const tags = tagsOf(bodyHtml(`The harbour.\n\n${attack}\n\nThe end.`, format));
      expect(tags.filter((tag) => dangerous.test(tag))).toEqual([]);
    });

    it(`from ${format} is the same when it is cleaned again, whatever it was`, () => {
      const word = fc.constantFrom(
        ...attacks,
        "<p>",
        "</p>",
        "<a href=/x>",
        "&lt;",
        "&amp;amp;",
        "# ",
        "\n\n",
      );
      fc.assert(
        fc.property(fc.array(fc.oneof(word, fc.string()), { maxLength: 8 }), (words) => {
          const once = bodyHtml(words.join(" "), format);
          expect(bodyHtml(once, "html")).toBe(once);
        }),
        { numRuns: 200 },
      );
    });
  }

  it("parts paragraphs also around a tag that is taken out", () => {
    expect(bodyHtml("<p>One <unknown> <p>two</p>", "html")).toBe("<p>One  </p><p>two</p><p></p>");
  });

  it("keeps nothing of what a script or a style says", () => {
    expect(bodyHtml("<p>Calm.</p><script>alert(1)</script><style>p{}</style>", "html")).toBe("<p>Calm.</p>");
  });

  it("sells no links", () => {
    expect(bodyHtml("[boats](https://boats.example)", "markdown")).toContain(
      '<a href="https://boats.example" rel="sponsored nofollow ugc noopener">boats</a>',
    );
  });

  it("does not let a link choose its own relation or window", () => {
    const html = bodyHtml('<a href="https://boats.example" rel="opener" target="_blank">x</a>', "html");
    expect(html).toBe('<a href="https://boats.example" rel="sponsored nofollow ugc noopener">x</a>');
  });

  it("links addresses that were typed out in Markdown", () => {
    expect(bodyHtml("See https://boats.example/a.", "markdown")).toContain('href="https://boats.example/a"');
  });

  it("leaves the first heading to the headline", () => {
    expect(bodyHtml("# Boats\n\nText", "markdown")).toContain("<h2>Boats</h2>");
    expect(bodyHtml("<h1>Boats</h1>", "html")).toBe("<h2>Boats</h2>");
  });

  it("keeps a table with its heads", () => {
    const table = '<table><tr><th scope="col">Boat</th></tr><tr><td>Skiff</td></tr></table>';
    expect(bodyHtml(table, "html")).toBe(table);
  });

  it("makes paragraphs and line breaks of plain text, and markup of nothing", () => {
    expect(bodyHtml("One & two\nthree <b>\r\n\r\nFour", "text")).toBe(
      "<p>One &amp; two<br />three &lt;b&gt;</p>\n<p>Four</p>",
    );
  });

  it("does not let Markdown carry HTML", () => {
    expect(bodyHtml("A <b>bold</b> claim", "markdown")).toBe("<p>A &lt;b&gt;bold&lt;/b&gt; claim</p>");
  });
});
