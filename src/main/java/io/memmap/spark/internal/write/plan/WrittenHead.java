package io.memmap.spark.internal.write.plan;

import io.memmap.array.InvalidArrayException;
import io.memmap.array.npy.NpyHeader;
import io.memmap.spark.internal.options.HeaderFormat;
import io.memmap.spark.internal.options.WriteOptions;
import io.memmap.spark.internal.resolve.HeaderContradiction;
import io.memmap.spark.internal.resolve.HeaderProtection;
import io.memmap.spark.internal.resolve.ResolveErrors;
import io.memmap.spark.internal.write.commit.FileHead;
import io.memmap.spark.internal.write.commit.WriteAction;
import io.memmap.storage.file.Location;
import io.memmap.storage.file.OpenBytes;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds the {@link FileHead} of a file that is going to be written. */
public final class WrittenHead {
  private final WriteOptions options;
  private final WriteAction action;

  public WrittenHead(WriteOptions options, WriteAction action) {
    this.options = options;
    this.action = action;
  }

  /**
   * The head, read from the file where it has one.
   *
   * @throws IllegalArgumentException if the options contradict it
   */
  public FileHead head() {
    String path = options.location().toString();
    if (options.header().isEmpty() && HeaderFormat.isArchive(path)) {
      throw PlanErrors.archiveNotWritten(path);
    }
    boolean inPlace = action == WriteAction.APPEND || action == WriteAction.UPDATE;
    if (!options.hasHeader()) {
      if (inPlace) {
        refuseOverwritingHeader();
      }
      return new FileHead.Gap(options.askedOffset().orElse(0));
    }
    if (inPlace) {
      return new FileHead.OldHeader(oldHeader());
    }
    refuseOffset();
    return new FileHead.NewHeader();
  }

  private void refuseOverwritingHeader() {
    try (OpenBytes bytes = options.target().open()) {
      HeaderProtection.refuseOverwriting(
          options.location().toString(), bytes, options.askedOffset());
    } catch (IOException e) {
      throw PlanErrors.cannotRead(options.location(), e);
    }
  }

  /**
   * Reads the header. An interrupted update, which may change it, is finished only when the write
   * begins, since planning must not change files.
   */
  private NpyHeader oldHeader() {
    Location path = options.location();
    options.target().refuseUnreadable();
    NpyHeader header;
    try (OpenBytes bytes = options.target().open()) {
      header = NpyHeader.read(bytes);
    } catch (InvalidArrayException e) {
      throw PlanErrors.badHeader(path, e);
    } catch (IOException e) {
      throw PlanErrors.cannotRead(path, e);
    }
    boolean grows = action == WriteAction.APPEND;
    if (grows && header.spec().shape().rank() == 0) {
      throw PlanErrors.appendToScalar(path);
    }
    new HeaderContradiction(path.toString(), header.spec(), ResolveErrors::writeContradictsHeader)
        .refuse(
            options.dtype(),
            grows ? Optional.empty() : options.shape(),
            options.askedOrder(),
            OptionalLong.empty());
    refuseOffset();
    return header;
  }

  /** The data start where the header ends. */
  private void refuseOffset() {
    if (options.askedOffset().isPresent()) {
      throw PlanErrors.offsetWithHeader(options.askedOffset().getAsLong());
    }
  }
}
