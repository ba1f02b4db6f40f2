package io.memmap.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.storage.staging.FileStart;
import io.memmap.storage.staging.NewFile;
import io.memmap.storage.staging.StagedPiece;
import java.io.IOException;
import java.security.PrivilegedExceptionAction;
import java.util.List;
import org.apache.hadoop.fs.SafeModeAction;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.Test;

/** Writes that HDFS refuses say why, and leave what is there. */
final class HdfsRefusedFilesIT extends HdfsFileTesting {
  /** A quota of names: the folder itself, the array, the staging folder and its owner. */
  @Test
  void aQuotaIsNamed() throws IOException {
    overwrite(bytes(10, 1));
    DistributedFileSystem hdfs = (DistributedFileSystem) fs;
    hdfs.setQuota(path().getParent(), 4, Long.MAX_VALUE);
    try (NewFile file = begin()) {
      assertThatThrownBy(() -> stage(file, "0-0", bytes(10, 1)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("file " + array + ": the quota of its folder is used up (")
          .hasMessageContaining("; nothing was written under this name; remove files there");
    }
    assertThat(siblings()).containsExactly("a.npy");
  }

  @Test
  void aQuotaOfBytesIsNamed() throws IOException {
    overwrite(bytes(10, 1));
    DistributedFileSystem hdfs = (DistributedFileSystem) fs;
    hdfs.setQuota(path().getParent(), Long.MAX_VALUE, 1 << 20);
    try (NewFile file = begin()) {
      assertThatThrownBy(() -> stage(file, "0-0", bytes(2 << 20, 1)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("file " + array + ": the quota of its folder is used up (");
    }
    assertThat(read()).isEqualTo(joined(bytes(10, 1), bytes(100, 2)));
  }

  @Test
  void safeModeIsNamed() throws IOException {
    DistributedFileSystem hdfs = (DistributedFileSystem) fs;
    try (NewFile file = begin()) {
      StagedPiece piece = stage(file, "0-0", bytes(10, 1));
      hdfs.setSafeMode(SafeModeAction.ENTER);
      try {
        assertThatThrownBy(() -> file.publish(new FileStart(bytes(9, 1), 9), List.of(piece), 19))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("its NameNode is in safe mode and takes no writes")
            .hasMessageContaining("; nothing was written under this name; write again when");
        assertThatThrownBy(this::begin)
            .hasMessageContaining("its NameNode is in safe mode and takes no writes");
      } finally {
        hdfs.setSafeMode(SafeModeAction.LEAVE);
      }
    }
  }

  @Test
  void aUserWhoMayNotWriteIsToldSo() throws IOException, InterruptedException {
    overwrite(bytes(10, 1));
    UserGroupInformation other = UserGroupInformation.createRemoteUser("somebody-else");
    other.doAs(
        (PrivilegedExceptionAction<Void>)
            () -> {
              assertThatThrownBy(this::begin)
                  .isInstanceOf(IOException.class)
                  .hasMessageContaining("file " + array + ": access denied (Permission denied:")
                  .hasMessageContaining(
                      "; nothing was written under this name; the user or role must");
              return null;
            });
    assertThat(siblings()).containsExactly("a.npy");
  }
}
