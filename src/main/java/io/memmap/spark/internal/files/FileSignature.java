package io.memmap.spark.internal.files;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** First bytes of file formats that are not bare arrays. */
public enum FileSignature {
  NPY(
      "\u0093NUMPY",
      "a .npy file does; give header=npy to read what its header says, or header=none to read its"
          + " bytes as they are"),
  ZIP("PK\3\4", FileSignature.ARCHIVE),
  EMPTY_ZIP("PK\5\6", FileSignature.ARCHIVE),
  PARQUET("PAR1", "a Parquet file does; " + FileSignature.readBy("parquet")),
  ORC("ORC", "an ORC file does; " + FileSignature.readBy("orc")),
  AVRO("Obj\1", "an Avro file does; " + FileSignature.readBy("avro")),
  HDF5(
      "\u0089HDF\r\n\u001a\n",
      "an HDF5 file does; save its array with np.save, or give dtype and offset of the array"),
  GZIP("\u001f\u008b\b", "a file packed by gzip does; unpack it, or give header=none or a dtype");

  /** Length of the longest signature in bytes. */
  public static final int MOST_BYTES = 8;

  private static final String ARCHIVE =
      "a zip archive such as an .npz does; name it *.npz, as by a symbolic link, to read its members"
          + " (header=npy reads single arrays), or give header=none to read its bytes as they are";

  private final String start;
  private final String what;

  /**
   * A signature.
   *
   * @param start first bytes of the file, as Latin-1
   * @param what the format, and what to do
   */
  FileSignature(String start, String what) {
    this.start = start;
    this.what = what;
  }

  private static String readBy(String format) {
    return "read it with format(\"" + format + "\"), or give header=none or a dtype";
  }

  /**
   * Why a file with these first bytes is not read as a bare array; empty if it is.
   *
   * @param described whether options or a schema say what the bytes are
   */
  public static Optional<String> refusal(byte[] first, boolean described) {
    return Arrays.stream(values())
        .filter(signature -> signature.isAtStartOf(first))
        .filter(signature -> !described || signature.compareTo(EMPTY_ZIP) <= 0)
        .findFirst()
        .map(signature -> "begins as " + signature.what);
  }

  private boolean isAtStartOf(byte[] first) {
    return new String(first, StandardCharsets.ISO_8859_1).startsWith(start);
  }
}
