/** What PostgreSQL cannot hold in a text: NUL, and half of a surrogate pair, as `JSON.stringify` writes them. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

/** @param json made by `JSON.stringify` */
export const isStorable = (json: string): boolean => !UNSTORABLE.test(json);
