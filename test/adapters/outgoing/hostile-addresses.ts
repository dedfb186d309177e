/**
 * Hosts that lead into a network of the hub's own, as they may stand in a URL: first and last addresses of what is not public,
 * then the spellings that URL parsers take for them.
 */

/** Addresses in their usual spelling. */
export const NOT_PUBLIC_V4: readonly string[] = [
  '0.0.0.0', '0.0.0.1', '0.1.2.3', '0.255.255.255',
  '10.0.0.0', '10.0.0.1', '10.1.2.3', '10.255.255.255',
  '100.64.0.0', '100.64.0.1', '100.100.100.200', '100.127.255.255',
  '127.0.0.0', '127.0.0.1', '127.0.0.2', '127.0.1.1', '127.1.1.1', '127.127.127.127', '127.255.255.254', '127.255.255.255',
  '168.63.129.16',
  '169.254.0.0', '169.254.0.1', '169.254.169.253', '169.254.169.254', '169.254.170.2', '169.254.255.255',
  '172.16.0.0', '172.16.0.1', '172.17.0.1', '172.20.10.1', '172.31.255.255',
  '192.0.0.0', '192.0.0.8', '192.0.0.170', '192.0.0.192', '192.0.0.255',
  '192.0.2.0', '192.0.2.1', '192.0.2.255',
  '192.88.99.0', '192.88.99.1', '192.88.99.255',
  '192.168.0.0', '192.168.0.1', '192.168.1.1', '192.168.255.255',
  '198.18.0.0', '198.18.0.1', '198.19.255.255',
  '198.51.100.0', '198.51.100.1', '198.51.100.255',
  '203.0.113.0', '203.0.113.1', '203.0.113.255',
  '224.0.0.0', '224.0.0.1', '239.255.255.250', '239.255.255.255',
  '240.0.0.0', '240.0.0.1', '250.1.2.3', '255.255.255.254', '255.255.255.255',
];

/** Other spellings of such addresses, by which filters were passed elsewhere. */
export const V4_IN_DISGUISE: readonly string[] = [
  // One number, three, two; decimal, hexadecimal, octal, and mixtures.
  '2130706433', '0x7f000001', '0X7F000001', '017700000001', '0x7f.1', '0x7F.0.0.1', '0x7f.0x0.0x0.0x1', '0177.0.0.1', '0177.0.0.01',
  '127.1', '127.0.1', '127.0x1', '127.00.00.01', '127.000.000.001', '0177.0.0.1.', '0177.1', '0x7f.0.1', '127.1.', '127.0.0.1.',
  '2130706434', '2147483647', '0x7fffffff', '127.65535', '127.0.65535', '127.16777215',
  '0', '0x0', '00', '0.', '0.0', '0.0.0', '0x00000000',
  '2852039166', '0xa9fea9fe', '0XA9FEA9FE', '025177524776', '169.254.43518', '169.16689662', '0xa9.0xfe.0xa9.0xfe', '0251.0376.0251.0376',
  '0xa9.254.0251.254', '169.254.169.0376', '169.254.169.254.',
  '167772161', '0x0a000001', '012.0.0.1', '10.1', '10.0.1', '0xa.1', '0xa.0.0.1', '012.1',
  '3232235777', '0xc0a80101', '0300.0250.1.1', '192.168.257', '192.11010305', '0xc0.0xa8.1.1', '192.168.1.01',
  '2886729729', '0xac100001', '0254.020.0.1', '172.1048577', '172.16.1',
  '1681915905', '0x64400001', '100.4194305',
  '4294967295', '0xffffffff', '255.16777215',
  '2822734096', '0xa83f8110',
  // Per-cent encoded, whole and in part.
  '%31%32%37.0.0.1', '127%2e0%2e0%2e1', '127.0.0.%31', '%30x7f000001', '1%32%37.1', '%32130706433', '169%2E254.169.254',
  // Digits and dots that Unicode maps to plain ones.
  '１２７.0.0.1', '127。0。0。1', '127．0．0．1', '127｡0｡0｡1', '①②⑦.0.0.1', '①②⑦.⓪.⓪.①', '𝟏𝟐𝟕.𝟎.𝟎.𝟏', '𝟙𝟚𝟟.0.0.1', '¹²⁷.0.0.1', '₁₂₇.0.0.1', '１６９.２５４.１６９.２５４', '①⓪.⓪.⓪.①',
  '⓪x7f000001', '０x7f.1', '127.0.0.1\u00AD', '12\u200B7.0.0.1', '169.254.169.254\u00AD',
  // Tabs and line ends are taken out of a URL before it is read.
  '127\t.0.0.1', '127.0\n.0.1', '1\r\n27.1',
  // What comes before the last @ is a name and a password.
  'api2.ploomes.com@127.0.0.1', 'api2.ploomes.com:443@127.0.0.1', 'a:b@[::1]', '8.8.8.8@10.0.0.1', 'https%3A%2F%2Fapi2.ploomes.com@169.254.169.254', '%5B::1%5D@127.0.0.1',
];

