package io.memmap.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A key of GnuPG without a passphrase, in a home of its own, which only a test uses. */
final class SigningKey {
  private static final String OWNER = "release-test";

  private final Path home;

  private SigningKey(Path home) {
    this.home = home;
  }

  /** Makes a key; without {@code gpg} the test is skipped, or fails if {@code CI} is set. */
  static SigningKey make() throws IOException, InterruptedException {
    boolean installed =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "gpg")));
    Assumptions.assumeTrue(installed || System.getenv("CI") != null, "SKIPPED: no gpg");
    // The agent's socket lies in the home, and its path must be short.
    SigningKey key = new SigningKey(Files.createTempDirectory(Path.of("/tmp"), "gpg"));
    key.gpg("--passphrase", "", "--quick-generate-key", OWNER, "ed25519", "sign", "never");
    return key;
  }

  /** Variables of processes that use the key. */
  Map<String, String> variables() {
    return Map.of("GNUPGHOME", home.toString());
  }

  /** The options of Maven that sign by it. */
  List<String> options() {
    return List.of("-Dgpg.keyname=" + OWNER);
  }

  /** What gpg says of the signature beside a file; fails if it is wrong. */
  String verify(Path file) throws IOException, InterruptedException {
    return gpg("--verify", file + ".asc", file.toString());
  }

  void delete() throws IOException, InterruptedException {
    run(List.of("gpgconf", "--kill", "gpg-agent"));
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private String gpg(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("gpg", "--batch"));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private String run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(variables());
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new AssertionError(command + " failed:\n" + said);
    }
    return said;
  }
}
