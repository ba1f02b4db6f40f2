package io.memmap.spark.internal.write.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.StructuredDType;
import io.memmap.array.dtype.DTypes;
import io.memmap.testing.CountedList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Finds columns by the names of fields. */
class NamedFieldsTest {
  private static final int FIELDS = 1_000;

  private static StructuredDType dtype(String prefix) {
    return (StructuredDType)
        DTypes.parse(
            IntStream.range(0, FIELDS)
                .mapToObj(i -> "('" + prefix + i + "', '<f4')")
                .collect(Collectors.joining(", ", "[", "]")));
  }

  @ParameterizedTest
  @CsvSource({"c, true", "C, true", "d, false"})
  void matchingReadsEachNameAFewTimes(String prefix, boolean match) {
    CountedList<String> names =
        new CountedList<>(IntStream.range(0, FIELDS).mapToObj(i -> "c" + i).toList());
    assertThat(NamedFields.match(dtype(prefix), names)).isEqualTo(match);
    assertThat(names.count()).isLessThan(10 * FIELDS);
  }

  /** The exact name wins. A name that several columns have in different case is not found. */
  @ParameterizedTest
  @CsvSource({"a, 0", "A, 1", "b, 2", "B, 2", "x, -1", "X, -1", "\u00df, -1", "\u0131, 5", "I, 5"})
  void findsTheExactNameElseAnotherCase(String name, int at) {
    List<String> names = List.of("a", "A", "B", "xY", "Xy", "\u0130");
    assertThat(new NamedFields(names).find(name).orElse(-1)).isEqualTo(at);
  }

  @Test
  void findsNoNameInSeveralCases() {
    List<String> names = List.of("xY", "Xy", "a", "a");
    assertThat(new NamedFields(names).find("xy")).isEmpty();
    assertThat(new NamedFields(names).find("Xy")).hasValue(1);
    assertThat(new NamedFields(names).find("a")).hasValue(2);
  }
}
