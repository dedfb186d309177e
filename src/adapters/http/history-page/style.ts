/** Light and dark, narrow and wide; what a bot, an agent and a client said is told apart by place and by word. */
export const STYLE = `:root { color-scheme: light dark; --paper: light-dark(#fbfaf7, #16201f); --ink: light-dark(#1c2523, #e8ecea); --soft: light-dark(#5c6a66, #9fb0ab); --line: light-dark(#d9ded9, #2c3a38); --theirs: light-dark(#ffffff, #1e2b2a); --ours: light-dark(#dcefeb, #17423d); --note: light-dark(#fdf3d8, #3d3418); --act: light-dark(#0f6b60, #5fc9ba); }
[hidden] { display: none !important; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.3rem; overflow-wrap: anywhere; }
form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
label { flex-basis: 100%; }
input { flex: 1 1 14rem; min-width: 0; padding: .5rem .75rem; border: 1px solid var(--soft); border-radius: 6px; background: var(--theirs); color: inherit; font: inherit; }
button { padding: .5rem 1rem; border: 0; border-radius: 6px; background: var(--act); color: var(--paper); font: inherit; cursor: pointer; }
:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
ol { list-style: none; margin: 1.5rem 0 0; padding: 0; display: flex; flex-direction: column; gap: .5rem; }
li { max-width: 85%; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: 10px; background: var(--theirs); align-self: flex-start; overflow-wrap: anywhere; }
li.agent { align-self: flex-end; background: var(--ours); }
li.comment { align-self: flex-end; background: var(--note); }
li.bot { border-style: dashed; }
li.system, li.transfer, li.ended { align-self: center; max-width: 100%; border: 0; background: none; color: var(--soft); font-size: .875rem; text-align: center; }
li p { margin: 0; white-space: pre-wrap; }
li small { display: block; color: var(--soft); }
audio { display: block; width: min(22rem, 100%); }
img { display: block; max-width: 100%; max-height: 24rem; border-radius: 6px; }
li button { padding: .25rem .75rem; font-size: .875rem; }
@media (forced-colors: active) { li { border: 1px solid CanvasText; } }
`;
