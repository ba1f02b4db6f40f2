package io.memmap.spark.internal.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.spark.LogLines;
import org.junit.jupiter.api.Test;

/** {@code ReleaseIT} shows the version of a jar. */
class ConnectorVersionTest {
  @Test
  void classesInADirectoryHaveNoVersion() {
    assertThat(ConnectorVersion.text()).isEqualTo("unpackaged");
  }

  @Test
  void theVersionIsLoggedAtMostOnce() {
    var lines =
        LogLines.ofInfo(
            ConnectorVersion.class,
            () -> {
              ConnectorVersion.sayOnce();
              ConnectorVersion.sayOnce();
            });
    // another test of this JVM may have used the connector before
    assertThat(lines).hasSizeLessThanOrEqualTo(1).allMatch(ConnectorVersion.line()::equals);
    assertThat(LogLines.ofInfo(ConnectorVersion.class, ConnectorVersion::sayOnce)).isEmpty();
  }

  @Test
  void theLineNamesConnectorAndJava() {
    assertThat(ConnectorVersion.line())
        .isEqualTo("spark-memmap unpackaged, Java " + Runtime.version());
  }
}
