/** The context of a request as its route's policy guarantees it. */

import type { FastifyRequest } from "fastify";
import type { Context, Editor, Submitter } from "../context.ts";

/** For a route whose policy asks for an organisation's key. */
export function asSubmitter(context: Context): Context<Submitter> {
  if (isSubmitters(context)) return context;
  throw new Error("The route's policy does not ask for an organisation's key");
}

/** For a route whose policy asks for a key of the desk. */
export function asEditor(context: Context): Context<Editor> {
  if (isEditors(context)) return context;
  throw new Error("The route's policy does not ask for a key of the desk");
}

export const submitterOf = (request: FastifyRequest) => asSubmitter(request.context);
export const editorOf = (request: FastifyRequest) => asEditor(request.context);

function isSubmitters(context: Context): context is Context<Submitter> {
  return context.actor.role === "submitter";
}

function isEditors(context: Context): context is Context<Editor> {
  return (
    context.actor.role !== "submitter" &&
    context.actor.role !== "system" &&
    context.actor.role !== "anonymous"
  );
}
