import { expect, test } from 'vitest';
import { anAccount, isRow, textOf } from './account.ts';

test('a new contact comes back in the envelope, shaped as in lists, with what the query expands', async () => {
  const { send, get } = await anAccount();
  const created = await send('POST', '/Contacts?$expand=Phones', {
    Name: 'Ana Souza', TypeId: 2, Phones: [{ PhoneNumber: '(11) 3842-6671', TypeId: 1, CountryId: 76 }],
  });
  expect(created.status).toBe(200);
  expect(created.row).toMatchObject({
    Name: 'Ana Souza', CreateDate: '2026-05-04T14:03:00.12-03:00', LastUpdateDate: '2026-05-04T14:03:00.12-03:00',
    Phones: [{ PhoneNumber: '(11) 3842-6671', SearchPhoneNumber: 1138426671, TypeId: 1, CountryId: 76 }],
  });
  expect((await get('/Contacts?$expand=Phones')).row).toEqual(created.row);
});

test('the integration user signs what its key writes; a person signs with the key of a log-in', async () => {
  const { simulator, send } = await anAccount();
  const ours = await send('POST', '/Contacts', { Name: 'Ana' });
  expect(ours.row['CreatorId']).toBe(simulator.integrationUserId);
  const login = await send('POST', '/Self/Login', { Email: 'caio.nunes@empresa.example', Password: 'x' }, { 'User-Key': '' });
  const theirs = await send('POST', '/Contacts', { Name: 'Bia' }, { 'User-Key': textOf(login.row, 'UserKey') });
  expect(theirs.row['CreatorId']).toBe(login.row['Id']);
});

test('ids only grow, also past rows that were deleted', async () => {
  const { simulator, send } = await anAccount();
  const first = simulator.addContact({ name: 'A' });
  await send('DELETE', `/Contacts(${first.Id})`);
  expect(simulator.addContact({ name: 'B' }).Id).toBeGreaterThan(first.Id);
});

test.each([
  ['/Contacts', { Name: 'Ana', Emails: [] }, "Could not find a property named 'Emails' on type 'Contact'."],
  ['/Contacts', { Name: 'Ana', Phones: [{ PhoneNumber: '1', PhoneTypeId: 1 }] }, "Could not find a property named 'PhoneTypeId' on type 'Phone'."],
  ['/Contacts', { Email: 'a@x.example' }, "The property 'Name' is required on 'Contact'."],
  ['/Contacts', { Name: 'Ana', CompanyId: 5 }, 'The CompanyId 5 does not exist.'],
  ['/Contacts', { Name: 5 }, "Cannot convert the value of 'Name' to text."],
  ['/Deals', { Title: 'Ana' }, "The property 'ContactId' is required on 'Deal'."],
  ['/Deals', { Title: 'Ana', ContactId: 5 }, 'The ContactId 5 does not exist.'],
  ['/InteractionRecords', { ContactId: 5, Content: 'x' }, 'The ContactId 5 does not exist.'],
  ['/InteractionRecords', { Content: 'x' }, "The property 'ContactId' or 'DealId' is required on 'InteractionRecord'."],
  ['/Webhooks', { EntityId: 1, ActionId: 1, Url: 'http://x.example' }, "Could not find a property named 'Url' on type 'Webhook'."],
  ['/Webhooks', { EntityId: 1, ActionId: 1 }, "The property 'CallbackUrl' is required on 'Webhook'."],
])('creating on %s with %j is refused: %#', async (path, body, message) => {
  const { send, get } = await anAccount();
  const answer = await send('POST', path, body);
  expect(answer.status).toBe(400);
  expect(answer.body['value']).toBe(message);
  expect((await get(`${path}?$count=true&$top=0`)).body['@odata.count']).toBe(0);
});

test('a patch answers with the row, moves LastUpdateDate and is signed', async () => {
  const { simulator, send } = await anAccount();
  const contact = simulator.addContact({ name: 'Ana', email: 'a@x.example' });
  simulator.advance(1500);
  const patched = await send('PATCH', `/Contacts(${contact.Id})`, { Name: 'Ana Souza' });
  expect(patched.row).toMatchObject({
    Name: 'Ana Souza', Email: 'a@x.example', LastUpdateDate: '2026-05-04T14:03:01.62-03:00', UpdaterId: simulator.integrationUserId,
  });
});

