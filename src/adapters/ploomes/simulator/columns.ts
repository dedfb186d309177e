/** What a column holds; `date` is a moment with an offset. */
export type ColumnType = 'int' | 'number' | 'text' | 'bool' | 'date';

export type Columns = ReadonlyMap<string, ColumnType>;

const TYPES: Readonly<Record<string, ColumnType>> = { int: 'int', number: 'number', bool: 'bool', date: 'date' };

/** Reads a list such as `Id:int Name Suspended:bool`; a bare name is text. */
export function columns(list: string): Columns {
  return new Map(
    list
      .trim()
      .split(/\s+/)
      .map((entry): [string, ColumnType] => {
        const [name = '', type = ''] = entry.split(':');
        return [name, TYPES[type] ?? 'text'];
      }),
  );
}

const NAMED = 'Id:int Name';
const STAMPS = 'CreatorId:int UpdaterId:int CreateDate:date LastUpdateDate:date';
const IMPORTS = 'ImportationIdCreate:int ImportationIdUpdate:int PublicFormIdCreate:int PublicFormIdUpdate:int';

export const named: Columns = columns(NAMED);

export const contactColumns: Columns = columns(`
  Id:int TypeId:int Name LegalName Register CNPJ CPF StatusId:int CompanyId:int RelationshipId:int LineOfBusinessId:int
  OriginId:int NumberOfEmployeesId:int ClassId:int OwnerId:int Birthday:date NextAnniversary:date
  PreviousAnniversary:date Note Email Website RoleId:int DepartmentId:int Skype Facebook StreetAddress
  StreetAddressNumber StreetAddressLine2 Neighborhood ZipCode:int ForeignZipCode CityId:int StateId:int CountryId:int
  CurrencyId:int EmailMarketing:bool CNAECode CNAEName CNAESecondary Latitude:number Longitude:number ImportId:int
  CreateImportationId:int UpdateImportationId:int FirstTaskId:int FirstTaskDate:date LastInteractionRecordId:int
  LastDealId:int LastOrderId:int TasksOrdination:int LeadId:int Editable:bool Deletable:bool ${STAMPS} Key
  LastDocumentId:int AvatarUrl HasConsent:bool LastCompanyId:int IdentityDocument HasScheduledTasks:bool ${IMPORTS}`);

export const phoneColumns: Columns = columns(
  'Id:int ContactId:int PhoneNumber SearchPhoneNumber:int TypeId:int CountryId:int',
);

export const otherPropertyColumns = (owner: string): Columns =>
  columns(`
  Id:int FieldId:int FieldKey ${owner}Id:int StringValue BigStringValue IntegerValue:int DecimalValue:number
  DateTimeValue:date BoolValue:bool ObjectValueId:int ObjectValueName UserValueId:int UserValueName UserValueAvatarUrl
  ProductValueId:int ProductValueName AttachmentValueId:int AttachmentValueName ContactValueId:int ContactValueName
  ContactValueTypeId:int ContactValueRegister CurrencyValueId:int AttachmentItemValueId:int AttachmentItemValueName`);

export const dealColumns: Columns = columns(`
  Id:int Title ContactId:int ContactName PersonId:int PersonName PipelineId:int StageId:int StatusId:int
  FirstTaskId:int FirstTaskDate:date FirstTaskNoTime:bool HasScheduledTasks:bool TasksOrdination:int
  ContactProductId:int LastQuoteId:int IsLastQuoteApproved:bool WonQuoteId:int LastStageId:int LossReasonId:int
  OriginId:int OwnerId:int StartDate:date FinishDate:date CurrencyId:int Amount:number StartCurrencyId:int
  StartAmount:number Read:bool LastInteractionRecordId:int LastOrderId:int DaysInStage:int HoursInStage:int Length:int
  CreateImportId:int UpdateImportId:int LeadId:int OriginDealId:int ReevId:int Editable:bool Deletable:bool ${STAMPS}
  LastDocumentId:int DealNumber:int ${IMPORTS}`);

export const pipelineColumns: Columns = columns(`
  ${NAMED} FormId:int QuickFormId:int MustPassAllStages:bool ForbiddenStageReturn:bool MayCreateQuotes:bool
  MayCreateOrders:bool MayCreateDocuments:bool MayWinDeals:bool MayLoseDeals:bool Archived:bool
  NewOrderOnWonDeal:bool CreateOrderOnWonDeal:bool WinDealOnLastStage:bool SingularUnitName PluralUnitName
  GenderId:int DefaultQuoteDocumentTemplateId:int DefaultOrderDocumentTemplateId:int
  DefaultDocumentDocumentTemplateId:int Color IconId:int EnableTableViewMode:bool EnableFunnelViewMode:bool
  NoAllowedPipelines:bool WinButtonId:int LoseButtonId:int WinVerbId:int LoseVerbId:int Ordination:int ViewMode:int
  LastUpdateDate:date ContactPageTableId:int QuotesUseERPFormat:bool OrdersUseERPFormat:bool
  DocumentsUseERPFormat:bool ExecuteAutomationsAsAutomationUser:bool`);

