import type { AgentDesk, DeskRefusal, PaperOffer } from '../../../ports/index.ts';
import type { DeskRefusalTexts } from '../../wording/portuguese-desk.ts';

/** A desk whose refusals are told as people read them. */
export function inWords(desk: AgentDesk, texts: DeskRefusalTexts): AgentDesk {
  const told = <Answer>(answer: Answer): Answer => (isRefusal(answer) ? { ...answer, ...texts[answer.because] } : answer);
  const offered = ({ because, ...offer }: PaperOffer): PaperOffer => (because === undefined ? offer : { ...offer, because, text: texts[because].text });
  return {
    ...desk,
    act: async (...wish) => told(await desk.act(...wish)),
    pause: async (...wish) => told(await desk.pause(...wish)),
    resume: async (...wish) => told(await desk.resume(...wish)),
    createContact: async (...wish) => told(await desk.createContact(...wish)),
    linkContact: async (...wish) => told(await desk.linkContact(...wish)),
    linkCard: async (...wish) => told(await desk.linkCard(...wish)),
    unlinkCard: async (...wish) => told(await desk.unlinkCard(...wish)),
    createCard: async (...wish) => told(await desk.createCard(...wish)),
    saveSession: async (...wish) => told(await desk.saveSession(...wish)),
    makePaper: async (...wish) => told(await desk.makePaper(...wish)),
    offers: async (...wish) => (await desk.offers(...wish))?.map(offered),
  };
}

const isRefusal = (answer: unknown): answer is { readonly outcome: 'refused'; readonly because: DeskRefusal } =>
  typeof answer === 'object' && answer !== null && 'outcome' in answer && answer.outcome === 'refused' && 'because' in answer;
