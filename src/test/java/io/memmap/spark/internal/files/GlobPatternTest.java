package io.memmap.spark.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobPatternTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*.npy|a.npy|true",
        "*.npy|a.npz|false",
        "*|.a|true",
        "part-?.dat|part-7.dat|true",
        "part-?.dat|part-17.dat|false",
        "[a-c]x|bx|true",
        "[!a-c]x|bx|false",
        "[^a-c]x|dx|true",
        "[]]|]|true",
        "[a-]|-|true",
        "{a,b*}.{npy,npz}|bcd.npz|true",
        "{a,b}|c|false",
        "{a,{b,c}d}e|cde|true",
        "\\*|*|true",
        "\\*|a|false",
        "a,b}|a,b}|true",
        "?|€|true",
        "{,x}a|a|true",
        "a|a*|false"
      })
  void names(String pattern, String name, boolean matches) {
    assertThat(GlobPattern.of(pattern).matches(name)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a[b|'[' is not closed; write \\[ for the character",
        "{a,b|'{' is not closed; write \\{ for the character",
        "a\\|a pattern can't end with \\; write \\\\ for a backslash",
        "[z-a]|range z-a is backwards"
      })
  void noPatterns(String pattern, String message) {
    assertThatThrownBy(() -> GlobPattern.of(pattern))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    String deep = "{".repeat(4000);
    assertThatThrownBy(() -> GlobPattern.of(deep)).isInstanceOf(IllegalArgumentException.class);
  }

  /** Java's own matcher would take years for these. */
  @Test
  void manyStarsTakeNoLonger() {
    String name = "a".repeat(250);
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          for (String pattern :
              new String[] {"*****b", "*a*a*a*a*a*a*a*b", "**a**a**a**b", "{*a,*a}{*a,*a}*b"}) {
            assertThat(GlobPattern.of(pattern).matches(name)).as(pattern).isFalse();
          }
          assertThat(GlobPattern.of("*****").matches(name)).isTrue();
        });
  }

  @Test
  void randomPatternsAreThoseOfJava() {
    Random random = new Random(7);
    String[] parts = {"a", "b", "?", "[ab]", "[!a]", "{a,bb}", "{b,ab,a}", "*"};
    for (int i = 0; i < 5000; i++) {
      StringBuilder pattern = new StringBuilder();
      int length = random.nextInt(5);
      for (int j = 0; j < length; j++) {
        String part = parts[random.nextInt(parts.length)];
        // two stars mean something else in Java
        pattern.append(part.equals("*") && pattern.toString().endsWith("*") ? "a" : part);
      }
      StringBuilder name = new StringBuilder("a");
      for (int j = random.nextInt(5); j > 0; j--) {
        name.append(random.nextBoolean() ? 'a' : 'b');
      }
      PathMatcher java = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
      assertThat(GlobPattern.of(pattern.toString()).matches(name.toString()))
          .as(pattern + " of " + name)
          .isEqualTo(java.matches(Path.of(name.toString())));
    }
  }
}
