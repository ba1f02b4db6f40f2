package io.memmap.storage.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which machines see the locks of a mount, and which folders may be taken over. */
class LockReachTest {
  private static final String ID = "01234567-89ab-cdef-0123-456789abcdef";

  private static LockReach of(String store) {
    return LockReach.of(
        "/data/arrays",
        List.of(
            "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
            "40 22 0:52 / /data rw,relatime shared:2 - " + store,
            "41 22 0:53 / /dat rw,relatime - fuse.sshfs host:/ rw",
            "42 22 0:54 / /data/arrays-of-others rw - fuse.sshfs host:/ rw"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ext4 /dev/sdb rw|ONE_MACHINE",
        "tmpfs tmpfs rw,size=1g|ONE_MACHINE",
        "nfs4 host:/data rw,vers=4.2,local_lock=none,addr=1.2.3.4|ALL_MACHINES",
        "nfs host:/data rw,vers=3,nolock,local_lock=all|UNKNOWN",
        "nfs host:/data rw,vers=3,local_lock=posix|UNKNOWN",
        "lustre mds@tcp:/data rw,flock|ALL_MACHINES",
        "lustre mds@tcp:/data rw,localflock|UNKNOWN",
        "lustre mds@tcp:/data rw|UNKNOWN",
        "cifs //host/data rw,vers=3.0|ALL_MACHINES",
        "cifs //host/data rw,nobrl|UNKNOWN",
        "fuse.sshfs host:/data rw|UNKNOWN",
        "9p data rw,trans=virtio|UNKNOWN"
      })
  void aMountTellsWhichMachinesSeeItsLocks(String store, LockReach expected) {
    assertThat(of(store)).isEqualTo(expected);
  }

  @Test
  void theFoldersOfThisMachineAreKnown(@TempDir Path folder) throws IOException {
    assertThat(LockReach.of(folder)).isEqualTo(LockReach.ONE_MACHINE);
  }

  private static void own(Path folder, String text) throws IOException {
    Files.createDirectory(folder);
    Files.writeString(folder.resolve("owner"), text);
  }

  private static OwnerLife life(Path folder, Locking locking) throws IOException {
    try (OpenFolder opened = OpenFolder.open(folder).orElseThrow()) {
      return OwnerLife.of(opened, locking);
    }
  }

  /** It cannot be seen whether the owner lives, unless the user guarantees a single writer. */
  @Test
  void aFolderWithoutALockIsRemovedByASingleWriterOnly(@TempDir Path folder) throws IOException {
    Path target = Files.write(folder.resolve("a.dat"), new byte[80]);
    Path left = StagingArea.folder(target, ID);
    own(left, "memmap owner 1\nelsewhere\n" + ID + "\nunlocked\n\n");
    assertThat(life(left, Locking.LOCKED)).isEqualTo(OwnerLife.UNKNOWN);
    assertThat(life(left, Locking.SINGLE_WRITER)).isEqualTo(OwnerLife.GONE);
    StagingArea.create(target, "1").close();
    assertThat(left).exists();
    StagingArea.create(target, "1", Locking.SINGLE_WRITER).close();
    assertThat(left).doesNotExist();
  }

  @Test
  void anUpdateWithoutALockIsFinishedByASingleWriterOnly(@TempDir Path folder) throws IOException {
    Path target = Files.write(folder.toRealPath().resolve("a.dat"), new byte[80]);
    CutOffUpdates.leave(target, 10);
    Path slot = StagingArea.folder(target, StagingArea.UPDATE);
    Files.writeString(slot.resolve("owner"), "memmap owner 1\nelsewhere\n" + ID + "\nunlocked\n\n");
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> InterruptedUpdate.isPending(target))
        .hasMessageContaining("begun on elsewhere")
        .hasMessageContaining("lock=false")
        .hasMessageContaining("remove " + slot);
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> InPlaceUpdate.open(target, "1"))
        .hasMessageContaining("begun on elsewhere");
    assertThat(InterruptedUpdate.finish(target)).isFalse();
    assertThat(InterruptedUpdate.isPending(target, Locking.SINGLE_WRITER)).isTrue();
    assertThat(InterruptedUpdate.finish(target, Locking.SINGLE_WRITER)).isTrue();
    assertThat(InterruptedUpdate.isPending(target)).isFalse();
  }

  /** Within this process the writer is known to live even without a lock. */
  @Test
  void aSingleWriterHoldsNoLock(@TempDir Path folder) throws IOException {
    Path target = Files.write(folder.resolve("a.dat"), new byte[80]);
    try (StagingArea area = StagingArea.create(target, ID, Locking.SINGLE_WRITER)) {
      assertThat(area.folder().resolve("owner")).content().endsWith("\nunlocked\n\n");
      assertThat(life(area.folder(), Locking.SINGLE_WRITER)).isEqualTo(OwnerLife.ALIVE);
    }
  }
}
