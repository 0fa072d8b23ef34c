-- AlterTable
ALTER TABLE "release_events" ADD COLUMN     "reason_code" TEXT;

-- What a publication begins with, for those that there are; later ones bring it along.
INSERT INTO "review_reasons" ("id", "publication_id", "code", "decisions", "message", "position")
SELECT new_id(now()), p."id", d."code", d."decisions", d."message", d."position"
FROM "publications" p, (VALUES
    ('not-news', ARRAY['reject'], 'This is not news for our readers.', 0),
    ('out-of-area', ARRAY['reject'], 'This does not concern the places that we report on.', 1),
    ('already-known', ARRAY['reject'], 'We have published this news already.', 2),
    ('advertising', ARRAY['reject', 'request_changes'], 'The text advertises. Say what has happened, without praise, prices and calls to buy.', 3),
    ('unconfirmed', ARRAY['reject', 'request_changes'], 'We could not confirm what the release says. Name the sources that we can ask.', 4),
    ('no-permission', ARRAY['reject', 'request_changes'], 'We need to know that the text and the pictures are yours to give.', 5),
    ('missing-facts', ARRAY['request_changes'], 'Something that readers need is missing: who, what, when, where or why.', 6),
    ('missing-contact', ARRAY['request_changes'], 'Name a person whom we can reach with questions.', 7),
    ('unnamed-quotation', ARRAY['request_changes'], 'A quotation needs the name and the role of the person who said it.', 8),
    ('language', ARRAY['request_changes'], 'The text needs another look at its language.', 9)
) AS d ("code", "decisions", "message", "position");
