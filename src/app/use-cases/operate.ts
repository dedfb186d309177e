import type { OperatorDesk } from '../../ports/index.ts';
import { filterOf } from '../search.ts';
import type { PlayAgain } from './play-again.ts';
import { createReplayAll, type ReplayAllNeeds } from './replay-all.ts';
import { createReplayDeliveries } from './replay-deliveries.ts';
import { createTellStory } from './tell-story.ts';
import type { Watch } from './watch.ts';

export interface OperateNeeds extends ReplayAllNeeds {
  readonly playAgain: PlayAgain;
  readonly authorize: OperatorDesk['authorize'];
  readonly watch: Watch;
}

/** What operators may look at and do. */
export function createOperate(needs: OperateNeeds): OperatorDesk {
  const { history, settings, authorize, box, watch } = needs;
  return {
    authorize,
    list: async (scope, search, page) => await history.list(scope, filterOf(search, box), page),
    show: createTellStory(history, settings),
    count: async (scope, search) => await history.count(scope, filterOf(search, box)),
    ...createReplayDeliveries(needs),
    replayAll: createReplayAll(needs),
    ...watch,
  };
}
