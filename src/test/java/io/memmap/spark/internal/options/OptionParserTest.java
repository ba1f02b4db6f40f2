package io.memmap.spark.internal.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.storage.file.Access;
import java.util.Map;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionParserTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"0", "1", "134217728", "64m", "64M", "64mb", "64MB", "1k", "2g", "3t", "4p", "5b"})
  void bytesAreWhatSparkTakesThemFor(String text) {
    assertThat(OptionParser.bytes(text)).isEqualTo(JavaUtils.byteStringAsBytes(text));
  }

  @Test
  void theLargestNumberOfBytesIsALong() {
    assertThat(OptionParser.bytes("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"64 m", " 64m ", "64mib"})
  void bytesMayBeWrittenLoosely(String text) {
    assertThat(OptionParser.bytes(text)).isEqualTo(64L << 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "m", "-1", "1.5m", "1e6", "64x", "64mm", "0x10"})
  void otherTextsAreNotSizes(String text) {
    assertThatThrownBy(() -> OptionParser.bytes(text))
        .hasMessage("must be bytes, such as 67108864 or 64m");
  }

  @Test
  void aMissingOptionHasNoValue() {
    OptionParser parser = new OptionParser(CaseInsensitiveStringMap.empty());
    assertThat(parser.text("dtype")).isEmpty();
    assertThat(parser.positiveInt("batchRows")).isEmpty();
    assertThat(parser.positiveSize("partitionBytes")).isEmpty();
    assertThat(parser.word("access", Access.class)).isEmpty();
    assertThat(parser.offset()).isEmpty();
    assertThat(parser.flag("pushdown", true)).isTrue();
    assertThat(parser.flag("pushdown", false)).isFalse();
  }

  @Test
  void aGivenOptionHasItsValue() {
    OptionParser parser =
        new OptionParser(
            new CaseInsensitiveStringMap(
                Map.of(
                    "batchRows",
                    " 5 ",
                    "partitionBytes",
                    "2k",
                    "access",
                    "Read",
                    "offset",
                    "7",
                    "pushdown",
                    "False")));
    assertThat(parser.positiveInt("batchRows")).hasValue(5);
    assertThat(parser.positiveSize("partitionBytes")).hasValue(2048);
    assertThat(parser.word("access", Access.class)).contains(Access.READ);
    assertThat(parser.offset()).hasValue(7);
    assertThat(parser.flag("pushdown", true)).isFalse();
  }
}
