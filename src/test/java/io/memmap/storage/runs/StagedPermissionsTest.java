package io.memmap.storage.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.memmap.storage.publish.CutOffUpdates;
import io.memmap.storage.publish.InPlaceUpdate;
import io.memmap.storage.publish.InterruptedUpdate;
import io.memmap.storage.publish.OtherProcess;
import io.memmap.storage.publish.StagingArea;
import io.memmap.storage.window.OtherUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which users may read staged rows, and which see that an update is pending. */
class StagedPermissionsTest {
  @TempDir Path temporary;

  private Path target;

  @BeforeEach
  void makeArray() throws IOException {
    target = Files.write(temporary.toRealPath().resolve("a.dat"), new byte[80]);
  }

  private void permit(String permissions) throws IOException {
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(permissions));
  }

  private static Set<PosixFilePermission> of(Path path) throws IOException {
    return Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static String text(Path path) throws IOException {
    return PosixFilePermissions.toString(of(path));
  }

  private static void stage(Path folder) throws IOException {
    try (RunWriter rows = new RunWriter(folder.resolve("part-0"), 8, false)) {
      rows.add();
      rows.finish(false);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rw-r-----", "rw-rw-r--", "rw-rw-rw-", "r--------"})
  void stagedRowsAreNoMoreOpenThanTheArray(String array) throws IOException {
    permit(array);
    try (StagingArea area = StagingArea.create(target, UUID.randomUUID().toString())) {
      stage(area.folder());
      assertThat(text(area.folder())).isEqualTo("rwx------");
      assertNoMoreOpen(area.folder());
    }
    try (InPlaceUpdate update = InPlaceUpdate.open(target, UUID.randomUUID().toString())) {
      stage(update.folder());
      assertNoMoreOpen(update.folder());
    }
  }

  private void assertNoMoreOpen(Path folder) throws IOException {
    List<PosixFilePermission> others =
        List.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList()) {
        for (PosixFilePermission permission : others) {
          if (!of(target).contains(permission)) {
            assertThat(of(path)).as("%s", path).doesNotContain(permission);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rw-r-----", "rw-r--r--", "rw-rw-rw-"})
  void readersOfTheArrayMaySeeAnUpdateOfIt(String array) throws IOException {
    permit(array);
    Path folder;
    try (InPlaceUpdate update = InPlaceUpdate.open(target, UUID.randomUUID().toString())) {
      folder = update.folder();
      for (String name : List.of("owner", "journal")) {
        if (name.equals("journal")) {
          CutOffUpdates.journal(target, folder, 1);
        }
        String read = text(folder.resolve(name)).replaceAll("[wx]", "-");
        assertThat(read).isEqualTo(array.replace('w', '-'));
      }
      String entered = text(folder).replace('w', '-').replace('x', '-');
      assertThat(entered).isEqualTo(array.replace('w', '-'));
      for (int i = 1; i < array.length(); i += 3) {
        assertThat(text(folder).charAt(i + 1) == 'x' || array.charAt(i - 1) == '-').isTrue();
      }
    }
  }

  @Test
  void aNewArrayGetsTheDefaultPermissionsOfTheProcess() throws IOException {
    Path made = temporary.resolve("new.dat");
    Path other = Files.createFile(temporary.resolve("other"));
    try (StagingArea area = StagingArea.create(made, UUID.randomUUID().toString())) {
      stage(area.folder());
      assertThat(text(area.folder())).isEqualTo("rwx------");
      assertThat(of(area.folder().resolve("part-0"))).isEqualTo(of(other));
    }
  }

  @Test
  void readersOfTheArraysGroupSeeAnUpdateToo() throws IOException {
    OtherUser.giveGroup(target);
    permit("rw-r-----");
    try (InPlaceUpdate update = InPlaceUpdate.open(target, UUID.randomUUID().toString())) {
      for (Path path : List.of(update.folder(), update.folder().resolve("owner"))) {
        assertThat(Files.getAttribute(path, "unix:gid")).isEqualTo(65534);
      }
      assertThat(text(update.folder())).isEqualTo("rwxr-x--x");
    }
  }

  /** Independent of the writer's umask. */
  @Test
  void anotherUserIsToldOfAnUpdateThatWasCutOff() throws Exception {
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
    permit("rw-r--r--");
    assertThat(OtherUser.run(Reader.class, target.toString())).isEqualTo("false");
    assertThat(OtherProcess.leave(target)).isZero();
    assertThat(OtherUser.run(Reader.class, target.toString())).isEqualTo("true");
  }

  /** Prints whether an update of the array was cut off. */
  static final class Reader {
    private Reader() {}

    public static void main(String[] args) throws IOException {
      System.out.println(InterruptedUpdate.isPending(Path.of(args[0])));
    }
  }
}
