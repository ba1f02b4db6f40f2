package io.memmap.spark.internal.resolve;

import io.memmap.array.ArraySpec;
import io.memmap.array.ArrayView;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.Slice;
import io.memmap.spark.MemmapOptions;
import io.memmap.spark.internal.files.FolderColumns;
import io.memmap.spark.internal.files.FoundFile;
import io.memmap.spark.internal.files.PathErrors;
import io.memmap.spark.internal.options.ArrayLayout;
import io.memmap.spark.internal.options.OptionErrors;
import io.memmap.spark.internal.options.ReadOptions;
import io.memmap.spark.internal.read.source.ArraySource;
import io.memmap.spark.internal.read.source.ArraySources;
import io.memmap.spark.internal.read.source.ScanColumn;
import io.memmap.spark.internal.schema.ArrayColumns;
import io.memmap.spark.internal.schema.UserSchema;
import io.memmap.storage.file.FileState;
import io.memmap.storage.file.HeaderReads;
import io.memmap.storage.file.InParallel;
import io.memmap.storage.file.ReadCosts;
import io.memmap.storage.window.WideRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The arrays of all files with every length known, and their columns. Fixed when {@code load}
 * returns.
 *
 * @param folders columns of folders named {@code key=value}
 * @param seen what the files described, which each query compares
 */
