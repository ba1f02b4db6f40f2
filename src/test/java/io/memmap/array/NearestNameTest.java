package io.memmap.array;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
  private static final List<String> KNOWN = List.of("dtype", "shape", "order", "numPartitions");

  @ParameterizedTest
  @CsvSource({
    "dtpye,          dtype",
    "DTYPE,          dtype",
    "type,           dtype",
    "shap,           shape",
    "shapes,         shape",
    "odrer,          order",
    "numpartitions,  numPartitions",
    "num_partitions, numPartitions",
    "partitions,     numPartitions"
  })
  void aMistypedNameFindsTheKnownOne(String typed, String known) {
    assertThat(NearestName.to(typed, KNOWN)).contains(known);
  }

  @ParameterizedTest
  @CsvSource({"compression", "x", "multiLine", "''"})
  void aNameFarFromAllFindsNone(String typed) {
    assertThat(NearestName.to(typed, KNOWN)).isEmpty();
  }

  @Test
  void longerNamesMayHaveMoreTypingErrors() {
    assertThat(NearestName.to("abc", List.of("abX"))).contains("abX");
    assertThat(NearestName.to("abc", List.of("aWX"))).isEmpty();
    assertThat(NearestName.to("abcde", List.of("abcXY"))).contains("abcXY");
    assertThat(NearestName.to("abcde", List.of("abWXY"))).isEmpty();
    assertThat(NearestName.to("abcdefghi", List.of("abcdefXYZ"))).contains("abcdefXYZ");
    assertThat(NearestName.to("abcdefghi", List.of("abcdeWXYZ"))).isEmpty();
  }

  @Test
  void theNearestOfSeveralWinsAndTheFirstOfEquals() {
    assertThat(NearestName.to("int33", List.of("uint32", "int32"))).contains("int32");
    assertThat(NearestName.to("int3", List.of("int32", "int16", "int30"))).contains("int32");
  }

  @Test
  void withoutKnownNamesNoneIsFound() {
    assertThat(NearestName.to("dtype", List.of())).isEmpty();
  }
}
