import { expect, test } from 'vitest';
import { anAccount, names, textOf } from './account.ts';
import type { Account } from './account.ts';

async function withPeople(): Promise<Account> {
  const account = await anAccount();
  const { simulator } = account;
  const company = simulator.addCompany({ name: 'Metalúrgica Andrade', register: '11.444.777/0001-61' });
  simulator.addContact({ name: 'Ana Souza', phone: '(11) 98765-4321', email: 'ana@x.example', companyId: company.Id });
  simulator.addContact({ name: "Rui O'Hara", phone: '+55 (31) 3322-1234', register: '529.982.247-25' });
  return account;
}

test('a list comes in the envelope, every column present and empty ones null', async () => {
  const account = await withPeople();
  const answer = await account.get('/Contacts?$orderby=Id&$top=1');
  expect(answer.body['@odata.context']).toBe(`${account.simulator.url}/$metadata#Contacts`);
  expect(answer.row).toMatchObject({ TypeId: 1, Name: 'Metalúrgica Andrade', CNPJ: '11444777000161', CPF: null, Skype: null });
  expect(answer.row).not.toHaveProperty('Phones');
});

test.each([
  ["Name eq 'Ana Souza'", ['Ana Souza']],
  ["Name eq 'Rui O''Hara'", ["Rui O'Hara"]],
  ['CompanyId eq null and TypeId eq 2', ["Rui O'Hara"]],
  ['CompanyId ne null', ['Ana Souza']],
  ["CPF eq '52998224725'", ["Rui O'Hara"]],
  ["startswith(Name,'Ana') or endswith(Name,'Andrade')", ['Metalúrgica Andrade', 'Ana Souza']],
  ["contains(tolower(Name),'SOUZA') or contains(tolower(Name),'souza')", ['Ana Souza']],
  ["not contains(Name,'a')", []],
  ["not (TypeId eq 2) and Id gt 0", ['Metalúrgica Andrade']],
  ["TypeId eq 1 or TypeId eq 2 and Name eq 'Ana Souza'", ['Metalúrgica Andrade', 'Ana Souza']],
  ["(TypeId eq 1 or TypeId eq 2) and Name eq 'Ana Souza'", ['Ana Souza']],
  ["Company/Name eq 'Metalúrgica Andrade'", ['Ana Souza']],
  ['Phones/any(p: p/SearchPhoneNumber eq 5511987654321 or p/SearchPhoneNumber eq 11987654321)', ['Ana Souza']],
  ["Phones/any(p: p/SearchPhoneNumber eq 5511987654321 or contains(p/PhoneNumber,'8765-4321'))", ['Ana Souza']],
  ['Phones/any(p:p/SearchPhoneNumber eq 553133221234)', ["Rui O'Hara"]],
  ['Phones/any()', ['Ana Souza', "Rui O'Hara"]],
  ['CreateDate ge 2026-05-04T14:03:00.12-03:00 and TypeId eq 1', ['Metalúrgica Andrade']],
  ['CreateDate gt 2026-05-04T17:03:00.120Z', []],
])('the filter %s finds %j', async (filter, expected) => {
  const account = await withPeople();
  expect(names(await account.get(`/Contacts?$filter=${filter}&$orderby=Id`))).toEqual(expected);
});

test('a plus sign in a query is a space, and an encoded ampersand stays in its literal', async () => {
  const account = await withPeople();
  account.simulator.addCompany({ name: 'Pão & Cia; 100%' });
  const key = { 'User-Key': account.simulator.userKey };
  const plus = await fetch(`${account.simulator.url}/Contacts?$filter=Name+eq+'Ana+Souza'&$count=true`, { headers: key });
  expect(await plus.json()).toMatchObject({ '@odata.count': 1 });
  const ampersand = await fetch(`${account.simulator.url}/Contacts?$filter=${encodeURIComponent("Name eq 'Pão & Cia; 100%'")}&$count=true`, { headers: key });
  expect(await ampersand.json()).toMatchObject({ '@odata.count': 1 });
});

test.each([
  ['$select=Active', '/Users', "Could not find a property named 'Active' on type 'User'."],
  ['$filter=Emails eq 1', '/Contacts', "Could not find a property named 'Emails' on type 'Contact'."],
  ['$filter=Phones/any(p: p/Number eq 1)', '/Contacts', "Could not find a property named 'Number' on type 'Phone'."],
  ['$expand=Telefones', '/Contacts', "Could not find a property named 'Telefones' on type 'Contact'."],
  ['$orderby=Nome', '/Contacts', "Could not find a property named 'Nome' on type 'Contact'."],
])('%s on %s is refused by name', async (query, path, message) => {
  const answer = await (await anAccount()).get(`${path}?${query}`);
  expect(answer.status).toBe(400);
  expect(answer.body['value']).toBe(message);
});

