package io.memmap.spark.internal.resolve;

import io.memmap.array.ArraySpec;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.Shape;
import io.memmap.array.npy.SelfDescription;
import io.memmap.spark.internal.files.FolderColumns;
import io.memmap.spark.internal.files.FoundFile;
import io.memmap.spark.internal.files.PathErrors;
import io.memmap.spark.internal.options.ArrayLayout;
import io.memmap.spark.internal.options.ReadOptions;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.spark.internal.read.source.ArraySources;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.HeaderReads;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The arrays that a stream follows: what all of them have in common, fixed when {@code load}
 * returns. The first file that holds something determines it; if there is none yet, options and
 * schema do.
 *
 * @param options which take files that are not complete
 * @param example columns, and an array that later ones are compared with
 * @param asked stored columns that the user's schema names
 */
public record FollowedArrays(ReadOptions options, ResolvedArray example, List<StructField> asked) {

  /** Characters of a dtype that the checkpoint has in full. */
  private static final int MOST_DTYPE = 100;

  /**
   * Looks at the files that are there.
   *
   * @param schema the user's schema, if given
   * @throws IllegalArgumentException if a file cannot hold the array, or cannot be followed, or
   *     there is no file and nothing says what they will hold
   */
  public static FollowedArrays of(ReadOptions given, Optional<StructType> schema) {
    ReadOptions options = given.forStreams();
    StreamRules.checkOptions(options);
    List<FoundFile> files = options.files().findAny(options.storage());
    FolderColumns folders =
        files.isEmpty() ? FolderColumns.known(List.of()) : new FolderColumns(files);
    List<StructField> asked =
        schema
            .map(columns -> ResolvedArray.asked(columns, options.rowIndex(), folders.fields()))
            .orElse(List.of());
    ArraySource example = example(options, files, asked, folders);
    StreamRules.check(options, example);
    SeenFiles none = new SeenFiles();
    ResolvedArray array =
        ResolvedArray.shown(options, List.of(example), folders.fields(), asked, none);
    return new FollowedArrays(options, array, asked);
  }

  private static ArraySource example(
      ReadOptions options, List<FoundFile> files, List<StructField> asked, FolderColumns folders) {
    FileLook look = new FileLook(options, new SeenFiles());
    try (HeaderReads headers = options.storage().headers(1)) {
      for (FoundFile file : files) {
        Optional<FileLook.Loaded> loaded =
            look.inStream(file, headers, asked, Optional.empty()).flatMap(FileLook.Followed::array);
        if (loaded.isPresent()) {
          return source(options, loaded.get(), folders.values(file));
        }
      }
    } catch (IOException e) {
      throw PathErrors.notSeen(files.get(0).location().toString(), e);
    }
    return described(options, files, asked, folders);
  }

  /** An array that options and schema describe, for files that have nothing in them yet. */
  private static ArraySource described(
      ReadOptions options, List<FoundFile> files, List<StructField> asked, FolderColumns folders) {
    String path = options.files().roots().get(0).toString();
    if (options.dtype().isEmpty() && asked.isEmpty()) {
      throw FollowErrors.nothingYet(path);
    }
    try {
      ArraySpec spec = new ArrayDescription(options, path).raw(asked).ofAnyFile();
      List<Object> constants = files.isEmpty() ? List.of() : folders.values(files.get(0));
      FileStamp none = new FileStamp(path, 0, "", "");
      FileLook.Loaded loaded = new FileLook.Loaded(null, spec, new SelfDescription.None());
      return source(options, none, loaded, constants);
    } catch (InvalidArrayException e) {
      throw PathErrors.badFile(path, e.getMessage());
    }
  }

  private static ArraySource source(
      ReadOptions options, FileLook.Loaded loaded, List<Object> constants) {
    return source(options, loaded.stamp(), loaded, constants);
  }

  private static ArraySource source(
      ReadOptions options, FileStamp stamp, FileLook.Loaded loaded, List<Object> constants) {
    StreamRules.refuseNoRows(stamp.path(), loaded.spec());
    ArraySource source =
        new ArraySource(
            stamp,
            loaded.spec(),
            options.slice(),
            options.layout().filter(ArrayLayout.CELLS::equals).isPresent(),
            constants);
    return source.described(loaded.says());
  }

  /**
   * The array in a file that a look found.
   *
   * @throws IllegalArgumentException if it differs from the example in dtype or lengths of rows
   */
  ArraySource array(FoundFile file, FileLook.Loaded loaded, FolderColumns folders) {
    ArraySource array = source(options, loaded, folders.laterValues(file));
    ResolvedArray.refuseDisagreement(sources().all().get(0), array);
    return array;
  }

  /** The array of a file that holds nothing yet. */
  ArraySource nothing(FileStamp stamp) {
    return sources().all().get(0).seenAs(stamp).withRows(0);
  }

  /** The example, as the arrays that a scan of no rows reads. */
  public ArraySources sources() {
    return example.sources();
  }

  /** What the rows are of, in few words: the same for all files and as long as the stream lives. */
  public String text() {
    ArraySpec spec = sources().all().get(0).spec();
    String dtype = spec.dtype().text();
    String shown =
        dtype.length() > MOST_DTYPE ? "structured " + Integer.toHexString(dtype.hashCode()) : dtype;
    String offset =
        options.offset().stream().mapToObj(bytes -> ", offset " + bytes).findAny().orElse("");
    return "dtype " + shown + ", shape " + spec.shape().withFirst(Shape.INFERRED) + offset;
  }
}