test('an array in a patch replaces the rows there were; an array not sent stays', async () => {
  const { simulator, send } = await anAccount();
  const contact = simulator.addContact({ name: 'Ana', phones: ['(11) 98765-4321', '(11) 3333-1234'] });
  const path = `/Contacts(${contact.Id})?$select=Id&$expand=Phones($select=PhoneNumber)`;
  expect((await send('PATCH', path, { Name: 'Ana S.' })).row['Phones']).toHaveLength(2);
  expect((await send('PATCH', path, { Phones: [{ PhoneNumber: '(21) 2222-1234' }] })).row['Phones']).toEqual([{ PhoneNumber: '(21) 2222-1234' }]);
});

test('in an account switched to merge, a patch adds to the rows there were', async () => {
  const { simulator, send } = await anAccount({ patchArrays: 'merge' });
  const contact = simulator.addContact({ name: 'Ana', phone: '(11) 98765-4321' });
  const patched = await send('PATCH', `/Contacts(${contact.Id})?$expand=Phones`, { Phones: [{ PhoneNumber: '(21) 2222-1234' }] });
  expect(patched.row['Phones']).toHaveLength(2);
});

test('deleting answers 200 and nothing; the row is gone', async () => {
  const { simulator, send, get } = await anAccount();
  const contact = simulator.addContact({ name: 'Ana' });
  expect(await send('DELETE', `/Contacts(${contact.Id})`)).toMatchObject({ status: 200, text: '' });
  expect((await get('/Contacts')).rows).toEqual([]);
  expect((await send('DELETE', `/Contacts(${contact.Id})`)).status).toBe(404);
  expect((await send('PATCH', `/Contacts(${contact.Id})`, { Name: 'x' })).status).toBe(404);
});

test('a custom field gets its key from the platform and its options with it', async () => {
  const { send, get } = await anAccount();
  const body = { Name: 'Canal', EntityId: 36, TypeId: 7, OptionsTable: { Name: 'Canais', Options: [{ Name: 'WhatsApp' }, { Name: 'Voz' }] } };
  const created = await send('POST', '/Fields?$expand=Type,OptionsTable($expand=Options)', body);
  expect(created.row['Key']).toMatch(/^interaction_record_[0-9A-F-]{36}$/);
  expect(created.row).toMatchObject({ Type: { NativeType: 'Integer' }, OptionsTable: { Name: 'Canais', Options: [{ Name: 'WhatsApp' }, { Name: 'Voz' }] } });
  const added = await send('POST', '/Fields@OptionsTables@Options', { Name: 'E-mail', TableId: Number(created.row['OptionsTableId']) });
  expect(added.row).toMatchObject({ Name: 'E-mail', Ordination: 3 });
  expect((await get('/Fields?$filter=EntityId eq 36 and Dynamic eq true')).rows).toHaveLength(1);
  expect((await send('DELETE', `/Fields('${textOf(created.row, 'Key')}')`)).status).toBe(200);
});

test('custom values name their field, carry one typed value, and show only when expanded', async () => {
  const { simulator, send, get } = await anAccount();
  const text = simulator.create('Fields', { Name: 'Chave', EntityId: 1, TypeId: 1 });
  const agents = simulator.create('Fields', { Name: 'Agentes', EntityId: 1, TypeId: 9, Multiple: true });
  const agentId = simulator.integrationUserId;
  const created = await send('POST', '/Contacts', {
    Name: 'Ana', OtherProperties: [{ FieldKey: textOf(text, 'Key'), StringValue: 'x-1' }, { FieldKey: textOf(agents, 'Key'), IntegerValue: agentId }],
  });
  expect(created.row).not.toHaveProperty('OtherProperties');
  const { row } = await get(`/Contacts?$filter=OtherProperties/any(o: o/FieldKey eq '${textOf(text, 'Key')}' and o/StringValue eq 'x-1')&$expand=OtherProperties`);
  expect(row['OtherProperties']).toMatchObject([
    { FieldKey: text['Key'], FieldId: text['Id'], ContactId: row['Id'], StringValue: 'x-1', IntegerValue: null },
    { IntegerValue: agentId, UserValueId: agentId, UserValueName: 'Integração Vínculo' },
  ]);
  const nested = await get(`/Contacts?$expand=OtherProperties($expand=CurrencyValue;$filter=FieldId eq ${text.Id})`);
  expect(nested.row['OtherProperties']).toHaveLength(1);
});

test.each([
  [{ FieldKey: 'contact_NONE', StringValue: 'x' }, `The field "contact_NONE" does not exist on 'Contact'.`],
  [{ FieldKey: 'contact_name', IntegerValue: 3 }, "The field 'contact_name' does not accept 'IntegerValue'."],
])('the custom value %j is refused', async (property, message) => {
  const { send } = await anAccount();
  const answer = await send('POST', '/Contacts', { Name: 'Ana', OtherProperties: [property] });
  expect(answer.status).toBe(400);
  expect(answer.body['value']).toBe(message);
});

