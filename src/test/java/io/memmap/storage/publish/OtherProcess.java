package io.memmap.storage.publish;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Another process of this user, which locks files and writes beside an array. */
public final class OtherProcess {
  private OtherProcess() {}

  /** Holds a lock until it is killed. */
  static Process locking(Path file) throws IOException {
    Process process = start("lock", file);
    process.getInputStream().read(); // it has the lock
    return process;
  }

  /** Writes again and again until its input is closed. */
  static Process writing(Path target) throws IOException {
    Process process = start("writes", target);
    process.getInputStream().read(); // it has begun
    return process;
  }

  /** Begins one write and abandons it. */
  static int write(Path target) throws IOException, InterruptedException {
    return start("write", target).waitFor();
  }

  /** Leaves an update as a killed writer does whose umask hides its files from other users. */
  public static int leave(Path target) throws IOException, InterruptedException {
    return start("leave", target).waitFor();
  }

  private static Process start(String work, Path file) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ProcessBuilder(
            "sh",
            "-c",
            "umask 077; exec \"$@\"",
            "sh",
            java.toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            location(OtherProcess.class) + ":" + location(StagingArea.class),
            OtherProcess.class.getName(),
            work,
            file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Path file = Path.of(args[1]);
    switch (args[0]) {
      case "lock" -> lock(file);
      case "writes" -> writes(file);
      case "leave" -> {
        StagingArea area = StagingArea.createForUpdate(file, UUID.randomUUID().toString());
        CutOffUpdates.journal(file, area.folder(), 1);
        area.leave();
      }
      default -> StagingArea.create(file, UUID.randomUUID().toString()).close();
    }
  }

  private static void lock(Path file) throws IOException, InterruptedException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.lock();
      System.out.println("locked");
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  private static void writes(Path target) throws IOException {
    Thread end = new Thread(OtherProcess::awaitEnd);
    end.start();
    System.out.println("writes");
    while (end.isAlive()) {
      StagingArea.create(target, UUID.randomUUID().toString()).close();
    }
  }

  private static void awaitEnd() {
    try {
      System.in.read();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
