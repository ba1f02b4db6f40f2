package io.memmap.spark.internal.write.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.storage.publish.FolderPlace;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedForceTest {
  @TempDir Path folder;

  @Test
  void tasksOfOtherMachinesForceFilesThatTheDriverCopies() throws IOException {
    FolderPlace here = FolderPlace.of(folder);
    assertThat(StagedForce.elsewhere(true, folder).isHere(folder.toString())).isFalse();
    FolderPlace otherMachine = new FolderPlace("another", here.device());
    assertThat(new StagedForce(true, otherMachine).isHere(folder.toString())).isTrue();
    FolderPlace otherMount = new FolderPlace(here.machine(), here.device() + "1");
    assertThat(new StagedForce(true, otherMount).isHere(folder.toString())).isTrue();
    assertThat(new StagedForce(false, otherMount).isHere(folder.toString())).isFalse();
  }

  @Test
  void allTasksForceFilesOfAJournal() throws IOException {
    assertThat(StagedForce.everywhere(true).isHere(folder.toString())).isTrue();
    assertThat(StagedForce.everywhere(false).isHere(folder.toString())).isFalse();
  }
}
