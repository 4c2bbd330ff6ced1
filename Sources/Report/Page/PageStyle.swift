import Vocabulary

/// How a page looks: quiet, on any screen, by day and by night, and on paper.
enum PageStyle {
    static func sheet(_ language: Language) -> String { base + labels(language) + "\n" + paper }

    /// On a phone a row becomes a card, and each cell says of itself what its column's head says elsewhere.
    private static func labels(_ language: Language) -> String {
        var rules: [String] = []
        for section in PageSection.shapes {
            for (index, column) in section.columns.enumerated().dropFirst() {
                rules.append(
                    "  .\(section.shape) td:nth-child(\(index + 1))::before { content: \"\(column.phrase[language])\"; }"
                )
            }
        }
        return "@media screen and (max-width: 44rem) {\n" + rules.joined(separator: "\n") + "\n}"
    }

    private static let base = """
        :root {
          --paper: #fbfaf7; --card: #ffffff; --ink: #1f2328; --soft: #57606a; --line: #d9d6cf; --strong: #8c877d;
          --in: #0b5d54; --out: #8a4a12; --link: #0b5394; --focus: #b3541e;
          --bar: 0rem; color-scheme: light dark;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #16181b; --card: #1d2024; --ink: #e9e6e0; --soft: #aeb4bb; --line: #383c42; --strong: #7d838b;
            --in: #6fcabd; --out: #e6aa70; --link: #8cc4f5; --focus: #f2a365;
          }
        }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
        body {
          margin: 0; padding: 0 1.25rem 4rem; background: var(--paper); color: var(--ink);
          font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif;
          overflow-wrap: break-word;
        }
        h1, h2, h3 {
          font-family: ui-serif, Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, "Liberation Serif", serif;
          font-weight: 600; line-height: 1.25; text-wrap: balance;
        }
        h1 { font-size: clamp(1.9rem, 5vw, 2.75rem); margin: .2rem 0 .6rem; letter-spacing: -.01em; overflow-wrap: anywhere; }
        h2 { font-size: 1.55rem; margin: 0 0 1rem; }
        h3 { font-size: 1.15rem; margin: 0 0 .35rem; }
        p { margin: 0 0 .8rem; max-width: 46rem; }
        a { color: var(--link); text-underline-offset: .15em; }
        code { font: .875em/1.4 ui-monospace, "Cascadia Mono", Menlo, "Liberation Mono", monospace; overflow-wrap: anywhere; }
        :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 2px; }
        /* What a link leads to stands below the search, where that stays in sight. */
        :root:has(#find:not([hidden])) { --bar: 4.1rem; }
        :where([id]) { scroll-margin-top: calc(var(--bar) + 1rem); }
        [hidden] { display: none !important; }
        .skip { position: absolute; left: -100vw; background: var(--card); padding: .5rem 1rem; z-index: 2; }
        .skip:focus { left: 1rem; top: 1rem; }

        header { padding: 3.5rem 0 2rem; }
        .kicker { color: var(--soft); font-size: .9rem; margin: 0; }
        .lead { font-size: 1.15rem; color: var(--soft); }
        .numbers { list-style: none; display: flex; flex-wrap: wrap; gap: 1rem 3rem; margin: 2rem 0 0; padding: 0; }
        .numbers li { color: var(--soft); }
        .numbers strong {
          display: block; color: var(--ink); font-size: 2.5rem; line-height: 1.1; font-weight: 600;
          font-variant-numeric: tabular-nums;
        }
        .numbers li:nth-child(2) strong { color: var(--in); }
        .numbers li:nth-child(3) strong { color: var(--out); }

        .contents { font-size: .9rem; padding: 1rem 0; border-top: 1px solid var(--line); }
        .contents h2 { font-size: 1rem; margin: 0 0 .5rem; }
        .contents ol { list-style: none; margin: 0; padding: 0; }
        .contents li { margin: 0; }
        .contents a { display: block; padding: .28rem 0; text-decoration: none; color: var(--ink); }
        .contents a:hover { text-decoration: underline; }
        .contents .codes { padding-left: .9rem; border-left: 1px solid var(--line); margin: .2rem 0 .4rem; }
        .contents .codes a { color: var(--soft); padding: .16rem 0; }
        .contents .codes code { display: block; margin: -.2rem 0 .3rem; font-size: .72em; color: var(--soft); }

        #find {
          position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .75rem;
          padding: .75rem 0; background: var(--paper); border-bottom: 1px solid var(--line); font-size: .9rem;
        }
        #find label { color: var(--soft); }
        #find input, #find select {
          font: inherit; color: var(--ink); background: var(--card); border: 1px solid var(--strong); border-radius: 4px;
          padding: .4rem .6rem; min-height: 2.5rem; max-width: 100%;
        }
        #find input { flex: 1 1 12rem; min-width: 0; }
        #find select { flex: 0 1 15rem; min-width: 0; }
        #find output { flex-basis: 100%; color: var(--soft); }
        #find output:empty { display: none; }
        .finding #glance, .finding #refused, .finding #warnings, .finding #letter, .finding #messages,
        .finding main p, .finding .reason > dl, .finding #reading { display: none; }
        .finding main section:not([data-kind]):not(:has([data-kind]:not([hidden]))) { display: none; }

        main > section { padding: 2.75rem 0 1.5rem; scroll-margin-top: calc(var(--bar) - 1.75rem); }
        main > section + section, footer { border-top: 1px solid var(--line); }
        figure { margin: 0 0 2rem; }
        figcaption { color: var(--soft); font-size: .9rem; margin-bottom: .6rem; }

        .bars { --step: 46px; --left: 0px; --right: 0px; --top: 22px; overflow: visible; display: block; width: 100%; height: calc(var(--rows) * var(--step)); max-width: 46rem; }
        .bars g { transform: translateY(calc(var(--row) * var(--step))); }
        .bars rect { x: var(--left); y: var(--top); stroke-width: 1.5; rx: 2px; }
        .bars .track { width: calc(100% - var(--left) - var(--right)); }
        .bars .bar { width: calc((100% - var(--left) - var(--right)) * var(--part)); }
        .bars text { font-size: 14px; fill: var(--ink); }
        .bars .number { font-weight: 600; font-variant-numeric: tabular-nums; }
        .bars .track { fill: none; stroke: var(--line); }
        .bars .outlined { fill: none; stroke: var(--ink); }
        .bars .hatched { stroke: var(--tone); }
        .bars .hatch { x: 0; y: 0; stroke: none; fill: var(--tone); }
        .bars .solid { fill: var(--tone); stroke: var(--tone); }
        .funnel { --tone: var(--in); }
        .evidence { --tone: var(--in); }
        .reasons { --tone: var(--out); }
        .bars .code { font: 12px ui-monospace, "Cascadia Mono", Menlo, "Liberation Mono", monospace; fill: var(--soft); }

        .facts { margin: 0 0 1rem; display: grid; gap: .35rem; }
        .facts > div { display: grid; grid-template-columns: minmax(8rem, 13rem) minmax(0, 1fr); gap: .25rem 1.5rem; }
        .facts dt { color: var(--soft); }
        .facts dd { margin: 0; overflow-wrap: anywhere; max-width: 46rem; }
        .notes { list-style: none; margin: 0; padding: 0; }
        .notes > li { border-left: 3px solid var(--out); padding: .1rem 0 .1rem 1.1rem; margin-bottom: 1.75rem; }
        .notes p { margin-bottom: .4rem; }

        .reason { padding: 1.75rem 0 .5rem; border-top: 1px dotted var(--line); scroll-margin-top: calc(var(--bar) - .75rem); }
        #since > section { margin-top: 1.5rem; }
        .reason .code { color: var(--soft); margin-bottom: .6rem; }
        .reason .facts > div { grid-template-columns: minmax(5rem, 7rem) minmax(0, 1fr); }
        summary { cursor: pointer; padding: .4rem 0; font-weight: 600; width: fit-content; }
        summary::marker { color: var(--soft); }

        /* Heights that are guessed lead links astray: only where a table is so long that it is worth it. */
        .long .part { content-visibility: auto; contain-intrinsic-block-size: auto 14000px; }
        table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: .92rem; line-height: 1.45; }
        th, td { text-align: start; vertical-align: top; padding: .55rem 1rem .55rem 0; overflow-wrap: anywhere; }
        thead th { color: var(--soft); font-weight: 400; font-size: .85rem; border-bottom: 1px solid var(--strong); }
        tbody tr { border-bottom: 1px solid var(--line); }
        tbody th { font-weight: 400; }
        tbody th bdi { display: block; text-align: left; }
        tbody th bdi:first-child { font-weight: 600; }
        tbody th bdi + bdi { color: var(--soft); font-size: .92em; }
        td code { color: var(--soft); }
        .no-2 :is(th, td):nth-child(2), .no-3 :is(th, td):nth-child(3), .no-4 :is(th, td):nth-child(4),
        .no-5 :is(th, td):nth-child(5) { display: none; }
        .further thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }

        .message { padding: 1.5rem 0; border-top: 1px dotted var(--line); }
        .sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 1.5rem; }
        .sides figure { margin: 0; display: flex; flex-direction: column; min-width: 0; }
        iframe, pre {
          width: 100%; height: 34rem; margin: 0; border: 1px solid var(--line); border-radius: 4px; resize: vertical;
          overflow: auto;
        }
        iframe { background: #ffffff; color-scheme: light; }
        pre {
          padding: 1rem; background: var(--card); white-space: pre-wrap; overflow-wrap: anywhere;
          font: .82rem/1.55 ui-monospace, "Cascadia Mono", Menlo, "Liberation Mono", monospace;
        }
        footer { padding-top: 2rem; color: var(--soft); font-size: .92rem; }
        footer h2 { font-size: 1.15rem; color: var(--ink); }

        @media (forced-colors: active) { .bars { --tone: CanvasText; } }
        @media print, (min-width: 44.01rem) {
          .evidence .bars { --step: 26px; --left: 15rem; --right: 4rem; --top: 4px; }
          th:first-child { width: 30%; }
          .for-excluded th:first-child { width: 28%; }
          .for-excluded :is(th, td):is(:nth-child(2), :nth-child(3), :nth-child(5)) { width: 17%; }
        }
        @media screen and (min-width: 60rem) {
          .reasons .bars { --step: 26px; --left: 30rem; --right: 4rem; --top: 4px; max-width: 56rem; }
        }
        @media screen and (max-width: 76rem) { .contents .codes { display: none; } }
        @media screen and (min-width: 76rem) {
          body {
            display: grid; grid-template-columns: 16.5rem minmax(0, 58rem); column-gap: 3rem; justify-content: center;
            grid-template-areas: "nav header" "nav find" "nav main" "nav footer"; align-content: start;
          }
          header { grid-area: header; }
          #find { grid-area: find; }
          main { grid-area: main; }
          footer { grid-area: footer; }
          .contents {
            grid-area: nav; position: sticky; top: 0; max-height: 100vh; overflow-y: auto; align-self: start;
            padding: 3.6rem .5rem 2rem 0; border: 0;
          }
        }
        @media screen and (max-width: 44rem) {
          :root:has(#find:not([hidden])) { --bar: 0rem; }
          body { padding: 0 1rem 3rem; }
          header { padding-top: 1.75rem; }
          .bars .code { display: none; }
          .numbers { gap: 1rem 2rem; }
          .numbers strong { font-size: 2rem; }
          .facts > div, .reason .facts > div { grid-template-columns: minmax(0, 1fr); }
          .facts dt { font-size: .85rem; }
          #find { position: static; }
          #find :is(label, input, select) { flex: 1 1 100%; }
          table, tbody, tr, th, td { display: block; }
          .long .part { contain-intrinsic-block-size: auto 36000px; }
          thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
          tbody tr { padding: .7rem 0; }
          tbody th, tbody td { padding: 0; }
          tbody td { margin-top: .3rem; }
          tbody td:empty { display: none; }
          tbody td::before { display: block; color: var(--soft); font-size: .82rem; }
          iframe, pre { height: 26rem; }
        }

        """