/** IPv6 that is not given out to the public, and that which carries an IPv4 address to where it leads. */
export const NOT_PUBLIC_V6: readonly string[] = [
  '::', '::1', '0:0:0:0:0:0:0:0', '0:0:0:0:0:0:0:1', '0000:0000:0000:0000:0000:0000:0000:0001', '::0:1', '0::1', '::0001', '::0.0.0.1', '0:0::0:1',
  // IPv4, mapped and compatible
  '::ffff:127.0.0.1', '::FFFF:127.0.0.1', '::ffff:7f00:1', '0:0:0:0:0:ffff:7f00:0001', '0:0:0:0:0:ffff:127.0.0.1', '::ffff:0:127.0.0.1', '::ffff:0:7f00:1',
  '::ffff:10.0.0.1', '::ffff:a00:1', '::ffff:169.254.169.254', '::ffff:a9fe:a9fe', '::ffff:192.168.1.1', '::ffff:172.16.0.1', '::ffff:100.64.0.1',
  '::ffff:0.0.0.0', '::ffff:0:0', '::ffff:8.8.8.8', '::ffff:255.255.255.255', '::127.0.0.1', '::7f00:1', '::10.0.0.1', '::a9fe:a9fe', '::169.254.169.254', '::192.168.0.1', '::8.8.8.8',
  // 6to4, NAT64, Teredo, ISATAP
  '2002:7f00:1::', '2002:7f00:1::1', '2002:7f00:0001:0:0:0:0:1', '2002:a00:1::', '2002:a9fe:a9fe::', '2002:c0a8:101::1', '2002:ac10:1::', '2002:6440:1::', '2002:808:808::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  '64:ff9b::7f00:1', '64:ff9b::127.0.0.1', '64:ff9b::10.0.0.1', '64:ff9b::a9fe:a9fe', '64:ff9b::169.254.169.254', '64:ff9b::192.168.0.1', '64:ff9b::8.8.8.8', '64:ff9b:1::7f00:1', '64:ff9b:1::10.0.0.1', '64:ff9b:1:ffff:ffff:ffff:ffff:ffff',
  '2001::', '2001::1', '2001:0:7f00:1::', '2001:0:4136:e378:8000:63bf:80ff:fffe', '2001:0:a00:1:0:0:f5ff:fffe', '2001:0:ffff:ffff:ffff:ffff:ffff:ffff',
  'fe80::5efe:127.0.0.1', 'fe80::5efe:a00:1',
  // Private, local, multicast, metadata
  'fc00::', 'fc00::1', 'fcff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'fd00::1', 'fd00:ec2::254', 'fd00:ec2::23', 'fd20:ce::254', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  'fe80::', 'fe80::1', 'fe80::a9fe:a9fe', 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'fec0::1', 'feff::1', 'ff00::', 'ff01::1', 'ff02::1', 'ff02::2', 'ff05::1:3', 'ff0e::1', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  // Documentation, benchmarks, the protocols' own, given back, not given out
  '2001:db8::', '2001:db8::1', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', '3fff::1', '3fff:fff:ffff::1', '2001:2::1', '2001:10::1', '2001:20::1', '2001:1ff:ffff::1', '3ffe::1',
  '100::1', '100::', '5f00::1', '1::1', '1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '4000::', '4000::1', '8000::1', 'c000::1', 'e000::1', '200::1', '400::1',
];

