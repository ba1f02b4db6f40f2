package io.memmap.upgrade;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * What Spark stores of a table over an array: the schema of its columns with their metadata, and
 * the options.
 */
final class SavedTable {
  private static final int RECORDS = 3;

  private final Path folder;

  /**
   * @param folder of the stored files
   */
  SavedTable(Path folder) {
    this.folder = folder;
  }

  /** Stores what a read of the array of {@link #bytes} has. */
  void store(SparkSession spark, Path file) throws IOException {
    Map<String, String> options = new LinkedHashMap<>();
    options.put(
        "dtype", "[('id','<i4'),('name','S5'),('t','<M8[s]'),('m','<f4',(2,)),('u','<u2')]");
    options.put("shape", "" + RECORDS);
    Dataset<Row> rows =
        spark.read().format("memmap").options(options).load(Files.write(file, bytes()).toString());
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("schema.json"), rows.schema().prettyJson() + "\n");
    Files.writeString(
        folder.resolve("options.txt"),
        options.entrySet().stream()
            .map(option -> option.getKey() + " " + option.getValue() + "\n")
            .collect(Collectors.joining()));
  }

  StructType schema() throws IOException {
    return (StructType) DataType.fromJson(Files.readString(folder.resolve("schema.json")));
  }

  Map<String, String> options() throws IOException {
    return Files.readAllLines(folder.resolve("options.txt")).stream()
        .map(line -> line.split(" ", 2))
        .collect(Collectors.toMap(words -> words[0], words -> words[1]));
  }

  /** The bytes of the array. */
  static byte[] bytes() {
    int itemsize = 4 + 5 + 8 + 8 + 2;
    ByteBuffer bytes = ByteBuffer.allocate(RECORDS * itemsize).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < RECORDS; i++) {
      bytes.putInt(i).put(Arrays.copyOf(("n" + i).getBytes(StandardCharsets.US_ASCII), 5));
      bytes
          .putLong(1_700_000_000L + i)
          .putFloat(i / 2f)
          .putFloat(-i)
          .putShort((short) (65_535 - i));
    }
    return bytes.array();
  }
}