    private static let paper = """
        @page { margin: 17mm 16mm 20mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; } }
        @media print {
          :root {
            --paper: #ffffff; --card: #ffffff; --ink: #000000; --soft: #444444; --line: #bbbbbb; --strong: #666666;
            --in: #0b5d54; --out: #8a4a12; --link: #000000; color-scheme: light;
          }
          body { padding: 0; font-size: 9.5pt; line-height: 1.45; }
          .contents, #find, .skip { display: none; }
          header { padding: 0 0 2mm; }
          main > section { padding: 6mm 0 3mm; }
          h1 { font-size: 22pt; } h2 { font-size: 14pt; } h3 { font-size: 11.5pt; }
          h2, h3, figcaption, summary, .reason > .code, .reason > .facts { break-after: avoid; }
          .bars text { font-size: 8.5pt; }
          .bars { --step: 34px; --top: 19px; }
          .bars :is(.track, .bar) { height: 8px; }
          .evidence .bars { --step: 15px; --left: 52mm; --right: 16mm; --top: 6px; }
          .reasons .bars { --step: 15px; --left: 98mm; --right: 16mm; --top: 6px; }
          .bars .code { font-size: 7pt; }
          .numbers { margin-top: 5mm; }
          .numbers strong { font-size: 24pt; }
          .reason { padding-top: 4mm; }
          tr, figure, .notes > li { break-inside: avoid; }
          table { font-size: 8.5pt; }
          th, td { padding: 1.2mm 3mm 1.2mm 0; }
          .long .part { content-visibility: visible; contain-intrinsic-block-size: none; }
          details:not(.long)::details-content { content-visibility: visible; display: block; block-size: auto; }
          details:not(.long) > summary { list-style: none; }
          details:not(.long) > summary::marker { content: none; }
          .bars, .solid, .hatch { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          .message { break-before: page; }
          iframe { height: 150mm; resize: none; }
          pre { height: auto; max-height: none; overflow: visible; resize: none; font-size: 7.5pt; }
          a { text-decoration: none; }
        }
        """
}
