package io.memmap.array.npy;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.array.ByteSource;
import io.memmap.array.InvalidArrayException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An archive of very many members, whose directory has some 15 MiB. */
class LargeDirectoryTest {
  private static final int MEMBERS = 250_000;

  @Test
  void aDirectoryTakesLittleMoreMemoryThanItsBytes() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx56m",
                "-cp",
                System.getProperty("java.class.path"),
                Reads.class.getName())
            .redirectErrorStream(true)
            .start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).isEqualTo(MEMBERS + " [m0, m1] member 'no' of the .npz");
  }

  /** Reads such a directory in a separate JVM. */
  static final class Reads {
    private Reads() {}

    public static void main(String[] arguments) throws IOException {
      ByteBuffer directory = directory();
      ByteSource source =
          new ByteSource() { // the second copy of the bytes that the reader asks for is its own
            @Override
            public long size() {
              return directory.limit();
            }

            @Override
            public byte[] read(long position, int length) {
              byte[] bytes = new byte[length];
              directory.get((int) position, bytes);
              return bytes;
            }
          };
      NpzArchive archive = NpzArchive.open(source);
      String message = "";
      try {
        archive.member("no");
      } catch (InvalidArrayException e) {
        message = e.getMessage().substring(0, e.getMessage().indexOf(':'));
      }
      System.out.println(archive.size() + " " + archive.arrays(2) + " " + message);
    }

    /** Built in one buffer, so that the heap holds it once. */
    private static ByteBuffer directory() {
      ByteBuffer bytes = ByteBuffer.allocate(MEMBERS * 60).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < MEMBERS; i++) {
        byte[] name = ("m" + i + ".npy").getBytes(StandardCharsets.UTF_8);
        ByteBuffer entry = ByteBuffer.allocate(46).order(ByteOrder.LITTLE_ENDIAN);
        entry.putInt(0, 0x02014b50).putShort(28, (short) name.length);
        bytes.put(entry.array()).put(name);
      }
      int length = bytes.position();
      ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
      end.putInt(0, 0x06054b50).putInt(12, length).putInt(16, 0);
      return bytes.put(end.array()).flip();
    }
  }
}
