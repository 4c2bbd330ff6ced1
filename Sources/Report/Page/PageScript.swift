/// The page's one script: the search, and what a printer gets. Its digest stands in the page's policy, so that no other
/// script runs.
package enum PageScript {
    /// SHA-256 of ``text`` in base64, as a policy names it; a test computes it anew.
    package static let digest = "sha256-AE5vlCExUgEc2Rq/NgDNJvN6PJM4/yyx2w/iqpjGIms="

    package static let text = #"""
        "use strict";
        (() => {
          const all = (what, where = document) => [...where.querySelectorAll(what)];
          const form = document.getElementById("find");
          const fold = (text) => text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase();
          let rows, opened = [], timer;

          const index = () => rows ??= all("[data-kind]").flatMap((group) =>
            all("tbody tr", group).map((row) => ({ row, group, part: row.closest(".part"), text: fold(row.textContent) })));

          const find = () => {
            const words = fold(form.elements.q.value).split(/\s+/).filter(Boolean);
            const kind = form.elements.show.value;
            const isOn = words.length > 0 || kind !== "";
            const parts = new Set(), groups = new Set();
            let count = 0;
            document.body.classList.toggle("finding", isOn);
            for (const { row, group, part, text } of index()) {
              const hit = (kind === "" || group.dataset.kind === kind || group.id === kind)
                && words.every((word) => text.includes(word));
              if (row.hidden === hit) row.hidden = !hit;
              if (hit) { count += 1; parts.add(part); groups.add(group); }
            }
            for (const part of all(".part")) part.hidden = !parts.has(part);
            for (const group of all("[data-kind]")) {
              group.hidden = isOn && !groups.has(group);
              const details = group.querySelector("details");
              if (!details) continue;
              if (isOn && groups.has(group) && !details.open) { details.open = true; opened.push(details); }
            }
            if (!isOn) { for (const details of opened) details.open = false; opened = []; }
            const said = form.dataset;
            form.elements.found.value = !isOn ? "" : count === 0 ? said.none : count === 1 ? said.one
              : said.many.replace("{n}", count.toLocaleString(document.documentElement.lang));
          };

          // Where the letter was refused, there is nobody to search for.
          if (form) {
            form.hidden = false;
            form.addEventListener("submit", (event) => { event.preventDefault(); find(); });
            form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(find, 150); });
          }

          // A printer opens nothing: what is short enough to be read on paper is opened for it.
          let forPaper = [];
          addEventListener("beforeprint", () => {
            forPaper = all("details:not([open], .long)");
            for (const details of forPaper) details.open = true;
          });
          addEventListener("afterprint", () => { for (const details of forPaper) details.open = false; });

          // A link into a folded table unfolds it, and one to what the search hides ends the search. In a long table heights
          // are guesses until they come into sight, so that the place is sought until it stays.
          const go = () => {
            const place = location.hash && document.getElementById(location.hash.slice(1));
            if (!place) return;
            if (form && !place.getClientRects().length) { form.reset(); find(); }
            const details = place.querySelector(":scope > details");
            if (details) details.open = true;
            let frames = 0;
            const seek = () => { place.scrollIntoView(); if (++frames < 12) requestAnimationFrame(seek); };
            seek();
          };
          addEventListener("hashchange", go);
          addEventListener("click", (event) => {
            const link = event.target.closest?.("a[href^='#']");
            if (link && link.hash === location.hash) go();
          });
          go();
        })();
        """#
}
