import { describe } from 'vitest';
import { crmPaperworkContract, type CrmPaperworkSubject, type SeenPaper } from '../../../../src/ports/contracts/index.ts';
import type { CrmPaperwork, MarkerAnswer, PaperId, PaperKind, PaperMarkerQuery, PaperRequest } from '../../../../src/ports/index.ts';
import { inMemoryPaperwork } from './in-memory-subjects.ts';
import { provesEveryClause, type Saboteur } from './sabotage.ts';

type Sabotage = Saboteur<CrmPaperworkSubject>;
type Permissions = Awaited<ReturnType<CrmPaperwork['permissions']>>;

const paperwork = (broken: (good: CrmPaperwork, subject: CrmPaperworkSubject) => Partial<CrmPaperwork>): Sabotage => (subject) => ({
  ...subject,
  paperwork: { ...subject.paperwork, ...broken(subject.paperwork, subject) },
});

const seen = (twisted: PaperKind, twist: (paper: SeenPaper, subject: CrmPaperworkSubject) => SeenPaper): Sabotage => (subject) => ({
  ...subject,
  see: async (kind, id) => {
    const paper = await subject.see(kind, id);
    return paper === undefined || kind !== twisted ? paper : twist(paper, subject);
  },
});

interface Made extends PaperRequest {
  readonly id: PaperId;
}

const answers = (twist: (answer: MarkerAnswer<PaperId>, query: PaperMarkerQuery, made: readonly Made[]) => MarkerAnswer<PaperId>): Sabotage =>
  paperwork((good) => {
    const made: Made[] = [];
    return {
      make: async (request) => {
        const id = await good.make(request);
        made.push({ ...request, id });
        return id;
      },
      findByMarker: async (query) => twist(await good.findByMarker(query), query, made),
    };
  });

const findsAlso = (also: (made: Made, query: PaperMarkerQuery) => boolean): Sabotage =>
  answers((answer, query, made) => {
    const other = made.find((each) => also(each, query));
    return answer.found !== undefined || other === undefined ? answer : { found: other.id, believable: true };
  });

const permissions = (twist: (permissions: Permissions) => Permissions): Sabotage =>
  paperwork((good) => ({ permissions: async (userId) => twist(await good.permissions(userId)) }));

const NO = { allowed: 'no', because: 'no-permission' } as const;

const onceForEachMarker = paperwork((good) => {
  const made = new Map<string, Promise<PaperId>>();
  return {
    make: async (request) => {
      const key = `${request.kind} ${request.marker}`;
      const paper = made.get(key) ?? good.make(request);
      made.set(key, paper);
      return await paper;
    },
  };
});

const remembersForEver = paperwork((good) => {
  const known = new Map<string, Promise<Permissions>>();
  return {
    permissions: async (userId) => {
      const answer = known.get(userId) ?? good.permissions(userId);
      known.set(userId, answer);
      return await answer;
    },
  };
});

const forbidsEverybody: Sabotage = (subject) => {
  const forbidden = new Set<PaperKind>();
  return {
    ...subject,
    forbid: async (kind) => {
      forbidden.add(kind);
      await subject.forbid(kind);
    },
    paperwork: {
      ...subject.paperwork,
      permissions: async (userId) => {
        const good = await subject.paperwork.permissions(userId);
        return { ...good, proposal: forbidden.has('proposal') ? NO : good.proposal };
      },
    },
  };
};

describe('the contract of CrmPaperwork', () => {
  provesEveryClause(crmPaperworkContract, inMemoryPaperwork, {
    'makes every kind of paper for its client': seen('document', (paper, { otherClientId }) => ({ ...paper, clientId: otherClientId })),
    'gives every kind of paper the title that was asked for': seen('sale', (paper) => ({ ...paper, title: paper.title.replaceAll("'", '&#39;') })),
    'hangs every kind of paper on its card': seen('document', ({ cardId: _cardId, ...paper }) => paper),
    'names the person beside the company': seen('sale', (paper) => ({ ...paper, personIds: [] })),
    'makes the agent the owner': seen('proposal', (paper) => ({ ...paper, ownerIds: [] })),
    'makes a task that is due when it was asked for': seen('task', ({ dueAt: _dueAt, ...paper }) => paper),
    'keeps the text of a task': seen('task', (paper) => ({ ...paper, text: paper.text.replaceAll('<', '&lt;') })),
    'makes one paper for each call, whatever the marker': onceForEachMarker,
    'finds by its marker a paper whose answer was lost': answers((answer) => (answer.others === undefined ? { believable: answer.believable } : answer)),
    'names every paper that carries the marker': answers(({ others: _others, ...answer }) => answer),
    'finds no paper whose marker begins or ends alike': findsAlso(({ kind, marker }, query) => kind === query.kind && marker.includes(query.marker)),
    'finds no paper of another kind': findsAlso(({ marker }, query) => marker === query.marker),
    'is believed about an absence when a paper known to exist came along': answers((answer) =>
      answer.found === undefined ? { believable: false } : answer),
    'is not believed about an absence when a paper known to exist is lacking': answers((answer) => ({ ...answer, believable: true })),
    'allows everything to a user who is forbidden nothing': permissions((good) => ({ ...good, sale: NO })),
    'tells within a minute what a user may no longer make': remembersForEver,
    'takes a right from nobody else, and no other right': forbidsEverybody,
    'tells that a module is off, whatever the user may': permissions((good) => ({
      ...good, document: good.document.allowed === 'no' ? NO : good.document,
    })),
    'gives each thing an address of its own': paperwork((good, { cardId }) => ({
      addressOf: (thing) => good.addressOf('card' in thing ? { card: cardId } : thing),
    })),
  });
});
