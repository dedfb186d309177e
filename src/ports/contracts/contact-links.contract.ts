import { contactListClauses } from './contact-links-list.clauses.ts';
import type { ContactLinksSubject } from './contact-links-subject.ts';
import { contactWriteClauses } from './contact-links-write.clauses.ts';
import { defineContract } from './kit.ts';

/** Runs the promises of `ContactLinks` (SYN-02, SYN-05, SYN-09, AGT-04, AGT-07). */
export const contactLinksContract = defineContract<ContactLinksSubject>({ ...contactListClauses, ...contactWriteClauses });
