package io.memmap.storage.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memmap.array.ByteRange;
import io.memmap.array.Order;
import io.memmap.array.Shape;
import io.memmap.array.dtype.DTypes;
import io.memmap.array.npy.NpyHeader;
import io.memmap.array.npy.SelfDescription;
import io.memmap.storage.file.FileEntry;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.HeaderReads;
import io.memmap.storage.file.Location;
import io.memmap.storage.file.OpenBytes;
import io.memmap.testing.Faults;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Listings, headers and identities, and what they ask of the file system. */
class HadoopStorageTest {
  @TempDir Path folder;

  private Faults faults;

  @BeforeEach
  void noFaults() {
    faults = Faults.begin();
  }

  private Location location(String scheme, String name) {
    return Location.parse(scheme + "://host" + folder + "/" + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"faulty", "hdfs"})
  void aListingTellsAllStates(String scheme) throws IOException {
    Files.createDirectory(folder.resolve("d"));
    for (int i = 0; i < 20; i++) {
      Files.write(folder.resolve("d").resolve(i + ".npy"), new byte[i]);
    }
    Files.createDirectory(folder.resolve("d/sub"));
    HadoopStorage storage = FaultyFile.storage();
    List<FileEntry> entries = storage.list(location(scheme, "d"));
    assertThat(entries).hasSize(21).allMatch(FileEntry::exists);
    assertThat(entries.stream().filter(FileEntry::isFolder).map(FileEntry::name))
        .containsExactly("sub");
    for (FileEntry entry : entries) {
      assertThat(storage.look(entry)).isSameAs(entry);
    }
    assertThat(faults.lists).hasValue(1);
    assertThat(faults.statuses).hasValue(0);
    assertThat(faults.opens).hasValue(0);
  }

  @Test
  void s3aListsAllFoldersAtOnce() throws IOException {
    Files.createDirectories(folder.resolve("d/e/f"));
    Files.write(folder.resolve("d/a.npy"), new byte[1]);
    Files.write(folder.resolve("d/e/f/b.npy"), new byte[2]);
    HadoopStorage storage = FaultyFile.storage();
    assertThat(storage.filesBelow(location("faulty", "d"))).isEmpty();
    assertThat(storage.filesBelow(location("s3a", "d")).orElseThrow())
        .extracting(FileEntry::name)
        .containsExactlyInAnyOrder("a.npy", "b.npy");
  }

