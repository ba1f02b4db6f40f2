package io.memmap.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** The cases under {@code src/test/resources/numpy}; the README there explains their format. */
final class GoldenFixtures {
  private final Path folder;
  private final JsonNode root;

  private GoldenFixtures(Path folder, JsonNode root) {
    this.folder = folder;
    this.root = root;
  }

  static GoldenFixtures load() {
    try {
      URI cases =
          Objects.requireNonNull(GoldenFixtures.class.getResource("/numpy/cases.json")).toURI();
      Path folder = Path.of(cases).getParent();
      return new GoldenFixtures(folder, new ObjectMapper().readTree(Path.of(cases).toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  String numpy() {
    return root.path("numpy").textValue();
  }

  int count() {
    return root.path("cases").size();
  }

  List<JsonNode> ofKind(String kind) {
    List<JsonNode> cases = new ArrayList<>();
    for (JsonNode golden : root.path("cases")) {
      if (golden.path("kind").textValue().equals(kind)) {
        cases.add(golden);
      }
    }
    return cases;
  }

  Path file(JsonNode golden) {
    return folder.resolve(golden.path("file").textValue());
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Fails unless the file has the bytes that the case names; called before and after a read. */
  static void assertUnchanged(JsonNode golden, Path file) throws IOException {
    JsonNode expected = golden.path("file_sha256");
    if (expected.isTextual() && !sha256(Files.readAllBytes(file)).equals(expected.textValue())) {
      throw new AssertionError("the file has other bytes now: " + file.getFileName());
    }
  }
}
