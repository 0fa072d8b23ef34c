import { expect, it } from "vitest";
import { renderRulesDoc } from "../../../scripts/rules-doc.ts";

it("keeps docs/rules.md as the pack has it", async () => {
  await expect(renderRulesDoc()).toMatchFileSnapshot("../../../docs/rules.md");
});