  @Test
  void missingFoldersAndFilesAreToldApart() throws IOException {
    HadoopStorage storage = FaultyFile.storage();
    Files.write(folder.resolve("a.npy"), new byte[1]);
    assertThatThrownBy(() -> storage.list(location("faulty", "none")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> storage.list(location("faulty", "a.npy")))
        .isInstanceOf(NotDirectoryException.class);
    FileEntry none = new FileEntry(location("faulty", "none"), Optional.empty());
    assertThat(storage.look(none).exists()).isFalse();
  }

  @Test
  void manyLooksRunAtOneTime() {
    assertThat(FaultyFile.storage().threadsFor(10_000)).isEqualTo(64);
    assertThat(FaultyFile.storage().threadsFor(3)).isEqualTo(3);
  }

  private OpenBytes header(HeaderReads headers, String name) throws IOException {
    FileEntry found =
        FaultyFile.storage().look(new FileEntry(location("s3a", name), Optional.empty()));
    return headers.open(found.state().orElseThrow().stamp());
  }

  @Test
  void theHeaderOfAnNpyFileIsOneRequest() throws IOException {
    byte[] header = NpyHeader.encode(DTypes.parse("float32"), Shape.parse("1000,100"), Order.C);
    byte[] file = new byte[header.length + 400_000];
    System.arraycopy(header, 0, file, 0, header.length);
    Files.write(folder.resolve("a.npy"), file);
    faults.readahead = true;
    try (HeaderReads headers = FaultyFile.storage().headers(1);
        OpenBytes bytes = header(headers, "a.npy")) {
      assertThat(new SelfDescription.Header().in(bytes).orElseThrow().shape())
          .hasToString("(1000, 100)");
    }
    assertThat(faults.announced).hasSize(1).allMatch(length -> length <= 16 << 10);
    assertThat(faults.openNow).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "2000, 2", "100000, 3"})
  void anArchiveTakesAtMostThreeRequests(int members, int requests) throws IOException {
    byte[] header = NpyHeader.encode(DTypes.parse("int8"), Shape.parse("100"), Order.C);
    byte[] array = new byte[header.length + 100];
    System.arraycopy(header, 0, array, 0, header.length);
    try (OutputStream out = Files.newOutputStream(folder.resolve("a.npz"));
        ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out))) {
      for (int i = 0; i < members / 2 + 1; i++) {
        zip.putNextEntry(stored("a" + i + ".npy", array));
        zip.write(array);
        zip.closeEntry();
      }
    }
    faults.readahead = true;
    try (HeaderReads headers = FaultyFile.storage().headers(1);
        OpenBytes bytes = header(headers, "a.npz")) {
      assertThat(new SelfDescription.Member("a1").in(bytes).orElseThrow().shape())
          .hasToString("(100,)");
    }
    assertThat(faults.announced).hasSize(requests);
  }

  @ParameterizedTest
  @CsvSource({"3, 3", "40, 0"})
  void theHeadersOfManyFilesAreReadWithoutDownloadingFiles(int files, int downloads)
      throws IOException {
    faults.analytics = true;
    Files.createDirectory(folder.resolve("d"));
    for (int i = 0; i < files; i++) {
      Files.write(folder.resolve("d/" + i + ".dat"), new byte[100]);
    }
    HadoopStorage storage = FaultyFile.storage();
    List<FileEntry> entries = storage.list(location("s3a", "d"));
    int before = faults.fileSystems.get();
    try (HeaderReads headers = storage.headers(files)) {
      for (FileEntry entry : entries) {
        try (OpenBytes bytes = headers.open(entry.state().orElseThrow().stamp())) {
          assertThat(bytes.read(0, 8)).hasSize(8);
        }
      }
      int own = files > downloads ? 1 : 0;
      assertThat(faults.fileSystems).hasValue(before + 1 + own);
    }
    assertThat(faults.fileSystems).as("a file system of its own is closed").hasValue(before + 1);
    assertThat(faults.downloads).hasValue(downloads);
  }

  private static ZipEntry stored(String name, byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    return entry;
  }

  @Test
  void blocksAreKnownOnTheDriverWithoutFurtherRequestsAndAreNotSent() throws Exception {
    faults.hosts = new String[] {"one", "two", "three"};
    faults.blockBytes = 100;
    Files.createDirectory(folder.resolve("d"));
    Files.write(folder.resolve("d/a.dat"), new byte[1000]);
    HadoopStorage storage = FaultyFile.storage();
    FileStamp listed = storage.list(location("hdfs", "d")).get(0).state().orElseThrow().stamp();
    int looks = faults.blockLooks.get();
    assertThat(storage.bytesByHost(listed, new ByteRange(0, 1000)))
        .isEqualTo(Map.of("one", 400L, "two", 300L, "three", 300L));
    assertThat(storage.bytesByHost(listed, new ByteRange(150, 250)))
        .isEqualTo(Map.of("two", 50L, "three", 50L));
    assertThat(storage.bytesByHost(listed, new ByteRange(100, 200))).isEqualTo(Map.of("two", 100L));
    assertThat(storage.bytesByHost(FaultyFile.sent(listed), new ByteRange(0, 1000))).isEmpty();
    FileStamp elsewhere =
        storage.list(location("faulty", "d")).get(0).state().orElseThrow().stamp();
    assertThat(storage.bytesByHost(elsewhere, new ByteRange(0, 1000))).isEmpty();
    assertThat(faults.blockLooks).hasValue(looks);
  }

  @Test
  void anExecutorOpensThePlannedFileByTheDriversSettings() throws Exception {
    FaultyFile made = FaultyFile.make("hdfs", folder, 1000);
    HadoopStorage sent = FaultyFile.sent(made.storage);
    try (var file = sent.open(FaultyFile.sent(made.seen), 1000)) {
      assertThat(FaultyFile.read(file, 10, 100)).isEqualTo(made.expected(10, 100));
    }
    assertThat(sent).isEqualTo(made.storage).hasSameHashCodeAs(made.storage);
    assertThat(sent.opensSeenFilesOnly(made.seen)).isTrue();
  }

  @Test
  void storagesDifferBySettingsAndShowNone() {
    Configuration configuration = new Configuration();
    Map<String, String> secret = Map.of("fs.s3a.secret.key", "hunter2");
    HadoopStorage one = HadoopStorage.of(configuration, secret);
    assertThat(one).isEqualTo(HadoopStorage.of(new Configuration(), secret));
    assertThat(one).isNotEqualTo(HadoopStorage.of(configuration, Map.of()));
    assertThat(one.toString()).doesNotContain("hunter2");
  }

  @Test
  void aClassThatIsMissingNamesTheLibrary() {
    Configuration configuration = new Configuration();
    configuration.set("fs.own.impl", "com.example.OwnFileSystem");
    HadoopStorage storage = HadoopStorage.of(configuration, Map.of());
    assertThatThrownBy(() -> storage.qualified(Location.parse("own://host/a.npy")))
        .hasMessage(
            "file own://host/a.npy: no library for its file system (Class"
                + " com.example.OwnFileSystem not found); start Spark with the library that has"
                + " this class, by --packages or --jars");
    assertThatThrownBy(() -> storage.qualified(Location.parse("none://host/a.npy")))
        .hasMessageContaining("Hadoop's configuration has no file system for it, found scheme");
    assertThatThrownBy(() -> storage.qualified(Location.parse("hdfs://no.such.host.invalid/a")))
        .hasMessageContaining("its bucket or host does not exist");
  }
}
