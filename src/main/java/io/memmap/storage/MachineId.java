package io.memmap.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells whether two processes see the same local file systems, without asking a name service. */
final class MachineId {
  static final String CURRENT = current();

  private MachineId() {}

  private static String current() {
    try {
      return read("/proc/sys/kernel/hostname") + "/" + read("/proc/sys/kernel/random/boot_id");
    } catch (IOException notLinux) {
      return hostName();
    }
  }

  private static String read(String file) throws IOException {
    return Files.readString(Path.of(file)).strip();
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
