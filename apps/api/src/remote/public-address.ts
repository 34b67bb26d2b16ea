import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { BlockList, isIP } from 'node:net';

/**
 * Blocks that lead to this machine, its own network, or nowhere.
 * @see IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890); of IPv6 only 2000::/3 is given out for public use (RFC 4291)
 */
const SPECIAL_IPV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;
const SPECIAL_IPV6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16], // holds an IPv4 address, which may be private
  ['3fff::', 20],
] as const;

const special = new BlockList();
for (const [block, bits] of SPECIAL_IPV4) special.addSubnet(block, bits, 'ipv4');
for (const [block, bits] of SPECIAL_IPV6) special.addSubnet(block, bits, 'ipv6');
const globalIpv6 = new BlockList();
globalIpv6.addSubnet('2000::', 3, 'ipv6');

/** Whether an IP address belongs to a machine of the public internet. A text that is no address does not. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special.check(address, 'ipv4');
    case 6:
      return !address.includes('%') && globalIpv6.check(address, 'ipv6') && !special.check(address, 'ipv6');
    default:
      return false;
  }
}

/** The host of an address is, or has led to, a machine that is not of the public internet. */
export class PrivateAddressError extends Error {
  constructor(host: string) {
    super(`${host} is not an address of the public internet`);
    this.name = 'PrivateAddressError';
  }
}

/** Host of a URL without the brackets of IPv6. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/** A host that is written out as a number, without brackets, and is not public. Names are looked up when they are called. */
export const isPrivateHost = (host: string): boolean => isIP(host) !== 0 && !isPublicAddress(host);

export const isPrivateLiteral = (url: URL): boolean => isPrivateHost(hostOf(url));

/** An address that leads into the network of this machine by what is written. */
export const isWrittenPrivate = (url: URL): boolean => isPrivateLiteral(url) || url.hostname === 'localhost';

/**
 * Look a name up for a connection, and refuse it where any of its addresses is private. Checked here and not before: a name may change where it
 * leads between two questions.
 */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const [first] = addresses ?? [];
    if (error !== null || first === undefined) return callback(error ?? new Error(`${hostname} has no address`), '', 0);
    if (!addresses.every(({ address }) => isPublicAddress(address))) return callback(new PrivateAddressError(hostname), '', 0);
    if (options.all === true) return callback(null, addresses);
    callback(null, first.address, first.family);
  });
};