/** Names, and what a resolver answers for them: at times a public address comes first. */
export const NAMES: readonly (readonly [name: string, addresses: readonly string[]])[] = [
  ['localhost', ['127.0.0.1']], ['LOCALHOST', ['127.0.0.1']], ['localhost.', ['127.0.0.1']], ['LocalHost', ['::1', '127.0.0.1']], ['ⓛocalhost', ['127.0.0.1']], ['lo\u00ADcalhost', ['127.0.0.1']], ['ｌｏｃａｌｈｏｓｔ', ['::1']],
  ['localhost.localdomain', ['127.0.0.1']], ['api.localhost', ['127.0.0.1']], ['ip6-localhost', ['::1']], ['ip6-loopback', ['::1']], ['broadcasthost', ['255.255.255.255']],
  ['metadata.google.internal', ['169.254.169.254']], ['metadata.google.internal.', ['169.254.169.254']], ['metadata', ['169.254.169.254']], ['instance-data', ['169.254.169.254']], ['metadata.tencentyun.com', ['169.254.0.23']],
  ['kubernetes.default.svc', ['10.96.0.1']], ['host.docker.internal', ['192.168.65.2']], ['gateway.docker.internal', ['172.17.0.1']], ['vault.internal', ['10.1.2.3']], ['redis', ['10.0.0.9']], ['postgres', ['172.18.0.2']],
  ['127.0.0.1.nip.io', ['127.0.0.1']], ['7f000001.nip.io', ['127.0.0.1']], ['10-0-0-1.sslip.io', ['10.0.0.1']], ['169.254.169.254.nip.io', ['169.254.169.254']], ['localtest.me', ['127.0.0.1']], ['lvh.me', ['127.0.0.1', '::1']], ['spoofed.burpcollaborator.net', ['127.0.0.1']],
  ['mixed.example', ['2e00::1', '127.0.0.1']], ['mixed-first.example', ['127.0.0.1', '2e00::1']], ['mixed-six.example', ['2e00::1', '::1']], ['mapped.example', ['::ffff:127.0.0.1']], ['mixed-mapped.example', ['2e00::1', '2e00::2', '::ffff:10.0.0.1']],
  ['six-to-four.example', ['2002:7f00:1::']], ['nat64.example', ['64:ff9b::7f00:1']], ['teredo.example', ['2001:0:4136:e378:8000:63bf:80ff:fffe']], ['zone.example', ['fe80::1%lo']], ['zone-public.example', ['2e00::1%lo']], ['any.example', ['0.0.0.0']], ['any-six.example', ['::']],
  ['private.example', ['10.0.0.1']], ['carrier.example', ['100.64.0.1']], ['multicast.example', ['224.0.0.1']], ['reserved.example', ['240.0.0.1']], ['wire.example', ['168.63.129.16']], ['unique-local.example', ['fd00:ec2::254']], ['nothing.example', []], ['no-address.example', ['localhost']],
  ['xn--localhost-.example', ['127.0.0.1']], ['api2.ploomes.com.evil.example', ['192.168.0.1']], ['neppo.com.br.evil.example', ['172.31.255.255']],
];

/** Addresses of the public internet: some beside what is not, some well known. */
export const PUBLIC: readonly string[] = [
  '1.0.0.0', '1.1.1.1', '8.8.8.8', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.0', '168.63.129.15', '168.63.129.17',
  '169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0', '191.255.255.255', '192.0.1.0', '192.0.3.0', '192.88.98.255', '192.88.100.0', '192.167.255.255', '192.169.0.0',
  '198.17.255.255', '198.20.0.0', '198.51.99.255', '198.51.101.0', '203.0.112.255', '203.0.114.0', '223.255.255.255', '200.160.2.3',
  '2000::', '2001:200::', '2001:4860:4860::8888', '2001:db7:ffff::1', '2001:db9::', '2001:ffff::', '2003::', '2606:4700:4700::1111', '2800::1', '2804::1', '2a00:1450::1', '2e00::1', '3ffd:ffff::1', '3fff:1000::', '3fff:ffff::1',
];
