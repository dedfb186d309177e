/** A calm page of no particular CRM, light or dark as the system is. */
export const STYLE = `
:root { color-scheme: light dark; --bg: light-dark(#f3f6f5, #0c1312); --surface: light-dark(#fff, #131c1a); --soft: light-dark(#ebf0ee, #22302d); --line: light-dark(#dde5e2, #293835);
  --text: light-dark(#13201d, #e7efec); --text-2: light-dark(#42524e, #b6c5c0); --brand: light-dark(#0f5f5c, #62ccc0); --brand-soft: light-dark(#ddf0ed, #15342f); }
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; padding: 56px 0 0 64px; background: var(--bg); color: var(--text); font: 400 13px/20px Inter, "Segoe UI", system-ui, sans-serif; }
h1, h2, p, ul { margin: 0; padding: 0; }
ul { list-style: none; }
a { color: var(--brand); text-underline-offset: 2px; }
a strong { font-weight: 600; }
:focus-visible { outline: 2px solid var(--brand); outline-offset: 2px; border-radius: 6px; }
.rail { position: fixed; inset: 0 auto 0 0; width: 64px; padding: 16px 18px; background: light-dark(#22302f, #080d0c); display: grid; align-content: start; gap: 20px; }
.rail i { width: 28px; height: 28px; border-radius: 8px; background: #ffffff24; }
.rail i:first-child { background: #ffffff80; }
header { position: fixed; inset: 0 0 auto 64px; min-height: 56px; padding: 8px 24px; display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 4px 24px; background: var(--surface); border-bottom: 1px solid var(--line); z-index: 1; }
.brand { font-weight: 600; }
header nav { display: flex; flex-wrap: wrap; gap: 4px 20px; align-items: center; }
header nav a { padding: 4px 0; }
header nav a strong { font-weight: 400; }
main { padding: 20px 24px 96px; display: grid; gap: 12px; }
h1 { font-size: 20px; line-height: 28px; font-weight: 600; }
#funnels { display: flex; flex-wrap: wrap; gap: 8px; }
#funnels a { padding: 5px 12px; border: 1px solid var(--line); border-radius: 999px; background: var(--surface); color: var(--text-2); text-decoration: none; }
#funnels a[aria-current] { background: var(--brand-soft); border-color: var(--brand); color: var(--brand); }
#funnels b, h2 b { font-weight: 400; color: var(--text-2); }
#record { min-height: 32px; padding: 6px 0; }
#record.shown { padding: 6px 12px; border-radius: 6px; background: var(--brand-soft); }
.scroll { overflow-x: auto; padding: 2px; }
#board { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(200px, 260px); gap: 16px; align-items: start; }
section { display: grid; gap: 8px; }
h2 { font-size: 13px; font-weight: 600; color: var(--text-2); }
section ul { display: grid; gap: 12px; }
.card { display: grid; gap: 4px; padding: 12px; border: 1px solid var(--line); border-radius: 8px; background: var(--surface); color: var(--text-2); text-decoration: none; overflow-wrap: anywhere; }
.card strong { color: var(--text); }
.card small { justify-self: start; padding: 1px 8px; border-radius: 999px; background: var(--soft); }
.card[aria-current] { border-color: var(--brand); box-shadow: 0 0 0 1px var(--brand); background: var(--brand-soft); }
.corner { position: fixed; right: min(24px, 4vw); bottom: 24px; width: min(400px, 92vw); padding: 20px; display: grid; gap: 12px; border: 1px solid var(--line); border-radius: 14px; background: var(--surface); box-shadow: 0 8px 24px #0003; z-index: 2; }
.corner h2 { font-size: 16px; color: var(--text); }
.corner ul { display: grid; gap: 8px; }
.enter { display: flex; justify-content: space-between; align-items: center; gap: 12px; min-height: 44px; padding: 8px 16px; border: 1px solid var(--brand); border-radius: 8px; background: var(--brand-soft); color: var(--brand); text-decoration: none; }
.enter small { color: var(--text-2); }
@media (max-width: 480px) { body { padding-left: 0; } .rail { display: none; } header { left: 0; } main { padding-top: 48px; } }
@media (forced-colors: active) { .card[aria-current], #funnels a[aria-current] { outline: 2px solid Highlight; } }
`;