test.each(["$filter=Name eq", '$filter=Id in (1,2)', "$filter=Id eq '5'", '$filter=Register eq 5', '$filter=CreateDate ge 2026-05-04T00:00:00', '$foo=1', '$top=x'])(
  'the query %s is a 400',
  async (query) => {
    expect((await (await anAccount()).get(`/Contacts?${query}`)).status).toBe(400);
  },
);

test('expanding goes three levels, with options of its own at each', async () => {
  const account = await withPeople();
  const answer = await account.get(
    "/Contacts?$filter=Name eq 'Ana Souza'&$select=Id,Name&$expand=Phones($select=PhoneNumber;$expand=Country($select=Name)),Company($select=Name;$expand=Contacts($select=Name)),Owner",
  );
  expect(answer.row).toEqual({
    Id: 41_000_002, Name: 'Ana Souza', Owner: null,
    Phones: [{ PhoneNumber: '(11) 98765-4321', Country: { Name: 'Brasil' } }],
    Company: { Name: 'Metalúrgica Andrade', Contacts: [{ Name: 'Ana Souza' }] },
  });
  expect((await account.get('/Contacts?$expand=Company($expand=Contacts($expand=Company($expand=Owner)))')).status).toBe(400);
});

test('pipelines expand their stages in order', async () => {
  const account = await anAccount({ pipelines: [{ name: 'Vendas', stages: ['Entrada', 'Saída'] }] });
  const { row } = await account.get('/Deals@Pipelines?$select=Id,Name,Stages&$expand=Stages($select=Name,LastPipelineStage;$orderby=Ordination)');
  expect(row).toMatchObject({ Name: 'Vendas', Stages: [{ Name: 'Entrada', LastPipelineStage: false }, { Name: 'Saída', LastPipelineStage: true }] });
});

test('ordering is ascending unless it says otherwise, and empty values come first', async () => {
  const account = await withPeople();
  expect(names(await account.get('/Contacts?$orderby=Name'))).toEqual(['Ana Souza', 'Metalúrgica Andrade', "Rui O'Hara"]);
  expect(names(await account.get('/Contacts?$orderby=Email desc, Id desc'))).toEqual(['Ana Souza', "Rui O'Hara", 'Metalúrgica Andrade']);
});

test('a page is cut at 300 without a word, whatever the top', async () => {
  const { simulator, get } = await anAccount();
  for (let at = 0; at < 305; at += 1) simulator.addContact({ name: `Contato ${at}` });
  expect((await get('/Contacts?$top=1000')).rows).toHaveLength(300);
  expect((await get('/Contacts')).rows).toHaveLength(300);
  expect((await get('/Contacts?$skip=300&$orderby=Id')).rows).toHaveLength(5);
});

test('counting with top 0 counts only, and what the page leaves out is counted', async () => {
  const account = await withPeople();
  expect((await account.get('/Contacts?$count=true&$top=0')).body).toMatchObject({ '@odata.count': 3, value: [] });
  expect((await account.get('/Contacts?$count=true&$top=1&$filter=TypeId eq 2')).body['@odata.count']).toBe(2);
  expect((await account.get('/Contacts')).body).not.toHaveProperty('@odata.count');
});

test('reading by key is 404 unless the account is switched to allow it', async () => {
  const account = await withPeople();
  const { row } = await account.get('/Contacts');
  expect(await account.get(`/Contacts(${textOf(row, 'Id')})`)).toMatchObject({ status: 404, text: '' });
  const open = await anAccount({ getByKey: true });
  const contact = open.simulator.addContact({ name: 'Ana' });
  expect((await open.get(`/Contacts(${contact.Id})?$select=Name`)).row).toEqual({ Name: 'Ana' });
});

test('filtering by custom fields is 403 where the account forbids it', async () => {
  const account = await anAccount({ filterOtherProperties: false });
  const filter = "OtherProperties/any(o: o/FieldKey eq 'contact_x' and (o/StringValue eq 'x'))";
  expect((await account.get(`/Contacts?$filter=${filter}`)).status).toBe(403);
});
