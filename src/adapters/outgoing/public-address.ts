import { BlockList, isIP } from 'node:net';

type Network = readonly [network: string, prefixBits: number];

/** What of IPv4 is not the public internet (IANA's special-purpose registry), and one cloud's inner service with a public number. */
const NOT_PUBLIC_V4: readonly Network[] = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // carriers' own
  ['127.0.0.0', 8],
  ['168.63.129.16', 32], // Azure's wire server, which answers every guest machine
  ['169.254.0.0', 16], // link-local, with the metadata services
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // relays of 6to4
  ['192.168.0.0', 16],
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, and broadcast
];

/** IPv6 that is given out to the public at all: everything else (loopback, mapped, NAT64, unique local, link-local …) is not. */
const GIVEN_OUT_V6: Network = ['2000::', 3];

/** What of it is not: those that carry an IPv4 address inside lead wherever that leads. */
const NOT_PUBLIC_V6: readonly Network[] = [
  ['2001::', 23], // the protocols' own, Teredo among them
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4
  ['3ffe::', 16], // given back
  ['3fff::', 20], // documentation
];

const notPublicV4 = listOf(NOT_PUBLIC_V4, 'ipv4');
const givenOutV6 = listOf([GIVEN_OUT_V6], 'ipv6');
const notPublicV6 = listOf(NOT_PUBLIC_V6, 'ipv6');

/**
 * Whether an address is one of the public internet's. Anything that is no address in its usual spelling is not.
 *
 * @param address - IPv4 or IPv6 as resolvers and URL parsers write them, without brackets.
 */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4: return !notPublicV4.check(address, 'ipv4');
    // A zone names an interface of this machine, which no public address needs.
    case 6: return !address.includes('%') && givenOutV6.check(address, 'ipv6') && !notPublicV6.check(address, 'ipv6');
    default: return false;
  }
}

function listOf(networks: readonly Network[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const [network, prefixBits] of networks) list.addSubnet(network, prefixBits, family);
  return list;
}
