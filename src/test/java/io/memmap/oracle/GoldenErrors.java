package io.memmap.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What a message must name for the fixtures' kinds of errors: the file, or the option at fault. */
final class GoldenErrors {
  private GoldenErrors() {}

  static void assertNamesTheCulprit(GoldenRead read, String message) {
    List<String> culprits = new ArrayList<>();
    culprits.add(culprit(read, read.error().path("kind").textValue()));
    for (JsonNode other : read.error().path("also")) {
      culprits.add(culprit(read, other.textValue()));
    }
    assertThat(culprits)
        .as("one of these in: %s", message)
        .anySatisfy(culprit -> assertThat(message).contains(culprit));
    assertQuotesTheValue(read, message);
  }

  private static String culprit(GoldenRead read, String kind) {
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
      default -> throw new IllegalArgumentException("a kind of error that is new here: " + kind);
    };
  }

  /** For words that were mistyped, the message has to show them. */
  private static void assertQuotesTheValue(GoldenRead read, String message) {
    String option = read.error().path("kind").textValue().replace("bad_", "");
    if (read.options().has(option) && List.of("order", "mode", "dtype").contains(option)) {
      assertThat(message).contains(read.options().path(option).textValue());
    }
  }
}
