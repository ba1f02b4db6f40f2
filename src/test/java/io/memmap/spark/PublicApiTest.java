package io.memmap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.ArrayElements;
import io.memmap.ArrayFile;
import io.memmap.MappedArray;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compares the public API with the list in {@code public-api.txt}, which changes in the same
 * commit.
 */
class PublicApiTest {
  private static final List<Class<?>> API =
      List.of(
          ArrayElements.class,
          ArrayFile.class,
          MappedArray.class,
          MemmapCatalog.class,
          MemmapDataSource.class,
          MemmapOptions.class,
          MemmapSessionCatalog.class);

  @Test
  void equalsTheListing() throws IOException {
    List<String> found = API.stream().flatMap(PublicApiTest::signatures).toList();
    assertThat(String.join("\n", found)).isEqualTo(listed());
  }

  private static Stream<String> signatures(Class<?> type) {
    Stream<AccessibleObject> members =
        Stream.of(
                type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods())
            .flatMap(Arrays::stream);
    Stream<String> visible =
        members
            .filter(member -> isVisible((Member) member))
            .map(member -> "  " + text(member))
            .sorted();
    return Stream.concat(Stream.of(type.toGenericString()), visible);
  }

  private static boolean isVisible(Member member) {
    return (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0
        && !member.isSynthetic();
  }

  private static String text(AccessibleObject member) {
    return member
        .toString()
        .replaceAll("io\\.memmap\\.(spark\\.)?", "")
        .replaceAll(" throws .*", "");
  }

  private static String listed() throws IOException {
    try (InputStream list = PublicApiTest.class.getResourceAsStream("/public-api.txt")) {
      byte[] bytes = Objects.requireNonNull(list, "public-api.txt").readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8).strip();
    }
  }
}
