package io.memmap.storage.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memmap.storage.file.SourceFile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a class in a separate JVM, whose user is subject to the permissions of files. Root may read
 * every file, so tests that run as root start it as user nobody.
 */
public final class OtherUser {
  private static final String NOBODY = "65534";

  private OtherUser() {}

  /** A file that nobody has permission to read. */
  public static Path unreadable(Path folder) throws IOException {
    Path file = Files.write(folder.resolve("unreadable.dat"), new byte[100]);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
  }

  /**
   * Makes the other user the owner of a file, or of a folder and all that is in it. Only root can;
   * for others the test is skipped, which with CI set is a failure.
   */
  public static void give(Path path) throws IOException {
    assumeRoot();
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.toList()) {
        Files.setAttribute(each, "unix:uid", Integer.parseInt(NOBODY), LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  /** Gives a file to the other user's group. */
  public static void giveGroup(Path path) throws IOException {
    assumeRoot();
    Files.setAttribute(path, "unix:gid", Integer.parseInt(NOBODY), LinkOption.NOFOLLOW_LINKS);
  }

  private static void assumeRoot() {
    if (!System.getProperty("user.name").equals("root")) {
      assertThat(System.getenv("CI")).as("only root can make files of another user").isNull();
      assumeTrue(false, "only root can make files of another user");
    }
  }

  /** The output of {@code main}. */
  public static String run(Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "root needs setpriv");
      command.addAll(
          List.of("/usr/bin/setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String classPath = location(main) + ":" + location(SourceFile.class);
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", classPath));
    command.add(main.getName());
    command.addAll(Arrays.asList(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assumeTrue(!printed.contains("ClassNotFoundException"), "the other user can't see the classes");
    assertThat(process.exitValue()).as(printed).isZero();
    return printed;
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
