package io.memmap.array.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.ByteRange;
import io.memmap.array.ByteSource;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class NpzArchiveTest {
  private static final byte[] DATA = NpyHeader.encode(DTypes.parse("<i4"), Shape.of(0), Order.C);

  private static byte[] zip(boolean stored, String... names) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      zip.setComment("PK\5\6 is no end record");
      for (String name : names) {
        java.util.zip.ZipEntry entry = new java.util.zip.ZipEntry(name);
        if (stored) {
          CRC32 crc = new CRC32();
          crc.update(DATA);
          entry.setMethod(java.util.zip.ZipEntry.STORED);
          entry.setSize(DATA.length);
          entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(DATA);
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  private static byte[] member(byte[] zip, String name) throws IOException {
    ByteRange range = NpzArchive.open(ByteSource.of(zip)).member(name);
    return Arrays.copyOfRange(zip, (int) range.start(), (int) range.end());
  }

  @Test
  void aStoredMemberIsFoundByItsNameWithAndWithoutItsSuffix() throws IOException {
    byte[] zip = zip(true, "x.npy", "数.npy", "dir/y.npy", "plain");
    assertThat(NpzArchive.open(ByteSource.of(zip)).arrays())
        .containsExactly("x", "数", "dir/y", "plain");
    for (String name : new String[] {"x", "x.npy", "数", "dir/y", "plain"}) {
      assertThat(member(zip, name)).as(name).isEqualTo(DATA);
    }
  }

  @Test
  void bytesBeforeTheArchiveAreSkipped() throws IOException {
    byte[] zip = zip(true, "x.npy");
    byte[] later = new byte[zip.length + 100];
    System.arraycopy(zip, 0, later, 100, zip.length);
    assertThat(member(later, "x")).isEqualTo(DATA);
  }

  @Test
  void aCompressedOrEncryptedMemberSaysSo() throws IOException {
    byte[] zip = zip(false, "x.npy");
    assertThatThrownBy(() -> member(zip, "x"))
        .isInstanceOf(InvalidArrayException.class)
        .hasMessage(
            "member 'x' of the .npz: it is compressed, so it can't be mapped; save it with np.savez"
                + " instead of np.savez_compressed");
    byte[] encrypted = zip(true, "x.npy");
    encrypted[indexOf(encrypted, "PK\1\2") + 8] |= 1;
    assertThatThrownBy(() -> member(encrypted, "x"))
        .hasMessage("member 'x' of the .npz: it is encrypted; save the arrays without a password");
  }

  @Test
  void aMissingMemberNamesThoseThatExist() throws IOException {
    byte[] zip = zip(true, "a.npy", "b.npy");
    assertThatThrownBy(() -> member(zip, "c"))
        .hasMessage("member 'c' of the .npz: found a, b; give one of them as member");
    String[] many = new String[12];
    Arrays.setAll(many, i -> "m" + i + ".npy");
    byte[] big = zip(true, many);
    assertThatThrownBy(() -> member(big, "c"))
        .hasMessage(
            "member 'c' of the .npz: found m0, m1, m2, m3, m4, m5, m6, m7, m8, m9 and 2 more; give"
                + " one of them as member");
  }

  /** As Python writes members that have, or might have, more than 4 GB. */
  @Test
  void zip64NumbersAreRead() throws IOException {
    long huge = 5L << 30;
    byte[] name = "x.npy".getBytes(StandardCharsets.UTF_8);
    ByteBuffer tail =
        ByteBuffer.allocate(46 + 5 + 28 + 56 + 20 + 22).order(ByteOrder.LITTLE_ENDIAN);
    tail.putInt(0x02014b50).position(20);
    tail.putInt(-1).putInt(-1).putShort((short) 5).putShort((short) 28).position(42);
    tail.putInt(-1).put(name).putShort((short) 1).putShort((short) 24);
    tail.putLong(huge).putLong(huge).putLong(1000);
    int directory = tail.position();
    long start = 1000 + 35 + huge;
    tail.putInt(0x06064b50).putLong(44).position(directory + 40);
    tail.putLong(directory).putLong(start);
    tail.putInt(0x07064b50).putInt(0).putLong(start + directory).putInt(1);
    tail.putInt(0x06054b50).position(tail.position() + 8);
    tail.putInt(-1).putInt(-1);
    ByteBuffer local = ByteBuffer.allocate(35).order(ByteOrder.LITTLE_ENDIAN);
    local.putInt(0x04034b50).position(26);
    local.putShort((short) 5).position(30);
    local.put(name);
    ByteSource source = new Sparse(start + tail.capacity(), start, tail, 1000, local);
    assertThat(NpzArchive.open(source).member("x")).isEqualTo(new ByteRange(1035, 1035 + huge));
  }

  /** Zeros except for two pieces. */
  private record Sparse(long size, long start, ByteBuffer tail, long localStart, ByteBuffer local)
      implements ByteSource {
    @Override
    public byte[] read(long position, int length) {
      byte[] bytes = new byte[length];
      for (int i = 0; i < length; i++) {
        long at = position + i;
        if (at >= start) {
          bytes[i] = tail.get((int) (at - start));
        } else if (at >= localStart && at < localStart + local.capacity()) {
          bytes[i] = local.get((int) (at - localStart));
        }
      }
      return bytes;
    }
  }

  @Test
  void aDamagedArchiveIsAnInvalidArray() throws IOException {
    assertThatThrownBy(() -> NpzArchive.open(ByteSource.of(new byte[0])))
        .isInstanceOf(InvalidArrayException.class)
        .hasMessage(
            "a .npz archive: it has no directory at its end, so it was cut off or is not a zip"
                + " archive; copy it again, or save it with np.savez");
    long seed = Long.getLong("oracle.seed", System.nanoTime());
    Random random = new Random(seed);
    byte[] zip = zip(true, "x.npy", "y.npy");
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = Arrays.copyOf(zip, zip.length - (random.nextInt(9) == 0 ? 1 : 0));
      for (int j = 0; j <= random.nextInt(3); j++) {
        damaged[random.nextInt(damaged.length)] =
            (byte) (random.nextInt(3) == 0 ? -1 : random.nextInt());
      }
      try {
        member(damaged, "x");
      } catch (InvalidArrayException e) {
        assertThat(e.getMessage()).contains(".npz");
      } catch (RuntimeException e) {
        throw new AssertionError("-Doracle.seed=" + seed + ", round " + i, e);
      }
    }
  }

  /** As Python's zipfile does, which then finds that the member's own header has another name. */
  @Test
  void aNameEndsAtItsFirstNullByte() throws IOException {
    byte[] zip = zip(true, "a.npy");
    zip[lastIndexOf(zip, "a.npy") + 1] = 0;
    NpzArchive archive = NpzArchive.open(ByteSource.of(zip));
    assertThat(archive.arrays(2)).containsExactly("a");
    assertThatThrownBy(() -> archive.member("a"))
        .isInstanceOf(InvalidArrayException.class)
        .hasMessageContaining("the directory and the members differ");
  }

  private static int lastIndexOf(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf(text);
  }

  private static int indexOf(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
  }
}
