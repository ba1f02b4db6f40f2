package io.memmap.storage.hadoop.write;

import io.memmap.storage.file.ArrayFileException;
import io.memmap.storage.file.FileErrors;
import io.memmap.storage.file.Location;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.util.VersionInfo;

/** Errors of files that tasks send in parts. */
final class UploadErrors {
  private UploadErrors() {}

  static IOException unknownUploader(Location target) {
    return new ArrayFileException(
        target.toString(),
        "cannot be sent in parts, since Hadoop %s has another method MultipartUploader.putPart than"
            + " all versions from 3.3.4 to 3.5.0; set fs.s3a.multipart.uploads.enabled=false",
        VersionInfo.getVersion());
  }

  static IOException localDisk(Location target, Path folder, IOException cause) {
    return new ArrayFileException(
        target.toString(),
        cause,
        "a task cannot keep its rows on the local disk until they are sent (folder %s: %s); %s; free"
            + " some space there, or name another folder in spark.local.dir",
        folder,
        FileErrors.reason(cause),
        TargetState.UNTOUCHED);
  }

  static IOException longPartition(Location target, SentAs as) {
    return new ArrayFileException(
        target.toString(),
        "partition %d has more than %d bytes, the most that can be sent in parts from one of %d"
            + " partitions; %s; give the partitions equal lengths by repartition()",
        as.partition(),
        as.mostBytes(),
        as.numbers().partitions(),
        TargetState.UNTOUCHED);
  }

  static IOException longZeros(Location target, long zeros, String where, long most) {
    return new ArrayFileException(
        target.toString(),
        "%d bytes %s the rows, the most that can be sent in parts are %d; %s; give a smaller %s",
        zeros,
        where,
        most,
        TargetState.UNTOUCHED,
        where.equals("before") ? "offset" : "shape");
  }

  static IOException missingStart(Location target, int partition) {
    return new ArrayFileException(
        target.toString(),
        "the rows before partition %d came out fewer when their task was run again; %s; write"
            + " again, and if this repeats make the order of the rows certain by a sort, or keep them"
            + " by checkpoint()",
        partition,
        TargetState.UNTOUCHED);
  }
}
