package io.memmap.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.it.EmptyDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The servers of the tests end with the JVM that has started them. */
final class ServerProcessIT {

  /** Starts a server, prints its process and waits to be killed. */
  static final class Owner {
    private Owner() {}

    public static void main(String[] args) throws Exception {
      try (S3Server server = S3Server.start(Path.of(args[0]))) {
        System.out.println(server.pid());
        TimeUnit.MINUTES.sleep(10);
      }
    }
  }

  @Test
  void aServerEndsWhenItsOwnerIsKilled() throws Exception {
    Path folder = EmptyDirectory.of("owned");
    Process owner =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Dit.libraries=" + Libraries.folder(),
                "-cp",
                Owner.class.getProtectionDomain().getCodeSource().getLocation().getPath(),
                Owner.class.getName(),
                folder.toString())
            .redirectError(folder.resolve("owner.log").toFile())
            .start();
    try {
      ProcessHandle server = serverOf(owner);
      assertThat(server.isAlive()).isTrue();
      owner.destroyForcibly();
      server.onExit().get(30, TimeUnit.SECONDS);
      assertThat(server.isAlive()).isFalse();
    } finally {
      owner.destroyForcibly();
    }
  }

  private static ProcessHandle serverOf(Process owner) throws IOException {
    BufferedReader out = owner.inputReader(StandardCharsets.UTF_8);
    String pid = out.readLine();
    Optional<ProcessHandle> server = ProcessHandle.of(Long.parseLong(pid));
    return server.orElseThrow();
  }
}
