'use client';
import { Client, fetchExchange } from 'urql';

/** Talks to the page's own origin, subscriptions by server-sent events. Nothing is cached: pages are made from what the server says now. */
export const browserClient = new Client({
  url: '/graphql',
  exchanges: [fetchExchange],
  fetchSubscriptions: true,
  preferGetMethod: false,
  requestPolicy: 'network-only',
});
