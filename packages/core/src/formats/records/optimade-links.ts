/** Whether a database wants to be asked by those who ask everywhere. @see OPTIMADE specification 1.2.0, "Links Entries", `aggregate` */
export const AGGREGATE_WISHES = ['ok', 'test', 'staging', 'no'] as const;
export type AggregateWish = (typeof AGGREGATE_WISHES)[number];
