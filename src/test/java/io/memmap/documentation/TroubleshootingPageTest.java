package io.memmap.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** troubleshooting.md quotes messages as the main code has them, and each that users can meet. */
class TroubleshootingPageTest {
  /** Sections whose messages are those of Spark, Java and Python. */
  private static final Set<String> OF_OTHERS =
      Set.of("Loading the jar", "Spark's, Java's and Python's own errors");

  private static final Pattern SECTION = Pattern.compile("(?m)^## (.*)$");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /**
   * What a quoted message may begin with, although another method puts it before the fixed words.
   * As in the messages, {@code ...} stands for values; a quote may have a value there.
   */
  private static final List<String> BEGINNINGS =
      List.of(
          "file ...: ",
          "option ...='...': ",
          "column ...: ",
          "slice ...: ",
          "begins as ",
          "dtype ..., shape ..., order ..., offset ... ");

  /** Shorter constants are words between values, as in {@code "file " + path + ": "}. */
  private static final int SHORTEST = 20;

  /** Methods of classes of errors whose messages need no row, with the reason. */
  private static final Map<String, String> WITHOUT_ROW =
      Map.of(
          "HadoopErrors.address", "a part of noStore's and refused's messages",
          "HadoopErrors.credentials", "a part of wrongCredentials's message",
          "HadoopErrors.library", "a part of noLibrary's message",
          "HadoopErrors.ofThisHadoop", "a part of noLibrary's message",
          "HadoopErrors.waits", "a part of timedOut's message",
          "PlanErrors.cast", "a part of unwritableColumn's message",
          "CommitErrors.committedTwice", "Spark commits one attempt of each partition");

  /** The texts that the first column of the tables quotes. */
  private static List<String> quotes(Set<String> withoutSections) throws IOException {
    Page page = Page.named("troubleshooting.md");
    List<String> quotes = new ArrayList<>();
    for (String section : SECTION.matcher(page.text()).results().map(m -> m.group(1)).toList()) {
      if (!withoutSections.contains(section)) {
        for (List<String> row : page.section(section).tableRows()) {
          CODE.matcher(row.get(0)).results().map(m -> m.group(1)).forEach(quotes::add);
        }
      }
    }
    quotes.removeIf(quote -> quote.startsWith("[")); // an error class of Spark
    assertThat(quotes).hasSizeGreaterThan(100);
    return quotes;
  }

  private static boolean isIn(String constants, String quote) {
    return SourceTexts.pattern(withoutBeginning(quote)).matcher(constants).find();
  }

  private static String withoutBeginning(String quote) {
    for (String beginning : BEGINNINGS) {
      Matcher found = filled(beginning).matcher(quote);
      if (found.lookingAt()) {
        return withoutBeginning(quote.substring(found.end()));
      }
    }
    return quote;
  }

  /** Finds the words with any values in the places of {@code ...}. */
  private static Pattern filled(String words) {
    return Pattern.compile(
        Arrays.stream(words.split("\\.\\.\\.", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining("\\S+")));
  }

  /** The number of characters that are the same in each message. */
  private static int fixedLength(String quote) {
    return withoutBeginning(quote).replace("...", "").strip().length();
  }

  @Test
  void quotesBeginAsMessagesDo() throws IOException {
    List<String> sources =
        SourceTexts.sources(".java").values().stream().map(SourceTexts::constants).toList();
    for (String beginning : BEGINNINGS) {
      Pattern words = SourceTexts.pattern(beginning);
      assertThat(sources).as(beginning).anyMatch(constants -> words.matcher(constants).find());
    }
  }

  @Test
  void quotesMessagesAsTheCodeHasThem() throws IOException {
    List<String> sources =
        SourceTexts.sources(".java").values().stream().map(SourceTexts::constants).toList();
    // Whole messages, which PagesIT compares with what the page prints
    String examples = Page.named("options.md").text();
    List<String> wrong = new ArrayList<>();
    for (String quote : quotes(OF_OTHERS)) {
      if (!examples.contains(quote)
          && sources.stream().noneMatch(constants -> isIn(constants, quote))) {
        wrong.add(quote);
      }
    }
    assertThat(wrong)
        .as(
            "texts in the first column of src/site/markdown/troubleshooting.md that no string"
                + " constant of src/main/java and no output on the page options.md contains: was a message rewritten? Change the quoted"
                + " words (and their meaning and cure, if needed) to those of the new message")
        .isEmpty();
  }

  @Test
  void hasARowForEachMessageOfTheClassesOfErrors() throws IOException {
    List<String> quotes = quotes(Set.of());
    quotes.removeIf(quote -> fixedLength(quote) < SHORTEST / 2); // found in too many messages
    Map<String, String> missing = new TreeMap<>();
    messages()
        .forEach(
            (method, constants) -> {
              if (quotes.stream().noneMatch(quote -> isIn(constants, quote))) {
                missing.put(method, constants.replace(SourceTexts.GAP, '~'));
              }
            });
    missing.keySet().removeAll(WITHOUT_ROW.keySet());
    assertThat(missing)
        .as(
            "methods that make messages (~ stands for values) without a row in"
                + " src/site/markdown/troubleshooting.md: add a row that quotes some fixed words of"
                + " the message, or list the method in WITHOUT_ROW of this test with the reason")
        .isEmpty();
  }

  @Test
  void listsNothingThatIsGone() throws IOException {
    Set<String> listed = new TreeSet<>(WITHOUT_ROW.keySet());
    listed.removeAll(messages().keySet());
    assertThat(listed).as("entries of WITHOUT_ROW that make no message any more").isEmpty();
  }

  /** The constants of each method of a class of errors that makes a message. */
  private static Map<String, String> messages() throws IOException {
    Map<String, String> messages = new TreeMap<>();
    SourceTexts.sources("Errors.java")
        .forEach(
            (type, source) ->
                SourceTexts.methods(source)
                    .forEach(
                        (method, body) -> {
                          String constants = SourceTexts.constants(body);
                          if (longest(constants) >= SHORTEST) {
                            messages.put(type + "." + method, constants);
                          }
                        }));
    assertThat(messages).hasSizeGreaterThan(60);
    return messages;
  }

  private static int longest(String constants) {
    return Arrays.stream(constants.split(String.valueOf(SourceTexts.GAP)))
        .mapToInt(String::length)
        .max()
        .orElse(0);
  }
}
