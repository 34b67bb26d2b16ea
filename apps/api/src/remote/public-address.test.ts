import { describe, expect, it } from 'vitest';
import { isPrivateLiteral, isPublicAddress, lookupPublic, PrivateAddressError } from './public-address.js';

describe('isPublicAddress', () => {
  it.each(['8.8.8.8', '1.1.1.1', '172.15.0.1', '172.32.0.1', '192.169.0.1', '100.128.0.1', '2606:4700:4700::1111', '2a00:1450:4001::200e'])(
    '%s is public',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );
  it.each([
    '127.0.0.1',
    '127.8.8.8',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
    '64:ff9b::7f00:1',
    '2001:db8::1',
    '2002:7f00:1::',
    'localhost',
    '',
  ])('%s is not', (address) => expect(isPublicAddress(address)).toBe(false));
});

describe('isPrivateLiteral', () => {
  it.each(['http://127.0.0.1/', 'http://0x7f.1/', 'http://2130706433/', 'http://017700000001/', 'http://[::1]:80/', 'http://[::ffff:10.0.0.1]/'])(
    '%s',
    (url) => expect(isPrivateLiteral(new URL(url))).toBe(true),
  );
  it.each(['http://8.8.8.8/', 'https://localhost/', 'https://example.org/'])('not %s', (url) => expect(isPrivateLiteral(new URL(url))).toBe(false));
});

describe('lookupPublic', () => {
  it('refuses a name that leads to this machine', async () => {
    const error = await new Promise((resolve) => lookupPublic('localhost', {}, resolve));
    expect(error).toBeInstanceOf(PrivateAddressError);
  });
});
