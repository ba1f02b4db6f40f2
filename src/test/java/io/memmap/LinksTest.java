package io.memmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** README.md, the pages of the site and the files under .github lead where they say. */
class LinksTest {
  private static final Path BASE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  private static final Path README = BASE.resolve("README.md");
  private static final Path PAGES = BASE.resolve("src/site/markdown");
  private static final int MOST_LINES_OF_README = 220;

  private static final Pattern FENCED = Pattern.compile("(?ms)^( *)(`{3,}).*?^ *\\2`*$");
  private static final Pattern CODE = Pattern.compile("(`+)[^`].*?\\1", Pattern.DOTALL);
  private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->");

  /** Inline links and pictures, definitions of reference links, and HTML's pictures. */
  private static final Pattern LINK =
      Pattern.compile(
          "\\]\\(\\s*<?([^)\\s>]+)[^)]*\\)|(?m:^\\[[^\\]]+\\]:\\s*(\\S+))"
              + "|\\b(?:src|srcset|href)=\"([^\"]+)\"");

  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *#*$");
  private static final Pattern ITEM = Pattern.compile("<item [^>]*href=\"([^\"]+)\\.html\"");
  private static final Pattern MENTION = Pattern.compile("\\b[\\w./-]*\\w\\.md\\b");

  private static List<Path> files(Path root, String... endings) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(path -> Stream.of(endings).anyMatch(path.toString()::endsWith))
          .sorted()
          .toList();
    }
  }

  private static List<Path> texts() throws IOException {
    List<Path> texts = new ArrayList<>(List.of(README));
    texts.addAll(files(PAGES, ".md"));
    texts.addAll(files(BASE.resolve(".github"), ".md"));
    return texts;
  }

  private static Stream<String> links(Path text) throws IOException {
    String prose = FENCED.matcher(Files.readString(text)).replaceAll("");
    prose = COMMENT.matcher(CODE.matcher(prose).replaceAll("`code`")).replaceAll("");
    return LINK.matcher(prose)
        .results()
        .map(found -> Stream.of(1, 2, 3).map(found::group).filter(g -> g != null).findFirst().get())
        .filter(link -> !link.matches("[a-z]+:.*"));
  }

  /** The file that a link names, which is the text itself if it names a section only. */
  private static Path file(Path text, String link) {
    String name = link.replaceFirst("#.*", "");
    return name.isEmpty() ? text : text.resolveSibling(name).normalize();
  }

  /** The anchors that code hosts, and {@code site.js}, give to headings. */
  private static Set<String> anchors(Path text) throws IOException {
    Map<String, Integer> used = new HashMap<>();
    return HEADING
        .matcher(FENCED.matcher(Files.readString(text)).replaceAll(""))
        .results()
        .map(found -> slug(found.group(1)))
        .map(
            slug ->
                slug + (used.merge(slug, 1, Integer::sum) == 1 ? "" : "-" + (used.get(slug) - 1)))
        .collect(Collectors.toSet());
  }

  private static String slug(String heading) {
    return heading
        .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}\\s_-]", "")
        .replaceAll("\\s", "-");
  }

  private static String problem(Path text, String link) throws IOException {
    Path file = file(text, link);
    if (!Files.exists(file)) {
      return "there is no such file";
    }
    if (text.startsWith(PAGES) && !file.startsWith(PAGES)) {
      return "leads out of src/site/markdown, where the built site cannot follow; name the file";
    }
    String anchor = link.contains("#") ? link.substring(link.indexOf('#') + 1) : "";
    if (!anchor.isEmpty() && file.toString().endsWith(".md") && !anchors(file).contains(anchor)) {
      return "there is no such section; the sections are " + new TreeSet<>(anchors(file));
    }
    return "";
  }

  @Test
  void everyLinkPictureAndAnchorExists() throws IOException {
    List<String> problems = new ArrayList<>();
    int count = 0;
    for (Path text : texts()) {
      for (String link : links(text).toList()) {
        count++;
        String problem = problem(text, link);
        if (!problem.isEmpty()) {
          problems.add(BASE.relativize(text) + ": " + link + ": " + problem);
        }
      }
    }
    assertThat(problems).isEmpty();
    assertThat(count).as("links found").isGreaterThan(10);
  }

  @Test
  void theSidebarHasEveryPage() throws IOException {
    List<String> items =
        ITEM.matcher(Files.readString(PAGES.resolveSibling("site.xml")))
            .results()
            .map(found -> found.group(1) + ".md")
            .toList();
    List<String> pages =
        files(PAGES, ".md").stream().map(page -> PAGES.relativize(page).toString()).toList();

    assertThat(items).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(pages);
  }

  @Test
  void linksLeadFromReadmeOrTheOverviewToEveryPage() throws IOException {
    Set<Path> reached = new LinkedHashSet<>(List.of(README, PAGES.resolve("index.md")));
    Deque<Path> open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      Path text = open.remove();
      for (String link : links(text).toList()) {
        Path next = file(text, link);
        if (next.toString().endsWith(".md") && Files.exists(next) && reached.add(next)) {
          open.add(next);
        }
      }
    }
    assertThat(reached).containsAll(files(PAGES, ".md"));
  }

  /** Sources name pages by their paths, from the root of the checkout or from the pages' folder. */
  @Test
  void pagesThatSourcesNameExist() throws IOException {
    List<Path> sources = new ArrayList<>(files(BASE.resolve("src"), ".java"));
    sources.addAll(files(BASE.resolve("examples/src"), ".java"));
    sources.addAll(files(BASE.resolve("integration-tests/src"), ".java", ".py"));
    sources.add(BASE.resolve("pom.xml"));
    List<String> missing = new ArrayList<>();
    for (Path source : sources) {
      if (source.endsWith("PagesIT.java") || source.endsWith("LinksTest.java")) {
        continue; // pages that the test itself makes
      }
      for (MatchResult found : MENTION.matcher(Files.readString(source)).results().toList()) {
        String page = found.group();
        if (!Files.exists(BASE.resolve(page)) && !Files.exists(PAGES.resolve(page))) {
          missing.add(BASE.relativize(source) + ": " + page);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void readmeIsAFrontPage() throws IOException {
    assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(MOST_LINES_OF_README);
  }
}
