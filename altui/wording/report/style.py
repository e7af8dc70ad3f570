"""The look of a page: two palettes, and one style sheet for screens of any width and for paper."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Palette:
    """Colours as #rrggbb. Everything but the rule and the band is read, and is to be readable on
    the paper; the line and the level also on the band."""

    paper: str
    ink: str
    quiet: str
    """Text that explains."""
    rule: str
    """Lines between rows, and the grid."""
    band: str
    """The interval, and the cells of right predictions."""
    line: str
    """The curve, and text that names it."""
    level: str
    """The dashed line at the last accuracy."""

    def variables(self) -> str:
        return " ".join(f"--{each.name}: {getattr(self, each.name)};" for each in fields(self))


LIGHT = Palette(
    paper="#ffffff",
    ink="#1c2024",
    quiet="#565d66",
    rule="#dfe3e8",
    band="#dbe8f5",
    line="#14599c",
    level="#4f6478",
)
DARK = Palette(
    paper="#14171b",
    ink="#e6e9ec",
    quiet="#a3abb5",
    rule="#333a42",
    band="#1f3a55",
    line="#7cb9f2",
    level="#a9b9c8",
)

STYLE = f"""
:root {{ color-scheme: light; {LIGHT.variables()} }}
@media screen and (prefers-color-scheme: dark) {{
  :root {{ color-scheme: dark; {DARK.variables()} }}
}}
* {{ box-sizing: border-box; }}
body {{ font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums; max-width: 52rem; margin: 0 auto; padding: 2rem 1.25rem;
  color: var(--ink); background: var(--paper); -webkit-text-size-adjust: 100%; }}
h1 {{ font-size: 1.75rem; line-height: 1.2; margin: 0; overflow-wrap: anywhere; }}
h2 {{ font-size: 1.2rem; line-height: 1.3; margin: 2.25rem 0 0.5rem; }}
p {{ margin: 0.5rem 0; }}
p, dt, dd, td {{ overflow-wrap: anywhere; }}
.quiet, figcaption, footer {{ color: var(--quiet); font-size: 0.875rem; line-height: 1.45; }}
.facts .quiet {{ display: block; }}
header p {{ margin: 0.25rem 0 0; }}
header {{ border-bottom: 2px solid var(--line); padding-bottom: 0.75rem; }}
footer {{ border-top: 1px solid var(--rule); margin-top: 2.5rem; padding-top: 0.75rem; }}
dl {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr));
  gap: 1.25rem 1.5rem; margin: 1.25rem 0 0; }}
dt {{ color: var(--quiet); font-size: 0.875rem; }}
dd {{ margin: 0; }}
dd.value {{ font-size: 1.5rem; line-height: 1.3; font-weight: 600; }}
.wide {{ overflow-x: auto; }}
table {{ border-collapse: collapse; margin: 0.5rem 0; }}
th, td {{ padding: 0.35rem 1.25rem 0.35rem 0; text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--rule); }}
th {{ font-weight: 600; overflow-wrap: break-word; }}
thead th {{ color: var(--quiet); font-size: 0.875rem; vertical-align: bottom; }}
.long.grid tbody th, .long.counts tbody th {{ font-weight: 400; }}
.number {{ text-align: right; }}
td.number {{ white-space: nowrap; }}
td.none {{ color: var(--quiet); }}
td.right {{ background: var(--band); font-weight: 600; }}
.counts td, .counts thead th {{ min-width: 2.25rem; padding-left: 0.5rem;
  padding-right: 0.5rem; }}
.counts tbody th {{ white-space: nowrap; }}
.facts {{ table-layout: fixed; width: 100%; }}
.facts th {{ width: 10.5rem; }}
.facts td {{ padding-right: 0; }}
.facts th, .facts td {{ font-size: 0.9375rem; }}
figure {{ margin: 0.5rem 0; }}
svg {{ display: block; width: 100%; height: auto; }}
svg text {{ font-size: 12px; fill: var(--quiet); }}
svg .name {{ font-weight: 600; fill: var(--line); }}
svg .grid {{ stroke: var(--rule); }}
svg .band {{ fill: var(--band); }}
svg .level {{ stroke: var(--level); stroke-dasharray: 5 4; }}
svg .line {{ fill: none; stroke: var(--line); stroke-width: 2; stroke-linejoin: round; }}
svg .before {{ stroke-dasharray: 2 3; }}
svg .dot {{ fill: var(--line); }}
@media screen and (max-width: 40rem) {{
  body {{ padding: 1.25rem 1rem; }}
  .facts th {{ width: 7rem; padding-right: 0.75rem; }}
  .grid .quiet {{ display: block; }}
  .grid th, .grid td {{ padding-right: 0.75rem; }}
  svg text {{ font-size: 19px; }}
}}
@page {{ margin: 12mm 15mm 14mm; @bottom-right {{ content: counter(page) " / " counter(pages);
  font: 8pt system-ui, sans-serif; color: {LIGHT.quiet}; }} }}
@media print {{
  body {{ font-size: 9pt; line-height: 1.3; max-width: none; padding: 0; }}
  h1 {{ font-size: 16pt; }}
  h2 {{ font-size: 11pt; margin: 0.8rem 0 0.25rem; break-after: avoid; }}
  p, table, figure {{ margin: 0.25rem 0; }}
  header {{ padding-bottom: 0.4rem; }}
  footer {{ margin-top: 0.75rem; padding-top: 0.25rem; }}
  dl {{ gap: 0.5rem 1.25rem; margin-top: 0.5rem;
    grid-template-columns: repeat(auto-fit, minmax(30mm, 1fr)); }}
  dd.value {{ font-size: 14pt; }}
  th, td {{ padding-top: 0.1rem; padding-bottom: 0.1rem; }}
  .wide {{ overflow: visible; }}
  .counts td, .counts thead th {{ min-width: 2rem; padding-left: 0.3rem; padding-right: 0.3rem; }}
  .facts th {{ width: 8.5rem; }}
  .facts th, .facts td {{ font-size: 9pt; }}
  .facts .quiet {{ display: inline; margin-left: 0.5em; }}
  .quiet, figcaption, footer, dt, thead th {{ font-size: 8pt; line-height: 1.3; }}
  svg {{ max-height: 72mm; }}
  figure, dl > div, tr, footer {{ break-inside: avoid; }}
  .short.grid, .counts, section:last-child {{ break-inside: avoid; }}
  .long.grid, .long.grid .quiet {{ font-size: 7.5pt; }}
  .long.grid th, .long.grid td {{ padding: 0.05rem 0.6rem 0.05rem 0; }}
  thead {{ display: table-header-group; }}
  p {{ orphans: 2; widows: 2; }}
  * {{ print-color-adjust: exact; -webkit-print-color-adjust: exact; }}
}}
"""
