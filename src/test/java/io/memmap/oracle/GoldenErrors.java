package io.memmap.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Asserts that a message names the file or option that is the cause, by the fixtures' kinds of
 * errors.
 */
final class GoldenErrors {
  private GoldenErrors() {}

  static void assertNamesTheCause(GoldenRead read, String message) {
    List<String> causes = new ArrayList<>();
    causes.add(cause(read, read.error().path("kind").textValue()));
    for (JsonNode other : read.error().path("also")) {
      causes.add(cause(read, other.textValue()));
    }
    assertThat(causes)
        .as("one of these in: %s", message)
        .anySatisfy(cause -> assertThat(message).contains(cause));
    assertQuotesTheValue(read, message);
  }

  private static String cause(GoldenRead read, String kind) {
    return switch (kind) {
      case "missing_file", "empty_file", "file_too_small", "size_not_multiple" ->
          read.file().getFileName().toString();
      case "truncated_header",
          "bad_header",
          "header_too_large",
          "bad_version",
          "not_npy",
          "bad_zip" ->
          read.file().getFileName().toString();
      case "no_such_member" -> "member";
      case "bad_shape", "too_big" -> "shape";
      case "bad_offset" -> "offset";
      case "bad_order" -> "order";
      case "bad_mode" -> "mode";
      case "bad_dtype", "object_dtype", "zero_itemsize" -> "dtype";
      default -> throw new IllegalArgumentException("unknown kind of error: " + kind);
    };
  }

  /** The message must quote a mistyped word. */
  private static void assertQuotesTheValue(GoldenRead read, String message) {
    String option = read.error().path("kind").textValue().replace("bad_", "");
    if (read.options().has(option) && List.of("order", "mode", "dtype").contains(option)) {
      assertThat(message).contains(read.options().path(option).textValue());
    }
  }
}
