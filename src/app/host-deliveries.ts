import type { Asker, DeliveryIntake, BulkReplay, BulkReplayWish, DeliveryDesk, DeliveryId, DeliverySearch, DeliveryStory, DeliverySummary, EditedReplay, Page, PageWish, Replay, ReplaySettings } from '../ports/index.ts';

/** What became of every delivery, to be looked up and played again by the host. See {@link DeliveryDesk} for what each promises. */
export interface HostDeliveries {
  /**
   * Takes in a webhook that the host received itself. With a transaction of the host's own (`inHostTransaction` of the PostgreSQL adapter) it
   * comes to be if and when that is committed.
   */
  take: DeliveryIntake['take'];
  list(search: DeliverySearch, page: PageWish): Promise<Page<DeliverySummary>>;
  show(id: DeliveryId): Promise<DeliveryStory | undefined>;
  count(search: DeliverySearch): Promise<number>;
  replay(ids: readonly DeliveryId[], settings?: ReplaySettings): Promise<Replay>;
  replayAll(wish: BulkReplayWish): Promise<BulkReplay>;
  editAndReplay(id: DeliveryId, correction: { readonly body: string; readonly settings?: ReplaySettings }): Promise<EditedReplay>;
  /** The same in somebody's name, who may see some connections only. */
  as(asker: Asker): HostDeliveries;
}

/** The host itself: it sees every connection. */
const HOST: Asker = { name: 'library', scope: 'every-connection' };

export const createHostDeliveries = (desk: DeliveryDesk, intake: DeliveryIntake, asker: Asker = HOST): HostDeliveries => ({
  take: intake.take,
  list: async (search, page) => await desk.list(asker.scope, search, page),
  show: async (id) => await desk.show(asker.scope, id),
  count: async (search) => await desk.count(asker.scope, search),
  replay: async (ids, settings) => await desk.replay(asker, ids, settings),
  replayAll: async (wish) => await desk.replayAll(asker, wish),
  editAndReplay: async (id, correction) => await desk.editAndReplay(asker, id, correction),
  as: (other) => createHostDeliveries(desk, intake, other),
});
