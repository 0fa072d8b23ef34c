/** The parameter by which readers name a publication. */

import { z } from "zod";

/** Its slug; one that there is not is answered as whatever was asked for of it would be: not found, or empty. */
export const publication = z.string().max(60).default("main");

/** The query of a route that takes nothing else. */
export const publicationQuery = z.strictObject({ publication });
