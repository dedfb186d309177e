import type { portugueseMap } from './portuguese-map.ts';

/** The same in English; a missing text does not compile. */
export const englishMap: typeof portugueseMap = {
  help: {
    about: "Shows what would become of a platform's delivery: event, lead and actions. Reads the body from the standard input; needs no hub, and sends nothing.",
    platform: 'platform, by its id; other for one that nobody knows',
    headers: 'headers of the delivery: a JSON object, or a line "Name: value" for each',
    query: 'parameter of the address, name=value; may be repeated',
    mapping: 'mapping, or the integration as /v1 shows it, in JSON (without the option: that of the platform)',
    callback: 'what the platform answered when it was asked for the contact, in JSON',
  },
  map: 'map the delivery',
  unknownPlatform: (id) => `there is no platform ${id}`,
  platformMend: (ids) => `Use one of these: ${ids}.`,
  fileUnreadable: (file) => `the file ${file} cannot be read`,
  fileMend: 'Check its path and what is in it.',
  nothingIn: 'nothing came by the standard input',
  nothingInMend: 'Send the body of the delivery: vinculo map --platform hotmart < delivery.json.',
  unreadable: (reason) => `the body cannot be read (${reason})`,
  unreadableMend: 'Set the platform to send JSON or a form.',
  mappingWrong: (problems) => `the mapping cannot serve: ${problems}`,
  mappingMend: 'Mend it as the reference of mappings shows.',
  queryWrong: 'use name=value',
  guessed: 'The platform is not known and no --mapping was given: the mapping was guessed from this delivery.',
  noEvents: 'The delivery holds no event.',
  missing: (target, paths) => `${target}: nothing at ${paths}.`,
  notMapped: (target) => `${target}: not mapped.`,
  unusable: (target, path, problem) => `${target}: the value at ${path} cannot be used (${problem}).`,
  byItself: (target, because) => `${target}: ${because}`,
};
