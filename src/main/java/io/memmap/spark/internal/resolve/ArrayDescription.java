package io.memmap.spark.internal.resolve;

import io.memmap.array.ArraySpec;
import io.memmap.array.DType;
import io.memmap.array.Endian;
import io.memmap.array.InvalidArrayException;
import io.memmap.array.Order;
import io.memmap.array.ScalarDType;
import io.memmap.array.ScalarKind;
import io.memmap.array.Shape;
import io.memmap.array.npy.NpyHeader;
import io.memmap.array.npy.NpzArchive;
import io.memmap.array.npy.SelfDescription;
import io.memmap.spark.internal.files.FileSignature;
import io.memmap.spark.internal.files.PathErrors;
import io.memmap.spark.internal.files.WholeFile;
import io.memmap.spark.internal.options.ArrayLayout;
import io.memmap.spark.internal.options.HeaderFormat;
import io.memmap.spark.internal.options.ReadOptions;
import io.memmap.spark.internal.schema.SchemaDType;
import io.memmap.storage.file.FileStamp;
import io.memmap.storage.file.OnlyMember;
import io.memmap.storage.file.OpenBytes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructField;

/**
 * Determines the array that a file holds: from its {@code .npy} header, alone or in an {@code
 * .npz}, or else from options and schema.
 */
final class ArrayDescription {
  private final ReadOptions options;
  private final String path;

  ArrayDescription(ReadOptions options, String path) {
    this.options = options;
    this.path = path;
  }

  /** Whether options and schema, and not a header, describe the array. */
  boolean isRaw() {
    return !isArchive() && !hasHeader();
  }

  private boolean isArchive() {
    return options.header().isEmpty() && HeaderFormat.isArchive(path);
  }

  private boolean hasHeader() {
    return options.header().orElse(HeaderFormat.byName(path)) == HeaderFormat.NPY;
  }

  /** Whether the file has a header, and ends within it. */
  boolean isCutOff(OpenBytes bytes) throws IOException {
    return !isArchive() && hasHeader() && NpyHeader.isCutOff(bytes);
  }

  /**
   * The array, with every length known.
   *
   * @param says where the description comes from
   */
  record Described(ArraySpec spec, SelfDescription says) {}

  /**
   * Describes the array in a file.
   *
   * @param file the file's identity and size at this moment
   * @param bytes the file, opened once for all reads
   * @param asked columns that the user's schema names
   * @throws IllegalArgumentException if the file does not hold the array, its header cannot be
   *     read, or options contradict the header
   */
  Described in(FileStamp file, OpenBytes bytes, List<StructField> asked) {
    if (options.member().isPresent() && !isArchive()) {
      throw ResolveErrors.noArchive(options.member().get(), file.path());
    }
    try {
      if (isRaw()) {
        refuseSignature(bytes, !asked.isEmpty());
        ArraySpec raw = raw(asked);
        ArraySpec known = options.anyLength() ? raw.ofAnyFile() : raw.fit(bytes(file, raw));
        return new Described(known, new SelfDescription.None());
      }
      Described described = isArchive() ? member(bytes) : header(bytes);
      new HeaderContradiction(path, described.spec(), ResolveErrors::contradictsHeader)
          .refuse(options.dtype(), options.shape(), options.order(), options.offset());
      return described;
    } catch (InvalidArrayException e) {
      throw PathErrors.badFile(file.path(), e.getMessage());
    } catch (IOException e) {
      throw PathErrors.notRead(file.path(), e);
    }
  }

  private long bytes(FileStamp file, ArraySpec raw) {
    boolean mayGrow = raw.shape().inferredAxis() >= 0 && file.location().isLocal();
    return mayGrow ? WholeFile.bytes(file) : file.bytes();
  }

  /**
   * Refuses a file that begins with a header or signature, unless options say that its bytes are
   * data.
   */
  private void refuseSignature(OpenBytes bytes, boolean hasSchema) throws IOException {
    if (options.header().isPresent() || options.offset().orElse(0) > 0) {
      return;
    }
    byte[] first = bytes.read(0, (int) Math.min(bytes.size(), FileSignature.MOST_BYTES));
    FileSignature.refusal(first, hasSchema || options.dtype().isPresent())
        .ifPresent(
            reason -> {
              throw PathErrors.badFile(path, reason);
            });
  }

  /** The array of a raw file, with the shape as it was asked for. */
  ArraySpec raw(List<StructField> asked) {
    DType dtype =
        options
            .dtype()
            .or(() -> describedBy(asked))
            .orElse(new ScalarDType(ScalarKind.UINT8, Endian.LITTLE));
    Shape shape = options.shape().orElse(Shape.of(Shape.INFERRED));
    Order order = options.order().orElse(Order.C);
    return new ArraySpec(dtype, shape, order, options.offset().orElse(0));
  }

  /**
   * The dtype that the schema describes. Index columns of cells, rows as bytes, and ranges describe
   * none.
   */
  private Optional<DType> describedBy(List<StructField> asked) {
    ArrayLayout layout = options.layout().orElse(ArrayLayout.COLUMNS);
    if (asked.isEmpty() || layout == ArrayLayout.BYTES || layout == ArrayLayout.RANGES) {
      return Optional.empty();
    }
    List<StructField> values =
        layout == ArrayLayout.CELLS ? asked.subList(asked.size() - 1, asked.size()) : asked;
    return Optional.of(SchemaDType.of(values, options.shape()));
  }

  private Described header(OpenBytes bytes) throws IOException {
    SelfDescription.Header header = new SelfDescription.Header();
    return options.anyLength()
        ? new Described(NpyHeader.read(bytes).spec(), header)
        : new Described(header.in(bytes).orElseThrow(), header);
  }

  private Described member(OpenBytes bytes) throws IOException {
    NpzArchive archive = NpzArchive.open(bytes);
    String name = options.member().orElseGet(() -> OnlyMember.of(path, archive));
    SelfDescription.Member member = new SelfDescription.Member(name);
    return new Described(member.in(bytes, archive), member);
  }
}
