/* The sidebar's name, its button on narrow screens, links beside headings, and the search. */
(() => {
  const root = new URL("../", document.currentScript.src);
  const column = document.getElementById("leftColumn");
  const menu = column.querySelector("nav");
  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const home = element("a", { className: "site-name", href: new URL("index.html", root), textContent: "spark-memmap" });
  const button = element("button", { className: "menu-button", type: "button", textContent: "Menu" });
  button.onclick = () => button.setAttribute("aria-expanded", column.classList.toggle("open"));
  const input = element("input", { type: "search", placeholder: "Search" });
  input.setAttribute("aria-label", "Search all pages");
  const results = element("ol", {});
  column.prepend(home, button, element("form", { id: "search", onsubmit: () => false }, input, results));
  menu.querySelector(".active")?.scrollIntoView({ block: "nearest" });

  /* Anchors as code hosts make them of headings, so that links to sections work here and there. */
  const used = new Map();
  for (const heading of document.querySelectorAll("#bodyColumn :is(h1, h2, h3, h4)")) {
    const slug = heading.textContent.trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "").replace(/\s/g, "-");
    const count = used.get(slug) ?? 0;
    used.set(slug, count + 1);
    heading.id = count === 0 ? slug : `${slug}-${count}`;
    if (heading.tagName !== "H1") {
      heading.prepend(element("a", { className: "anchor", href: "#" + heading.id, textContent: "#", ariaLabel: "Link to this section" }));
    }
  }
  if (location.hash.length > 1) {
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }

  /* Pages are fetched when somebody first searches. A browser that reads them as files forbids that: titles are searched then. */
  const links = [...menu.querySelectorAll("a")].map((link) => ({ title: link.textContent.trim(), url: link.href || location.href }));
  let pages;
  const load = () =>
    (pages ??= Promise.all(
      links.map(async (link) => {
        try {
          const page = new DOMParser().parseFromString(await (await fetch(link.url)).text(), "text/html");
          return { ...link, text: page.getElementById("bodyColumn").textContent.replace(/\s+/g, " ") };
        } catch {
          return { ...link, text: link.title };
        }
      }),
    ));

  const excerpt = (text, word) => {
    const at = text.toLowerCase().indexOf(word);
    if (at < 0) {
      return [];
    }
    const end = at + word.length;
    return [text.slice(Math.max(0, at - 40), at), element("mark", { textContent: text.slice(at, end) }), text.slice(end, end + 60)];
  };
  const score = (page, words) =>
    words.reduce((sum, word) => {
      const inText = page.text.toLowerCase().split(word).length - 1;
      const inTitle = page.title.toLowerCase().includes(word) ? 100 : 0;
      return sum === 0 || inText + inTitle === 0 ? 0 : sum + inText + inTitle;
    }, 1);

  const search = async () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = words.length === 0 ? [] : await load();
    const ranked = found
      .map((page) => ({ page, points: score(page, words) }))
      .filter(({ points }) => points > 0)
      .sort((a, b) => b.points - a.points)
      .slice(0, 8);
    results.replaceChildren(
      ...ranked.map(({ page }) => element("li", {}, element("a", { href: page.url, textContent: page.title }), ...excerpt(page.text, words[0]))),
    );
    if (words.length > 0 && ranked.length === 0) {
      results.append(element("li", { textContent: "No page has these words." }));
    }
  };
  input.addEventListener("focus", load, { once: true });
  input.addEventListener("input", search);
})();
