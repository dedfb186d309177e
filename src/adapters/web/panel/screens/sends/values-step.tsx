import type { ComponentChild } from 'preact';
import { useEffect } from 'preact/hooks';
import type { TemplateParameter } from '../../../../../domain/active-send/active-send.ts';
import { NoteBox } from '../../../kit/parts/note-box.tsx';
import { TextInput } from '../../../kit/parts/text-input.tsx';
import { usePanel } from '../../panel-context.ts';
import { useAsked } from '../../use-asked.ts';
import { ClientSummary } from './client-summary.tsx';
import type { SendForm } from './send-form.ts';

const PAUSE_MS = 400;

/** What fills the template, and what the client will read: the hub's own words once nothing is missing. */
export function ValuesStep({ form }: { readonly form: SendForm }): ComponentChild {
  const { words: { sends } } = usePanel();
  const template = form.template.value;
  if (template === undefined) return null;
  const places = template.parameters.filter(({ type }) => type !== 'quick-reply');
  return (
    <>
      <ClientSummary form={form} />
      <div class="stack s">
        <b class="lab">{places.length === 0 ? sends.noValues : sends.values}</b>
        {places.map((place) => <ValueRow key={`${place.part}/${place.place}`} place={place} form={form} />)}
      </div>
      <div class="stack s">
        <b class="lab">{sends.preview}</b>
        <Preview form={form} body={template.body} />
      </div>
    </>
  );
}

function ValueRow({ place, form }: { readonly place: TemplateParameter; readonly form: SendForm }): ComponentChild {
  const { words: { sends } } = usePanel();
  const value = form.valueOf(place);
  return (
    <div class="varr">
      <code>{place.part === 'body' ? `{{${place.place}}}` : sends.place(place.part, place.place)}</code>
      <TextInput
        label={`${sends.place(place.part, place.place)}: ${sends.parameter[place.type]}`} value={value.value} onInput={(text) => (value.value = text)}
        placeholder={place.example === undefined ? sends.parameter[place.type] : sends.example(place.example)}
      />
    </div>
  );
}

function Preview({ form, body }: { readonly form: SendForm; readonly body: string }): ComponentChild {
  const { state } = usePanel();
  const wish = form.wish.value;
  const about = JSON.stringify(wish);
  const { answer, trouble } = useAsked(wish === undefined ? undefined : async (options) => await state.desk.previewSend(wish, options), [about], { restMs: PAUSE_MS });
  useEffect(() => void (form.barred.value = trouble), [about, trouble]);
  return (
    <>
      <div class="wall"><div class="m out">{answer?.text ?? <Rendered body={body} form={form} />}</div></div>
      {form.barred.value === undefined ? null : <NoteBox kind="bad" alert>{form.barred.value}</NoteBox>}
    </>
  );
}

/** The template's own text with what is filled so far; gaps stay marked. */
function Rendered({ body, form }: { readonly body: string; readonly form: SendForm }): ComponentChild {
  const places = form.template.value?.parameters.filter(({ part }) => part === 'body') ?? [];
  return body.split(/(\{\{\d+\}\})/).map((piece, index) => {
    const place = places.find((each) => piece === `{{${each.place}}}`);
    if (place === undefined) return piece;
    const value = form.valueOf(place).value.trim();
    return <mark key={index}>{value === '' ? piece : value}</mark>;
  });
}
