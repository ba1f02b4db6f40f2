package io.memmap.array.npy;

import io.memmap.array.ArraySpec;
import io.memmap.array.ByteRange;
import io.memmap.array.ByteSource;
import io.memmap.array.InvalidArrayException;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;

/** Where a file describes the array that it holds. */
public sealed interface SelfDescription extends Serializable
    permits SelfDescription.None, SelfDescription.Header, SelfDescription.Member {

  /**
   * The array that a file describes, checked against its length; empty for {@link None}.
   *
   * @throws InvalidArrayException if the description can't be read; the message does not name the
   *     file
   * @throws IOException if the bytes can't be read
   */
  Optional<ArraySpec> in(ByteSource file) throws IOException;

  /** Nowhere: options and schema describe the array. */
  record None() implements SelfDescription {
    @Override
    public Optional<ArraySpec> in(ByteSource file) {
      return Optional.empty();
    }
  }

  /** The header that a {@code .npy} file begins with. */
  record Header() implements SelfDescription {
    @Override
    public Optional<ArraySpec> in(ByteSource file) throws IOException {
      return Optional.of(NpyHeader.read(file).spec().fit(file.size()));
    }
  }

  /** The header of a member of an {@code .npz} archive, wherever in it the member lies. */
  record Member(String name) implements SelfDescription {
    @Override
    public Optional<ArraySpec> in(ByteSource file) throws IOException {
      return Optional.of(in(file, NpzArchive.open(file)));
    }

    /** The array that the member of an opened archive holds. */
    public ArraySpec in(ByteSource file, NpzArchive archive) throws IOException {
      ByteRange range = archive.member(name);
      ArraySpec inMember = NpyHeader.read(file.part(range)).spec().fit(range.length());
      long offset = range.start() + inMember.offset();
      return new ArraySpec(inMember.dtype(), inMember.shape(), inMember.order(), offset);
    }
  }
}