export const stageColumns: Columns = columns(
  'Id:int Name PipelineId:int Ordination:int LastPipelineStage:bool TriggerId:int',
);

export const lossReasonColumns: Columns = columns(`${NAMED} PipelineId:int LastUpdateDate:date`);

export const interactionRecordColumns: Columns = columns(`
  Id:int ContactId:int DealId:int Date:date Length:int TypeId:int Content Latitude:number Longitude:number
  VerifiedCheckIn:bool OriginalTaskId:int TotalVoiceCallId:int ${STAMPS} Editable:bool`);

export const taskColumns: Columns = columns(`
  Id:int Title Description TypeId:int ContactId:int ContactName DealId:int RepeatIntervalLength:int
  RepeatIntervalUnitId:int EmailReminderId:int DateTime:date EndTime:date NoTime:bool Length:int Finished:bool
  Finishable:bool Editable:bool CreatesGoogleCalendarEvent:bool Address Latitude:number Longitude:number
  InteractionRecordId:int OriginTaskId:int CreatorId:int UpdaterId:int FinisherId:int FinishDate:date CreateDate:date
  LastUpdateDate:date`);

export const documentColumns: Columns = columns(`
  Id:int Name DocumentNumber:int ContactId:int ContactName DealId:int TemplateId:int CurrencyId:int EntityId:int
  SecondaryEntityId:int FormId:int Editable:bool ${STAMPS}`);

export const quoteColumns: Columns = columns(`
  Id:int Title Description Notes ContactId:int ContactName DealId:int PersonId:int PersonName OwnerId:int TemplateId:int IsTemplate:bool
  Date:date QuoteNumber:int ReviewNumber:int LastReview:bool LastReviewId:int ApprovalStatusId:int ApprovalLevelId:int CurrencyId:int
  Amount:number Discount:number ExpirationDate:date InstallmentsNumber:int DeliveryTime PaymentMethod FreightModal FreightCost Key Shared:bool
  ExternallyAccepted:bool DocumentUrl ${STAMPS} Editable:bool`);

export const orderColumns: Columns = columns(`
  Id:int OrderNumber:int Description InternalComments Date:date ContactId:int ContactName PersonId:int PersonName DealId:int StageId:int
  CurrencyId:int Amount:number Discount:number OwnerId:int TemplateId:int IsTemplate:bool Key Shared:bool ExternallyAccepted:bool AgentId:int
  Commission CommissionAmount:number DocumentUrl ApprovalStatusId:int ApprovalLevelId:int OriginQuoteId:int ${STAMPS} Editable:bool
  Deletable:bool`);

/** Which columns profiles have is not known; these are named after those of pipelines. */
export const profileColumns: Columns = columns(`
  Id:int Name MayCreateTasks:bool MayCreateDocuments:bool MayCreateQuotes:bool MayCreateOrders:bool`);

export const userColumns: Columns = columns(`
  ${NAMED} Email Phone AvatarUrl RoleId:int ProfileId:int Facebook LinkedIn Birthday:date NextAnniversary:date
  PreviousAnniversary:date Integration:bool NativeIntegration:bool GoogleAuthenticatorConfigured:bool UserKey
  LastLogin:date Frequency:number AccountOwner:bool ActiveSmtp:bool LastSeen:date LastSeenRoute Editable:bool
  Suspended:bool CreatorId:int UpdaterId:int CreateDate:date UpdateDate:date LastUpdateDate:date LastSeenPlatform
  ResetPassword:bool Language LanguageId:int NoLogin:bool`);

export const fieldColumns: Columns = columns(`
  Key Id:int Name EntityId:int SecondaryEntityId:int TypeId:int OptionsTableId:int Multiple:bool Required:bool
  Unique:bool Dynamic:bool PropertyName UpdatePropertyName`);

export const webhookColumns: Columns = columns(
  'Id:int EntityId:int ActionId:int SecondaryEntityId:int CallbackUrl ValidationKey Active:bool',
);

export const commentColumns: Columns = columns('Id:int Content CreatorId:int CreateDate:date');

export const attachmentColumns: Columns = columns(`
  Id:int ItemId:int EntityId:int ContactId:int DealId:int OrderId:int NoteId:int InteractionRecordId:int EmailId:int
  EmailTemplateId:int LeadId:int TaskId:int DocumentId:int QuoteId:int ProductId:int ProductGroupId:int
  ProductFamilyId:int AccountId:int UserId:int ChatId:int MessageId:int AttachmentItemId:int FileName ContentType
  ContentLength:int Url Listable:bool IsSensitiveData:bool CreatorId:int`);
