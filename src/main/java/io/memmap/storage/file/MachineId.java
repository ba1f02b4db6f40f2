package io.memmap.storage.file;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells whether two processes see the same local file systems, without asking a name service. */
public final class MachineId {
  /** Name of the machine, for messages. */
  public static final String HOST = host();

  /**
   * Identifies the kernel until the next boot; containers on one machine share it. The host's name
   * where the kernel has no such id.
   */
  public static final String BOOT = boot();

  /**
   * Identifies host, kernel and mount namespace. Containers may share the first two and have other
   * mounts.
   */
  public static final String CURRENT = HOST + "/" + BOOT + mounts();

  private MachineId() {}

  private static String host() {
    try {
      return read("/proc/sys/kernel/hostname");
    } catch (IOException notLinux) {
      return hostName();
    }
  }

  private static String boot() {
    try {
      return read("/proc/sys/kernel/random/boot_id");
    } catch (IOException notLinux) {
      return HOST;
    }
  }

  private static String mounts() {
    try {
      return "/" + Files.readSymbolicLink(Path.of("/proc/self/ns/mnt"));
    } catch (IOException | UnsupportedOperationException notLinux) {
      return "";
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
