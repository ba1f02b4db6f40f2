package io.memmap.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.memmap.testing.SparkTesting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Reads every fixture that describes a file, through the connector, wherever the file is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class GoldenCases {
  @RegisterExtension static final SparkTesting SPARK = new SparkTesting();

  private static final GoldenFixtures FIXTURES = GoldenFixtures.load();

  // The exact numbers make a fixture that is lost or skipped fail the test.
  private static final int RAW_CASES = 149;
  private static final int RAW_IN_SCOPE = 147;
  private static final int NPY_CASES = 103;
  private static final int NPZ_CASES = 11;
  private static final int GROUP_READS = 396;
  private static final int GROUP_READS_IN_SCOPE = 396;

  private static final Map<String, String> WRITES =
      Map.of(
          "write", "writes: see GoldenWriteTest",
          "npy_write", "writes of .npy files: see GoldenWriteTest");

  /**
   * Shapes of fixtures in which np.memmap refuses -1 and the connector infers the length, as
   * NumPy's reshape does.
   */
  private static final Map<String, List<Integer>> INFERRED =
      Map.of(
          "shape/minus-1-is-not-inferred", List.of(6),
          "shape/minus-1-with-another-axis", List.of(3, 2));

  private static final Tally RAN = new Tally();
  private static final Tally OUT_OF_SCOPE = new Tally();

  @TempDir static Path made;

  private final boolean inAllWays;
  private int asked;

  /**
   * All cases.
   *
   * @param inAllWays whether each case is read in all layouts, or in another one than the last
   */
  protected GoldenCases(boolean inAllWays) {
    this.inAllWays = inAllWays;
  }

  /** What is loaded, by its file. */
  private final Map<Path, String> placed = new HashMap<>();

  /**
   * Puts the file, which may be missing, where this test reads it.
   *
   * @return what is loaded
   */
  protected abstract String placed(Path file) throws IOException;

  private GoldenRead read(JsonNode golden) {
    return at(GoldenRead.of(golden, FIXTURES.file(golden)));
  }

  private GoldenRead at(GoldenRead read) {
    return read.at(placed.computeIfAbsent(read.file(), this::place));
  }

  private String place(Path file) {
    try {
      return placed(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeAll
  static void useLocalDatesAndCaseSensitiveNames() {
    spark().conf().set("spark.sql.datetime.java8API.enabled", "true");
    spark().conf().set("spark.sql.caseSensitive", "true");
  }

  @AfterAll
  static void summary() {
    spark().conf().unset("spark.sql.datetime.java8API.enabled");
    spark().conf().unset("spark.sql.caseSensitive");
    System.out.printf(
        "Golden fixtures (NumPy %s), reads that ran: %,d%n%s%nout of scope: %,d%n%s%n",
        FIXTURES.numpy(), RAN.total(), RAN, OUT_OF_SCOPE.total(), OUT_OF_SCOPE);
  }

  @Test
  void rawFilesHaveNumPysValues() {
    List<JsonNode> cases = FIXTURES.ofKind("raw");
    List<GoldenRead> inScope = new ArrayList<>();
    Verdicts verdicts = new Verdicts();
    for (JsonNode golden : cases) {
      GoldenRead read = read(golden);
      if (isInScope(read, "raw")) {
        inScope.add(read);
        verdicts.judge(read, () -> check(read, "raw"));
        verdicts.judge(
            read + " leaves its file unchanged",
            () -> GoldenFixtures.assertUnchanged(golden, read.file()));
      }
    }
    assertThat(cases).hasSize(RAW_CASES);
    assertThat(inScope).hasSize(RAW_IN_SCOPE);
    verdicts.assertNoneFailed("raw");
  }

  @Test
  void readsOfOneFileHaveNumPysValues() {
    int reads = 0;
    Verdicts verdicts = new Verdicts();
    for (JsonNode group : FIXTURES.ofKind("raw-group")) {
      for (GoldenRead read : GoldenRead.ofGroup(group, FIXTURES.file(group))) {
        reads++;
        if (isInScope(read, "raw-group")) {
          verdicts.judge(read, () -> check(at(read), "raw-group"));
        }
      }
      verdicts.judge(
          group.path("name"), () -> GoldenFixtures.assertUnchanged(group, FIXTURES.file(group)));
    }
    int inScope = verdicts.ran() - FIXTURES.ofKind("raw-group").size();
    assertThat(reads).isEqualTo(GROUP_READS);
    assertThat(inScope).isEqualTo(GROUP_READS_IN_SCOPE);
    verdicts.assertNoneFailed("raw-group");
  }

  @Test
  void generatedFilesHaveNumPysValues() throws Exception {
    List<JsonNode> cases = FIXTURES.ofKind("generated");
    assertThat(cases).hasSize(2);
    Verdicts verdicts = new Verdicts();
    for (JsonNode golden : cases) {
      Path file = generate(golden.path("recipe"));
      GoldenFixtures.assertUnchanged(golden, file);
      GoldenRead read = at(GoldenRead.of(golden, file));
      verdicts.judge(read, () -> check(read, "generated"));
      GoldenFixtures.assertUnchanged(golden, file);
    }
    verdicts.assertNoneFailed("generated");
  }

  @Test
  void npyFilesHaveNumPysValues() {
    assertThat(checkFilesWithHeaders("npy")).isEqualTo(NPY_CASES);
  }

  @Test
  void npzArchivesHaveNumPysValues() {
    assertThat(checkFilesWithHeaders("npz")).isEqualTo(NPZ_CASES);
  }

  /** Checks fixtures whose files have headers; returns their number. */
  private int checkFilesWithHeaders(String kind) {
    Verdicts verdicts = new Verdicts();
    for (JsonNode golden : FIXTURES.ofKind(kind)) {
      GoldenRead read = read(golden);
      boolean compressed = !read.expect().path("mappable").asBoolean(true);
      if (compressed || GoldenScope.unsupported(read).isPresent()) {
        verdicts.judge(read, () -> assertRefused(read));
        RAN.add(kind + (compressed ? ", compressed" : ", longdouble") + ", refused");
      } else {
        verdicts.judge(read, () -> check(read, kind));
      }
      verdicts.judge(
          read + " leaves its file unchanged",
          () -> GoldenFixtures.assertUnchanged(golden, read.file()));
    }
    verdicts.assertNoneFailed(kind);
    return verdicts.ran() / 2;
  }

  /** Unsupported dtypes must be errors, not misread. */
  @Test
  void unsupportedDTypesAreRefused() {
    Verdicts verdicts = new Verdicts();
    for (JsonNode golden : FIXTURES.ofKind("raw")) {
      GoldenRead read = read(golden);
      GoldenScope.unsupported(read)
          .ifPresent(reason -> verdicts.judge(read + " " + reason, () -> assertRefused(read)));
    }
    assertThat(verdicts.ran()).isEqualTo(RAW_CASES - RAW_IN_SCOPE);
    verdicts.assertNoneFailed("unsupported dtypes");
  }

  @Test
  void everyKindOfFixtureIsCovered() {
    WRITES.forEach((kind, reason) -> OUT_OF_SCOPE.add(reason, FIXTURES.ofKind(kind).size()));
    int covered =
        WRITES.keySet().stream().mapToInt(kind -> FIXTURES.ofKind(kind).size()).sum()
            + List.of("raw", "raw-group", "generated", "dtype", "npy", "npz").stream()
                .mapToInt(kind -> FIXTURES.ofKind(kind).size())
                .sum();
    assertThat(covered).isEqualTo(FIXTURES.count()).isEqualTo(353);
  }

  private static boolean isInScope(GoldenRead read, String kind) {
    Optional<String> reason = GoldenScope.unsupported(read);
    reason.ifPresent(why -> OUT_OF_SCOPE.add(kind + ", " + why));
    return reason.isEmpty();
  }

  private void check(GoldenRead read, String kind) throws Exception {
    List<Integer> inferred = INFERRED.get(read.name());
    if (inferred != null) {
      assertReadsAs(
          read, new ExpectedArray(NumpyKind.INT32, inferred, Files.readAllBytes(read.file())));
      RAN.add(kind + ", length inferred, an error in NumPy");
    } else if (read.mayBeRefused() && isRefused(read)) {
      RAN.add(kind + ", refused, optional");
    } else if (!read.isError()) {
      checkValues(read);
      RAN.add(kind + ", the same values");
    } else if (read.mayBeRefused()) {
      RAN.add(kind + ", read, an error in NumPy");
    } else {
      GoldenErrors.assertNamesTheCause(read, assertRefused(read));
      RAN.add(kind + ", refused by both");
    }
  }

  private static String assertRefused(GoldenRead read) {
    return Refusal.messageOf(() -> read.withPythonShape().collect(spark()));
  }

  private static boolean isRefused(GoldenRead read) {
    try {
      read.withPythonShape().collect(spark());
      return false;
    } catch (Exception e) {
      if (Refusal.isClear(e) || Refusal.isOfValue(e)) {
        return true;
      }
      throw e;
    }
  }

  private void checkValues(GoldenRead read) {
    Optional<NumpyKind> number = GoldenScope.kind(read.expect().path("element"));
    JsonNode values = read.expect().path("values");
    if (number.isEmpty()) {
      checkElements(read);
    } else if (values.isMissingNode()) {
      checkDigest(read, number.get());
    } else {
      byte[] bytes = GoldenValues.encode(values, number.get());
      assertReadsAs(read, new ExpectedArray(number.get(), read.expectedShape(), bytes));
    }
  }

  /** Compares elements that are not numbers one by one, in the notation of the fixtures. */
  private void checkElements(GoldenRead read) {
    JsonNode values = read.expect().path("values");
    if (values.findValue("codepoints") != null || values.findValue("error") != null) {
      assertThatThrownBy(() -> read.withPythonShape().collect(spark()))
          .hasStackTraceContaining("which is not a Unicode character");
      return;
    }
    JsonNode type = read.expect().path("element");
    List<Integer> shape = read.expectedShape();
    List<JsonNode> expected = new ArrayList<>();
    GoldenElement.flatten(values, shape.size(), expected);
    List<ArrayRead> ways = new ArrayList<>(ways(read));
    if (inAllWays) {
      ways.add(read.withPythonShape().with("layout", "cells"));
      ways.add(read.withPythonShape().with("layout", "cells").with("access", "read"));
    }
    // Arrays with times outside the range of Spark's types are read as ticks; GoldenTimesTest
    // covers their errors
    List<JsonNode> far =
        expected.stream().filter(value -> GoldenElement.isTooFar(value, type)).toList();
    boolean tooFar = !far.isEmpty();
    for (ArrayRead way : ways) {
      LayoutOption layout = way.layout(shape.size());
      List<Row> rows = tooFar ? way.collect(spark(), raw(layout, type)) : way.collect(spark());
      boolean structured = type.path("kind").textValue().equals("struct");
      List<Object> elements = GoldenRows.elements(rows, shape, layout, structured);
      assertThat(elements).hasSameSizeAs(expected);
      for (int i = 0; i < elements.size(); i++) {
        GoldenElement.assertSame(elements.get(i), expected.get(i), type);
      }
    }
  }

  /** A user schema that reads times as ticks. */
  private static String raw(LayoutOption layout, JsonNode type) {
    List<String> fields = new ArrayList<>();
    type.path("fields").forEach(field -> fields.add(field.path("name").textValue()));
    String index = layout == LayoutOption.CELLS ? "i0 bigint, " : "";
    if (fields.isEmpty()) {
      return index + "ticks bigint";
    }
    return layout == LayoutOption.COLUMNS
        ? String.join(" bigint, ", fields) + " bigint"
        : index + "value struct<" + String.join(": bigint, ", fields) + ": bigint>";
  }

  /** Both values of access, two layouts and both spellings of the shape. */
  private void assertReadsAs(GoldenRead read, ExpectedArray expected) {
    for (ArrayRead way : ways(read)) {
      expected.assertReadBy(spark(), way);
    }
  }

  private void checkDigest(GoldenRead read, NumpyKind kind) {
    List<Integer> shape = read.expectedShape();
    for (ArrayRead way : ways(read)) {
      byte[] bytes = CanonicalBytes.of(way.collect(spark()), kind, shape, way.layout(shape.size()));
      GoldenChecks.assertHold(bytes, kind, read.expect());
    }
  }

  private List<ArrayRead> ways(GoldenRead read) {
    ArrayRead columns = read.withPythonShape().with("access", "mmap");
    ArrayRead array = read.withPlainShape().with("access", "read").with("layout", "array");
    return inAllWays ? List.of(columns, array) : List.of(++asked % 2 == 0 ? columns : array);
  }

  private static Path generate(JsonNode recipe) throws Exception {
    assertThat(recipe.path("dtype").textValue()).isEqualTo("<f4");
    double start = Double.parseDouble(recipe.path("start").textValue());
    double step = Double.parseDouble(recipe.path("step").textValue());
    int count = recipe.path("count").intValue();
    ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int k = 0; k < count; k++) {
      bytes.putFloat((float) (start + k * step));
    }
    return Files.write(made.resolve(recipe.path("file").textValue()), bytes.array());
  }

  private static SparkSession spark() {
    return SPARK.spark();
  }
}
