package io.memmap.it;

/** The connector's lines in a log of the form that {@code conf/log4j2.properties} sets. */
final class ConnectorLines {
  private ConnectorLines() {}

  /** The text without the connector's lines. */
  static String without(String said) {
    return said.replaceAll("(?m)^\\d\\d:\\d\\d:\\d\\d INFO \\w+: .*\\R", "");
  }
}
