package io.memmap.it;

/** What the connector says in the log as {@code conf/log4j2.properties} shows it, a line each. */
final class ConnectorLines {
  private ConnectorLines() {}

  /** What a program said, without what the connector said meanwhile. */
  static String without(String said) {
    return said.replaceAll("(?m)^\\d\\d:\\d\\d:\\d\\d INFO \\w+: .*\\R", "");
  }
}