test('UpdateOtherProperty writes one custom field and leaves the others', async () => {
  const { simulator, send } = await anAccount();
  const [one, two] = ['Um', 'Dois'].map((Name) => textOf(simulator.create('Fields', { Name, EntityId: 1, TypeId: 1 }), 'Key'));
  const contact = simulator.create('Contacts', { Name: 'Ana', OtherProperties: [{ FieldKey: one ?? '', StringValue: 'a' }] });
  const updated = await send('POST', `/Contacts(${contact.Id})/UpdateOtherProperty?$expand=OtherProperties`, { FieldKey: two ?? '', Values: [{ StringValue: 'b' }] });
  const values = updated.row['OtherProperties'];
  expect(Array.isArray(values) && values.filter(isRow).map((each) => each['StringValue'])).toEqual(['a', 'b']);
});

test('an interaction record keeps its content as sent and moves the client and the deal', async () => {
  const { simulator, send, get } = await anAccount();
  const contactId = simulator.addContact({ name: 'Ana' }).Id;
  const dealId = simulator.create('Deals', { Title: 'Ana', ContactId: contactId }).Id;
  simulator.advance(60_000);
  const content = '<p>Sessão <b>encerrada</b> &amp; classificada</p>';
  const created = await send('POST', '/InteractionRecords', { ContactId: contactId, DealId: dealId, Date: '2026-05-04T14:00:00Z', Content: content });
  expect(created.row).toMatchObject({ Content: content, Date: '2026-05-04T11:00:00-03:00', CreatorId: simulator.integrationUserId });
  const moved = { LastUpdateDate: '2026-05-04T14:04:00.12-03:00', LastInteractionRecordId: created.row['Id'] };
  expect((await get('/Deals')).row).toMatchObject(moved);
  expect((await get('/Contacts')).row).toMatchObject(moved);
  await send('POST', `/InteractionRecords(${textOf(created.row, 'Id')})/NewComment`, { Content: 'Transferida' });
  const expanded = await get('/InteractionRecords?$filter=Deal/StatusId eq 1&$expand=Comments,Type($select=Name)');
  expect(expanded.row).toMatchObject({ Comments: [{ Content: 'Transferida', CreatorId: simulator.integrationUserId }], Type: { Name: 'Ligação' } });
});

test('a task has its people as child rows and is finished by an action', async () => {
  const { simulator, send } = await anAccount();
  const contactId = simulator.addContact({ name: 'Ana' }).Id;
  const task = await send('POST', '/Tasks?$expand=Users,Contacts', {
    Title: 'Retornar', DateTime: '2026-05-05T09:00:00', ContactId: contactId, Users: [{ UserId: simulator.integrationUserId }], Contacts: [{ ContactId: contactId }],
  });
  expect(task.row).toMatchObject({ DateTime: '2026-05-05T09:00:00-03:00', ContactName: 'Ana', Users: [{ UserId: simulator.integrationUserId }], Contacts: [{ ContactId: contactId }] });
  expect((await send('POST', `/Tasks(${textOf(task.row, 'Id')})/Finish`, { Finished: true })).row).toMatchObject({ Finished: true, FinisherId: simulator.integrationUserId });
});

test('two simulators with the same seed give the same ids, keys and field keys', async () => {
  const [one, two] = [await anAccount({ seed: 7 }), await anAccount({ seed: 7 })];
  const made = ({ simulator }: typeof one) => [simulator.userKey, simulator.addContact({ name: 'Ana' }), simulator.create('Fields', { Name: 'X', EntityId: 1, TypeId: 1 })];
  expect(made(one)).toEqual(made(two));
  expect((await anAccount({ seed: 8 })).simulator.userKey).not.toBe(one.simulator.userKey);
});

test('a file is kept as an attachment row, found by expanding', async () => {
  const { simulator, get } = await anAccount();
  const contact = simulator.addContact({ name: 'Ana' });
  const form = new FormData();
  form.set('file', new File(['conteúdo'], 'proposta.pdf', { type: 'application/pdf' }));
  const path = `${simulator.url}/Contacts(${contact.Id})/UploadFile`;
  const answer = await fetch(path, { method: 'POST', body: form, headers: { 'User-Key': simulator.userKey } });
  expect(answer.status).toBe(200);
  expect((await get('/Contacts?$expand=Attachments')).row['Attachments']).toMatchObject([
    { FileName: 'proposta.pdf', ContentType: 'application/pdf', ContentLength: 9, ContactId: contact.Id, DealId: null },
  ]);
});