public record ResolvedArray(
    ArraySources sources,
    List<StructField> folders,
    ArrayLayout layout,
    List<ScanColumn> columns,
    SeenFiles seen) {

  /**
   * Looks at the files and determines dtype, shape, layout and columns.
   *
   * @param schema the user's schema, if given
   * @throws IllegalArgumentException if a file cannot hold the array, or files disagree
   */
  public static ResolvedArray of(ReadOptions options, Optional<StructType> schema) {
    List<FoundFile> files = options.files().find(options.storage());
    FolderColumns folders = new FolderColumns(files);
    List<StructField> asked =
        schema.map(given -> asked(given, options.rowIndex(), folders.fields())).orElse(List.of());
    SeenFiles seen = new SeenFiles();
    List<ArraySource> sources = sources(options, files, folders, asked, seen);
    return shown(options, sources, folders.fields(), asked, seen);
  }

  /** The same arrays, read with other options of access and partitioning. */
  public ResolvedArray readBy(ReadOptions options) {
    return shown(options, sources.all(), folders, List.of(), seen);
  }

  /**
   * The same files under a schema. They are looked at again only if the schema determines what they
   * hold.
   *
   * @throws IllegalArgumentException if the schema does not fit the files
   */
  public ResolvedArray under(StructType schema, ReadOptions options) {
    boolean described =
        options.dtype().isPresent() || sources.all().stream().noneMatch(ArraySource::isRaw);
    return described
        ? shown(options, sources.all(), folders, asked(schema, options.rowIndex(), folders), seen)
        : of(options, Optional.of(schema));
  }

  static ResolvedArray shown(
      ReadOptions options,
      List<ArraySource> sources,
      List<StructField> folders,
      List<StructField> asked,
      SeenFiles seen) {
    ArraySource first = sources.get(0);
    String path = first.file().path();
    ArrayView array = first.spec().view().sliced(first.slice());
    ArrayLayout layout = layout(options, array.rank());
    refuseRemoteRanges(layout, sources);
    Optional<ArrayView> block = block(options, array.asRows(), sources);
    List<ScanColumn> columns =
        new ArrayColumns(path, array, options.binaryAsString()).in(layout, block);
    if (!asked.isEmpty()) {
      refuseOtherIndex(asked, columns.size(), options.rowIndex());
      columns = new UserSchema(path, asked).applyTo(columns);
    }
    ReadCosts costs = options.storage().costs(first.file(), options.access());
    refuseTooWide(path, columns, block.orElseGet(array::asRows), costs);
    columns = withRowIndex(columns, options.rowIndex(), layout);
    columns = withFolders(columns, folders);
    refuseDuplicates(columns.stream().map(ScanColumn::field).toList());
    return new ResolvedArray(new ArraySources(sources), folders, layout, columns, seen);
  }

  /** A view of a single block of rows, as long as the longest that a file has. */
  private static Optional<ArrayView> block(
      ReadOptions options, ArrayView rows, List<ArraySource> sources) {
    if (options.rangeRows().isEmpty() || options.layout().get() != ArrayLayout.BYTES) {
      return Optional.empty();
    }
    long longest = sources.stream().mapToLong(ArraySource::rows).max().orElse(1);
    long length = Math.min(options.rangeRows().getAsLong(), Math.max(1, longest));
    return Optional.of(rows.slice(0, 0, length).inBlocks(length));
  }

  private static void refuseRemoteRanges(ArrayLayout layout, List<ArraySource> sources) {
    if (layout == ArrayLayout.RANGES) {
      sources.stream()
          .filter(source -> !source.file().location().isLocal())
          .findFirst()
          .ifPresent(
              source -> {
                throw ResolveErrors.notMapped(source.file().path());
              });
    }
  }

  private static ArrayLayout layout(ReadOptions options, int rank) {
    return options.layout().orElse(rank <= 2 ? ArrayLayout.COLUMNS : ArrayLayout.ARRAY);
  }

  private record Found(FileState state, ArraySource source) {}

  /** The arrays of all files; empty files among several are left out. */
  private static List<ArraySource> sources(
      ReadOptions options,
      List<FoundFile> files,
      FolderColumns folders,
      List<StructField> asked,
      SeenFiles seen) {
    FileLook look = new FileLook(options, seen);
    boolean single = files.size() == 1;
    List<Found> found =
        described(
            options,
            files,
            (file, headers) ->
                look.atLoad(file, headers, asked, single)
                    .map(loaded -> found(options, loaded, folders.values(file))));
    if (found.isEmpty()) {
      throw PathErrors.noFiles(options.files().roots(), options.files().filter().given());
    }
    ArraySource first = found.get(0).source;
    found.forEach(one -> refuseDisagreement(first, one.source));
    List<ArraySource> sources = sharing(found.stream().map(Found::source).toList());
    if (!options.anyLength()) { // a later look checks whether the array fits
      remember(found, sources, seen);
    }
    return sources;
  }

  private static List<Found> described(
      ReadOptions options,
      List<FoundFile> files,
      BiFunction<FoundFile, HeaderReads, Optional<Found>> look) {
    LookProgress progress = new LookProgress(files.size());
    try (HeaderReads headers = options.storage().headers(files.size())) {
      return InParallel.map(
              files,
              options.storage(),
              file -> {
                Optional<Found> found = look.apply(file, headers);
                progress.looked();
                return found;
              })
          .stream()
          .flatMap(Optional::stream)
          .toList();
    } catch (IOException e) {
      throw PathErrors.notSeen(files.get(0).location().toString(), e);
    }
  }

  private static void remember(List<Found> found, List<ArraySource> sources, SeenFiles seen) {
    for (int i = 0; i < sources.size(); i++) {
      ArraySource source = sources.get(i);
      Optional<ArraySpec> says = source.isRaw() ? Optional.empty() : Optional.of(source.spec());
      seen.add(new SeenFiles.Seen(found.get(i).state, says));
    }
  }

  private static List<ArraySource> sharing(List<ArraySource> sources) {
    List<ArraySource> sharing = new ArrayList<>(sources.size());
    ArraySource last = sources.get(0);
    for (ArraySource source : sources) {
      last = source.sharing(last);
      sharing.add(last);
    }
    return sharing;
  }

  private static Found found(ReadOptions options, FileLook.Loaded file, List<Object> constants) {
    ArrayView array = sliced(file.stamp().path(), file.spec(), options.slice());
    boolean cells = layout(options, array.rank()) == ArrayLayout.CELLS;
    ArraySource source =
        new ArraySource(file.stamp(), file.spec(), options.slice(), cells, constants);
    return new Found(file.state(), source.described(file.says()));
  }

  /**
   * Of two files that disagree, names the one without a header if the other has one: it may be a
   * note among arrays.
   */
  static void refuseDisagreement(ArraySource one, ArraySource two) {
    if (one.isRaw() == two.isRaw()) {
      refuse(one, two);
      return;
    }
    try {
      refuse(one.isRaw() ? two : one, one.isRaw() ? one : two);
    } catch (IllegalArgumentException e) {
      throw ResolveErrors.oneOfSeveral(e);
    }
  }

  private static void refuse(ArraySource first, ArraySource other) {
    ArraySpec one = first.spec();
    ArraySpec two = other.spec();
    boolean agree =
        one.dtype().equals(two.dtype())
            && one.shape().rank() == two.shape().rank()
            && (one.shape().rank() == 0
                || one.shape().withFirst(0).equals(two.shape().withFirst(0)));
    if (!agree) {
      throw ResolveErrors.arraysDisagree(
          other.file().path(), described(two), first.file().path(), described(one));
    }
  }

  private static String described(ArraySpec spec) {
    return "dtype " + spec.dtype() + ", shape " + spec.shape();
  }

  public StructType schema() {
    return new StructType(columns.stream().map(ScanColumn::field).toArray(StructField[]::new));
  }

  /** The view that the slice selects. */
  private static ArrayView sliced(String path, ArraySpec spec, Slice slice) {
    try {
      return spec.view().sliced(slice);
    } catch (InvalidArrayException e) {
      throw PathErrors.badFile(path, e.getMessage());
    }
  }

  /**
   * A schema with one column more than the array, which has the row index's name, must give it type
   * bigint.
   */
  private static void refuseOtherIndex(
      List<StructField> asked, int columns, Optional<String> rowIndex) {
    StructField first = asked.get(0);
    if (rowIndex.filter(first.name()::equals).isPresent() && asked.size() == columns + 1) {
      throw OptionErrors.badOption(
          MemmapOptions.ROW_INDEX,
          rowIndex.get(),
          "the schema asks for it as " + first.dataType().simpleString() + "; it is a bigint");
    }
  }

  /**
   * The stored columns of a user's schema: without the row index in front and the folders' columns
   * at the end.
   */
  static List<StructField> asked(
      StructType schema, Optional<String> rowIndex, List<StructField> folders) {
    List<StructField> fields = Arrays.asList(schema.fields());
    boolean indexed =
        !fields.isEmpty()
            && rowIndex.isPresent()
            && fields.get(0).name().equals(rowIndex.get())
            && fields.get(0).dataType().equals(DataTypes.LongType);
    List<String> names = folders.stream().map(StructField::name).toList();
    int end = fields.size() - names.size();
    boolean foldered =
        end >= 0
            && fields.subList(end, fields.size()).stream()
                .map(StructField::name)
                .toList()
                .equals(names);
    return fields.subList(indexed ? 1 : 0, foldered ? end : fields.size());
  }

  private static List<ScanColumn> withFolders(List<ScanColumn> columns, List<StructField> folders) {
    List<ScanColumn> all = new ArrayList<>(columns);
    for (int i = 0; i < folders.size(); i++) {
      all.add(new ScanColumn.FileConstant(folders.get(i), i));
    }
    return all;
  }

  private static List<ScanColumn> withRowIndex(
      List<ScanColumn> columns, Optional<String> rowIndex, ArrayLayout layout) {
    if (rowIndex.isEmpty()) {
      return columns;
    }
    if (layout == ArrayLayout.CELLS || layout == ArrayLayout.RANGES) {
      throw OptionErrors.badOption(
          MemmapOptions.ROW_INDEX,
          rowIndex.get(),
          (layout == ArrayLayout.CELLS
                  ? "layout=cells has an index for each axis, i0 and so on"
                  : "layout=ranges has the index of the first row in column row")
              + "; leave the option out");
    }
    List<ScanColumn> all = new ArrayList<>();
    all.add(
        new ScanColumn.RowIndex(
            new StructField(rowIndex.get(), DataTypes.LongType, false, Metadata.empty())));
    all.addAll(columns);
    return all;
  }

  private static void refuseTooWide(
      String path, List<ScanColumn> columns, ArrayView array, ReadCosts costs) {
    for (ScanColumn column : columns) {
      column
          .view(array)
          .flatMap(view -> refusal(view, column.field().dataType(), costs))
          .ifPresent(
              found -> {
                throw ResolveErrors.rowTooWide(path, column.field().name(), found);
              });
    }
  }

  private static Optional<String> refusal(ArrayView view, DataType type, ReadCosts costs) {
    return type instanceof BinaryType && !WideRows.inOnePiece(view)
        ? Optional.of(
            "a row, or a block of rangeRows rows, lies in several windows of 2 GiB; use"
                + " layout=array, or give a smaller rangeRows")
        : WideRows.refusal(view, costs);
  }

  private static void refuseDuplicates(List<StructField> fields) {
    boolean caseSensitive =
        Boolean.parseBoolean(SparkSession.active().conf().get("spark.sql.caseSensitive", "false"));
    Set<String> exact = new HashSet<>();
    Set<String> seen = new HashSet<>();
    for (StructField field : fields) {
      String name = field.name();
      boolean alike = !exact.add(name);
      if (!seen.add(caseSensitive ? name : name.toLowerCase(Locale.ROOT))) {
        throw ResolveErrors.duplicateColumn(name, alike);
      }
      DataType type = field.dataType();
      while (type instanceof ArrayType array) {
        type = array.elementType();
      }
      if (type instanceof StructType struct) {
        refuseDuplicates(List.of(struct.fields()));
      }
    }
  }
}
