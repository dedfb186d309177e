import type { Rules, Write } from './rule.ts';
import { DEAL_STATUS } from './schema.ts';
import { badRequest, idOf, numberAt, textAt } from './wire.ts';
import type { Json, Row } from './wire.ts';
import { touchRow } from './world.ts';
import type { World } from './world.ts';

/** Deals start open, in the first stage of their pipeline; a missing or archived pipeline takes no deal. */
export const dealRules: Rules = {
  defaults: (world) => ({
    StatusId: DEAL_STATUS.open, HasScheduledTasks: false, TasksOrdination: 2, IsLastQuoteApproved: true,
    StartDate: world.nowText(), CurrencyId: 1, Amount: 0, StartCurrencyId: 1, StartAmount: 0, Read: true,
    Editable: true, Deletable: true, OtherProperties: [], Tags: [], Attachments: [],
  }),
  prepare: (world, write) => {
    placeInPipeline(world, write);
    write.row['ContactName'] = nameOf(world, write.row['ContactId']);
    write.row['PersonName'] = nameOf(world, write.row['PersonId']);
  },
  after: (world, { row, before }) => {
    if (!before) touchRow(world, 'Contacts', row['ContactId'], { LastDealId: idOf(row) });
  },
  removed: (world, before, actorId) => {
    world.store.put('~Deals', { ...before, UpdaterId: actorId, LastUpdateDate: world.nowText() });
  },
};

const nameOf = (world: World, contactId: Json | undefined): Json =>
  typeof contactId === 'number' ? (world.store.get('Contacts', contactId)?.['Name'] ?? null) : null;

/** The stage decides the pipeline; without one, the pipeline's first; without either, the first pipeline's first. */
function placeInPipeline(world: World, { row, before, body }: Write): void {
  if (before && body['PipelineId'] === undefined && body['StageId'] === undefined) return;
  const stageId = numberAt(body, 'StageId');
  const stage = stageId === undefined ? undefined : world.store.get('Deals@Stages', stageId);
  const pipelineId = numberAt(body, 'PipelineId') ?? numberAt(stage ?? {}, 'PipelineId') ?? firstPipelineId(world);
  const pipeline = pipelineId === undefined ? undefined : world.store.get('Deals@Pipelines', pipelineId);
  if (!pipeline) throw badRequest(`The PipelineId ${pipelineId ?? ''} does not exist.`);
  if (pipeline['Archived'] === true && numberAt(before ?? {}, 'PipelineId') !== pipelineId) {
    throw badRequest(`The pipeline '${textAt(pipeline, 'Name')}' (PipelineId ${pipelineId}) is archived.`);
  }
  if (stage && stage['PipelineId'] !== pipelineId) {
    throw badRequest(`The StageId ${stageId} does not belong to the PipelineId ${pipelineId}.`);
  }
  moveTo(world, row, before, pipelineId, stage ?? stayOrFirst(world, before, pipelineId));
}

function stayOrFirst(world: World, before: Row | undefined, pipelineId: number | undefined): Row {
  const stages = stagesOf(world, pipelineId);
  const current = stages.find((each) => idOf(each) === numberAt(before ?? {}, 'StageId'));
  const found = current ?? stages[0];
  if (!found) throw badRequest(`The PipelineId ${pipelineId} has no stages.`);
  return found;
}

/** The previous stage is not told: `LastStageId` was seen equal to the current one, always. */
function moveTo(world: World, row: Row, before: Row | undefined, pipelineId: number | undefined, stage: Row): void {
  row['PipelineId'] = pipelineId ?? null;
  row['StageId'] = idOf(stage);
  row['LastStageId'] = idOf(stage);
  if (before?.['StageId'] !== idOf(stage)) row['~StageDate'] = world.nowText();
}

const firstPipelineId = (world: World): number | undefined =>
  world.store.rows('Deals@Pipelines').filter((each) => each['Archived'] !== true).map(idOf)[0];

/** The stages of a pipeline, in their order on the board. */
export function stagesOf(world: World, pipelineId: number | undefined): readonly Row[] {
  return world.store
    .rows('Deals@Stages')
    .filter((each) => each['PipelineId'] === pipelineId)
    .toSorted((left, right) => (numberAt(left, 'Ordination') ?? 0) - (numberAt(right, 'Ordination') ?? 0));
}
