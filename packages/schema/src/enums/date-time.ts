/** RFC 3339 with `Z`, milliseconds. */
export { GraphQLDateTime as DateTime } from 'graphql-scalars';
